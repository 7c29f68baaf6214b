import { type GithubRepository } from '../iam/generate/trust';
import { isGithubId, parseGithubRepository } from '../iam/generate/trust/github-names';

/** What is known of the repository that the workflow runs for. */
export interface PresentRepository extends GithubRepository {
  /** `main` */
  readonly defaultBranch?: string;
  /** Milliseconds since 1970. */
  readonly createdAt?: number;
}

/**
 * The runner's variables say which repository it is; the event knows more about it, though not every event does.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export function presentRepository(environment: NodeJS.ProcessEnv, payload: unknown): PresentRepository | undefined {
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
    defaultBranch: typeof event?.default_branch === 'string' ? event.default_branch : undefined,
    createdAt: timeOf(event?.created_at),
  };
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
