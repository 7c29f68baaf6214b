import { formatArn } from '../../../aws/arn';
import { usualAudiences } from '../../oidc/audience';
import { encodedValue } from '../../oidc/subject';
import type { Statement } from '../../policy/document';
import type { Target } from '../../target';

/** A repository on GitHub, its names spelled as GitHub spells them: subjects differ by case. */
export interface GithubRepository {
  readonly owner: string;
  readonly name: string;
  /** Digits, like `repositoryId`. Without both of them there are no immutable subjects. */
  readonly ownerId?: string;
  readonly repositoryId?: string;
}

/** Jobs of GitHub workflows that may assume the role. */
export type TrustedWorkflows = TrustedProvider & (NamedJobs | NamedSubjects);

interface TrustedProvider {
  /** Of the identity provider, without `https://`: `token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** The ARN of the identity provider. Default: the one for the issuer in the role's account. */
  readonly provider?: string;
  /** Whom the tokens may be for. Default: AWS, as in the role's partition. */
  readonly audiences?: readonly string[];
}

/** Jobs whose subjects are made as GitHub makes them by itself. */
interface NamedJobs {
  readonly repository: GithubRepository;
  /** The formats that the subjects of its tokens may have. */
  readonly formats: readonly SubjectFormat[];
  readonly jobs: readonly TrustedJobs[];
}

/** Jobs of repositories that have chosen of which claims their subjects are made. */
interface NamedSubjects {
  /** In full. */
  readonly subjects: readonly string[];
}

/** `classic`: `repo:OWNER/NAME:…`; `immutable`: `repo:OWNER@OWNER_ID/NAME@ID:…`. */
export type SubjectFormat = 'classic' | 'immutable';

/** Which jobs: those on one branch or tag, those with one environment, or those that pull requests start. */
export type TrustedJobs =
  | { readonly kind: 'ref'; readonly ref: string }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'pull_request' };

/**
 * A job proves by a token of GitHub's what it is; its audience and its subject have to be exactly these.
 *
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function trustGithub({ partition, account }: Target, workflows: TrustedWorkflows): Statement {
  const { issuer } = workflows;
  const provider =
    workflows.provider ??
    formatArn({ partition, service: 'iam', region: '', account, resource: `oidc-provider/${issuer}` });
  const [audience, ...others] = workflows.audiences ?? usualAudiences(partition);
  return {
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${issuer}:aud`]: others.length === 0 ? audience! : [audience!, ...others],
        [`${issuer}:sub`]: subjectsOf(workflows),
      },
    },
  };
}

function subjectsOf(workflows: NamedJobs | NamedSubjects): readonly string[] {
  if ('subjects' in workflows) return workflows.subjects;
  const { jobs, formats, repository } = workflows;
  return jobs.flatMap((job) => formats.map((format) => subjectOf(job, repository, format)));
}

/** https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims */
function subjectOf(job: TrustedJobs, repository: GithubRepository, format: SubjectFormat): string {
  return `repo:${repositoryIn(format, repository)}:${contextOf(job)}`;
}

function repositoryIn(format: SubjectFormat, { owner, name, ownerId, repositoryId }: GithubRepository): string {
  return format === 'classic' ? `${owner}/${name}` : `${owner}@${ownerId}/${name}@${repositoryId}`;
}

function contextOf(job: TrustedJobs): string {
  switch (job.kind) {
    case 'ref':
      return `ref:${job.ref}`;
    case 'environment':
      return `environment:${encodedValue(job.name)}`;
    case 'pull_request':
      return 'pull_request';
  }
}
