import type { PlanArguments } from './flags';
import { type PlannedRole } from './planned-role';
import type { InputName } from '../../contract';
import type { IgnoredFinding } from '../../iam/findings/ignored';
import type { Target } from '../../iam/target';
import type { Problem } from '../../request/problem';
import { readRequest } from '../../request/read-request';
import { documentsOf } from '../../request/request';

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

type StandIns = Partial<Readonly<Record<InputName, string>>>;

/** Nothing is kept, so that any place will do. */
const NOWHERE: StandIns = { 'backend-url': 'file:///nowhere' };

/** What stands for an account and a repository that nobody has named. */
const SOME_ACCOUNT = '123456789012';
const SOME_REPOSITORY = 'OWNER/REPOSITORY';

/**
 * @param inputs as of the Action
 * @param environment what a workflow has of its repository counts
 * @param folder that paths are relative to
 */
export function planFor(
  inputs: PlanArguments['inputs'],
  environment: NodeJS.ProcessEnv,
  folder: string,
): { readonly plan: Plan } | { readonly problems: readonly Problem[] } {
  const { GITHUB_REPOSITORY: repository = SOME_REPOSITORY } = environment;
  const standIns: StandIns =
    repository === SOME_REPOSITORY ? { ...NOWHERE, 'github-subject-format': 'classic' } : NOWHERE;
  const { request, problems } = readRequest({
    input: (name) => inputs[name] ?? standIns[name] ?? '',
    environment: { ...environment, GITHUB_REPOSITORY: repository, GITHUB_WORKSPACE: folder },
    event: { payload: { repository: { full_name: repository, default_branch: 'main' } } },
  });
  if (!request) return { problems };
  const account = request.target.account ?? SOME_ACCOUNT;
  const { policy, trust } = documentsOf(request, account);
  const { name, path, permissionsBoundary, maxSessionDuration, tags } = request;
  return {
    plan: {
      target: { ...request.target, account },
      role: { name, path, policy, trustPolicy: trust, permissionsBoundary, maxSessionDuration, tags },
      boundary: request.boundaryFile?.document,
      ignored: request.ignoredFindings,
      notes: [
        ...(request.target.account === undefined
          ? [`The account is not known here, so that ${account} stands for it: --account-id says which one it is.`]
          : []),
        ...(trust.includes(SOME_REPOSITORY)
          ? [
              `The repository is not known here, so that ${SOME_REPOSITORY} and its branch main stand for it: --github-repository and --github-ref say which they are.`,
            ]
          : []),
      ],
    },
  };
}
