import type { PlanArguments } from './flags';
import { type PlannedRole } from './planned-role';
import type { InputName } from '../../contract';
import type { IgnoredFinding } from '../../iam/findings/ignored';
import type { TrustOptions } from '../../iam/generate/trust/trust-policy';
import type { Target } from '../../iam/target';
import type { Problem } from '../../request/problem';
import { readRequest } from '../../request/read-request';
import { documentsOf, type Request } from '../../request/request';
import type { Backend } from '../../stack/backend';

/** What inputs come to, without asking anybody. */
export interface Plan {
  readonly target: Target;
  readonly role: PlannedRole;
  /** The document of the permissions boundary (JSON), where a file has it. */
  readonly boundary?: string;
  readonly ignored: readonly IgnoredFinding[];
  /** What stands for what is not known here, in a sentence each. Plain text. */
  readonly notes: readonly string[];
}

/** Nothing is kept, so that any place will do. */
const NOWHERE: Partial<Readonly<Record<InputName, string>>> = { 'backend-url': 'file:///nowhere' };

/** Whether a backend stands for one that nobody has named. */
export function isNowhere({ url }: Backend): boolean {
  return url === NOWHERE['backend-url'];
}

/** What stands for an account and a repository that nobody has named. */
const SOME_ACCOUNT = '123456789012';
const SOME_REPOSITORY = {
  GITHUB_REPOSITORY: 'OWNER/REPOSITORY',
  GITHUB_REPOSITORY_OWNER_ID: '1',
  GITHUB_REPOSITORY_ID: '2',
};

/** Where a command runs: what a workflow has of its repository counts. */
export function stepFor(environment: NodeJS.ProcessEnv, folder: string) {
  const job = environment.GITHUB_REPOSITORY ? environment : SOME_REPOSITORY;
  return {
    environment: { ...job, GITHUB_WORKSPACE: folder },
    event: { payload: { repository: { full_name: job.GITHUB_REPOSITORY, default_branch: 'main' } } },
  };
}

/** @returns the inputs of a command as a step has them */
export function stepInput(inputs: PlanArguments['inputs']): (name: InputName) => string {
  return (name) => inputs[name] ?? NOWHERE[name] ?? '';
}

/**
 * @param inputs as of the Action
 * @param environment the variables of the shell
 * @param folder that paths are relative to
 * @returns also the account, where somebody has named it
 */
export function planFor(
  inputs: PlanArguments['inputs'],
  environment: NodeJS.ProcessEnv,
  folder: string,
): { readonly plan: Plan; readonly account?: string } | { readonly problems: readonly Problem[] } {
  const { request, problems } = readRequest({ input: stepInput(inputs), ...stepFor(environment, folder) });
  return request ? { plan: planOf(request), account: request.target.account } : { problems };
}

/** What a request comes to. */
export function planOf(request: Request): Plan {
  const account = request.target.account ?? SOME_ACCOUNT;
  const { policy, trust } = documentsOf(request, account);
  const { name, path, permissionsBoundary, maxSessionDuration, tags } = request;
  return {
    target: { ...request.target, account },
    role: { name, path, policy, trustPolicy: trust, permissionsBoundary, maxSessionDuration, tags },
    boundary: request.boundaryFile?.document,
    ignored: request.ignoredFindings,
    notes: [
      ...(request.target.account === undefined
        ? [`The account is not known here, so that ${account} stands for it: --account-id says which one it is.`]
        : []),
      ...repositoryNotes([request.trust]),
    ],
  };
}

/** @param trusts of roles */
export function repositoryNotes(trusts: readonly TrustOptions[]): string[] {
  return trusts.some(namesSomeRepository)
    ? [
        `The repository is not known here, so that OWNER/REPOSITORY, with the ids 1 and 2, and its branch main stand for it: --github-repository and --github-ref say which they are.`,
      ]
    : [];
}

function namesSomeRepository({ github }: TrustOptions): boolean {
  if (!github || !('repository' in github)) return false;
  const { owner, name } = github.repository;
  return `${owner}/${name}` === SOME_REPOSITORY.GITHUB_REPOSITORY;
}
