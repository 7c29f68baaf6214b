import type { GithubRepository } from '../iam/generate/trust/github';
import { isGithubId, parseGithubRepository } from '../iam/generate/trust/github-names';

/** What counts besides the inputs: where the job runs, and for which repository. */
export interface JobContext {
  /** The folder with the repository, which relative paths are relative to. */
  readonly workspace: string;
  /** A runner that is thrown away after the job, with all that is on its disk. */
  readonly isHostedRunner: boolean;
  /** For Pulumi Cloud. */
  readonly accessToken?: string;
  /** `https://github.com` */
  readonly serverUrl: string;
  /** `undefined` where it is not known. */
  readonly repository?: PresentRepository;
}

/** What is known of the repository that the workflow runs for. */
export interface PresentRepository extends GithubRepository {
  /** `main` */
  readonly defaultBranch?: string;
  /** Milliseconds since 1970. */
  readonly createdAt?: number;
}

/**
 * @param environment the variables of the runner
 * @param payload of the event that started the workflow
 */
export function jobContext(environment: NodeJS.ProcessEnv, payload: unknown): JobContext {
  return {
    workspace: environment.GITHUB_WORKSPACE ?? process.cwd(),
    isHostedRunner: environment.RUNNER_ENVIRONMENT === 'github-hosted',
    accessToken: environment.PULUMI_ACCESS_TOKEN,
    serverUrl: environment.GITHUB_SERVER_URL || 'https://github.com',
    repository: presentRepository(environment, payload),
  };
}
/**
 * The runner's variables say which repository it is; the event knows more about it, though not every event does.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
function presentRepository(environment: NodeJS.ProcessEnv, payload: unknown): PresentRepository | undefined {
  const parsed = parseGithubRepository(environment.GITHUB_REPOSITORY ?? '');
  if (!parsed.ok) return undefined;

  const { owner, name } = parsed.value;
  const told = repositoryIn(payload);
  const event = told?.full_name === `${owner}/${name}` ? told : undefined;
  return {
    owner,
    name,
    ownerId: idOf(environment.GITHUB_REPOSITORY_OWNER_ID) ?? idOf((event?.owner as Payload | undefined)?.id),
    repositoryId: idOf(environment.GITHUB_REPOSITORY_ID) ?? idOf(event?.id),
    defaultBranch: typeof event?.default_branch === 'string' ? event.default_branch : branchOfSchedule(environment),
    createdAt: timeOf(event?.created_at),
  };
}

/**
 * The event of a schedule says nothing of the repository, but all schedules run on the default branch.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule
 */
function branchOfSchedule({ GITHUB_EVENT_NAME: event, GITHUB_REF: ref = '' }: NodeJS.ProcessEnv): string | undefined {
  return event === 'schedule' ? /^refs\/heads\/(.+)$/s.exec(ref)?.[1] : undefined;
}

type Payload = Readonly<Record<string, unknown>>;

function repositoryIn(payload: unknown): Payload | undefined {
  const repository = (payload as { repository?: unknown } | null | undefined)?.repository;
  return typeof repository === 'object' && repository !== null ? (repository as Payload) : undefined;
}

function idOf(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return isGithubId(text) ? text : undefined;
}

/** Pushes have seconds, all other events have text. */
function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
