import { answerTo } from './http';
import { ABSENT, found, type Looked, unseen } from './looked';
import { apiUrl } from '../../github/api-url';
import { deadline } from '../../shared/deadlines';

/** What GitHub says of the repository. */
export interface RepositoryFacts {
  readonly ownerId: string;
  readonly repositoryId: string;
  /** Whether its tokens have subjects with ids for certain. */
  readonly hasImmutableSubjects: Looked<boolean>;
}

/** What stands between a branch and a job in the environment. */
export type Protection =
  | { readonly by: 'reviewers' }
  | { readonly by: 'nothing' }
  | { readonly by: 'patterns'; readonly patterns: readonly string[] }
  /** `isProtected`: whether the branch that deploys is a protected one. */
  | { readonly by: 'protected-branches'; readonly isProtected: boolean };

/** Asks GitHub for what is at a path of its API. */
export type Ask = (path: string) => Promise<Looked<unknown>>;

export function githubApi(environment: NodeJS.ProcessEnv): Ask {
  const token = environment.GITHUB_TOKEN || environment.GH_TOKEN;
  return async (path) => {
    if (!token) return unseen('there is no token in GITHUB_TOKEN or GH_TOKEN.');
    try {
      const { status, body } = await answerTo({
        url: new URL(`${apiUrl(environment)}/${path}`),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/vnd.github+json',
          'user-agent': 'model-deployment-iam',
        },
        limit: deadline('github-request'),
      });
      if (status === 404) return ABSENT;
      return status === 200 ? found(JSON.parse(body)) : unseen(`GitHub answers ${status}.`);
    } catch (error) {
      return unseen(`GitHub does not answer: ${(error as Error).message}`);
    }
  };
}

/** https://docs.github.com/en/rest/repos/repos#get-a-repository */
export async function lookAtRepository(name: string, ask: Ask): Promise<Looked<RepositoryFacts>> {
  const [repository, customization] = await Promise.all([
    ask(`repos/${name}`),
    ask(`repos/${name}/actions/oidc/customization/sub`),
  ]);
  if (repository.is !== 'found') return repository;
  const {
    id,
    owner,
    created_at: created,
  } = (repository.value ?? {}) as {
    id?: number;
    owner?: { id?: number };
    created_at?: string;
  };
  if (id === undefined || owner?.id === undefined) return unseen('GitHub answers with something else.');
  return found({
    ownerId: String(owner.id),
    repositoryId: String(id),
    hasImmutableSubjects: hasImmutableSubjects(customization, created ?? ''),
  });
}

/** https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims */
function hasImmutableSubjects(customization: Looked<unknown>, created: string): Looked<boolean> {
  if (created >= '2026-07-16') return found(true);
  if (customization.is === 'found') {
    const { use_immutable_subject: isSet } = (customization.value ?? {}) as { use_immutable_subject?: boolean };
    return found(isSet === true);
  }
  return customization.is === 'absent' ? unseen('GitHub answers 404.') : customization;
}

/**
 * https://docs.github.com/en/rest/deployments/environments#get-an-environment
 *
 * @param place the repository, the environment and the branch that deploys
 */
export async function lookAtEnvironment(
  { name, environment, branch }: { readonly name: string; readonly environment: string; readonly branch: string },
  ask: Ask,
): Promise<Looked<Protection>> {
  const path = `repos/${name}/environments/${encodeURIComponent(environment)}`;
  const answer = await ask(path);
  if (answer.is !== 'found') return answer;
  const {
    id,
    protection_rules: rules,
    deployment_branch_policy: policy,
  } = (answer.value ?? {}) as {
    id?: number;
    protection_rules?: { type?: string }[];
    deployment_branch_policy?: { protected_branches?: boolean; custom_branch_policies?: boolean } | null;
  };
  if (rules?.some(({ type }) => type === 'required_reviewers')) return found({ by: 'reviewers' });
  if (policy?.custom_branch_policies) return patternsOf(path, ask);
  if (policy?.protected_branches) return protectedBranch(`repos/${name}/branches/${encodeURIComponent(branch)}`, ask);
  return id === undefined ? unseen('GitHub answers with something else.') : found({ by: 'nothing' });
}

async function patternsOf(path: string, ask: Ask): Promise<Looked<Protection>> {
  const answer = await ask(`${path}/deployment-branch-policies?per_page=100`);
  if (answer.is !== 'found') return answer.is === 'absent' ? unseen('GitHub answers 404.') : answer;
  const { branch_policies: policies } = (answer.value ?? {}) as { branch_policies?: { name?: string }[] };
  return policies
    ? found({ by: 'patterns', patterns: policies.map(({ name = '' }) => name) })
    : unseen('GitHub answers with something else.');
}

/** While there is no protected branch, GitHub lets all of them deploy. */
async function protectedBranch(path: string, ask: Ask): Promise<Looked<Protection>> {
  const answer = await ask(path);
  if (answer.is !== 'found') return answer.is === 'absent' ? unseen('GitHub answers 404 for the branch.') : answer;
  const { protected: isProtected } = (answer.value ?? {}) as { protected?: boolean };
  return isProtected === undefined
    ? unseen('GitHub answers with something else.')
    : found({ by: 'protected-branches', isProtected });
}
