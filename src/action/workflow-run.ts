import { readFile } from 'node:fs/promises';
import type { Run } from '../report/model';
import { isObject } from '../shared/json';

/** What the runner tells of the workflow run. */
interface WorkflowRun {
  readonly event: { readonly name: string; readonly payload: unknown };
  /** Why nothing is known of the event, if that is so. */
  readonly unread?: string;
  readonly owner: string;
  readonly repository: string;
  readonly run: Run;
}

/**
 * Reads the runner's variables. (`context` of `@actions/github` does so too, but loads all of octokit first.)
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
export async function readWorkflowRun(environment: NodeJS.ProcessEnv): Promise<WorkflowRun> {
  const [owner = '', repository = ''] = (environment.GITHUB_REPOSITORY ?? '').split('/');
  const { payload, unread } = await readPayload(environment.GITHUB_EVENT_PATH);
  return {
    event: { name: environment.GITHUB_EVENT_NAME ?? '', payload },
    unread,
    owner,
    repository,
    run: {
      url: `${environment.GITHUB_SERVER_URL || 'https://github.com'}/${owner}/${repository}/actions/runs/${environment.GITHUB_RUN_ID ?? ''}`,
      attempt: Number(environment.GITHUB_RUN_ATTEMPT ?? 1),
      workflow: environment.GITHUB_WORKFLOW ?? '',
      sha: headOfPullRequest(payload) ?? environment.GITHUB_SHA ?? '',
    },
  };
}

/** Without the event there is no pull request to comment on, and none that could be approved; all else can be done. */
async function readPayload(path: string | undefined): Promise<{ payload: object; unread?: string }> {
  if (!path) return { payload: {} };
  try {
    const payload: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (isObject(payload)) return { payload };
    return { payload: {}, unread: `The event in ${path} is no JSON object.` };
  } catch (error) {
    return { payload: {}, unread: `The event can't be read (GITHUB_EVENT_PATH): ${(error as Error).message}` };
  }
}

/** On a pull request, GITHUB_SHA is a merge commit that no one has seen. */
function headOfPullRequest(payload: unknown): string | undefined {
  const sha = (payload as { pull_request?: { head?: { sha?: unknown } } }).pull_request?.head?.sha;
  return typeof sha === 'string' ? sha : undefined;
}
