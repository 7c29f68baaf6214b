import type { getOctokit } from '@actions/github';

/** An attempt of a workflow run. */
interface WorkflowAttempt {
  readonly owner: string;
  readonly repository: string;
  readonly run: number;
  /** From 1. */
  readonly attempt: number;
}

/** What GitHub tells of workflow runs. */
export interface WorkflowRunApi {
  /**
   * @returns its status, such as `in_progress` or `completed`: https://docs.github.com/en/rest/actions/workflow-runs
   * @throws an error that has the HTTP `status`
   */
  statusOf(attempt: WorkflowAttempt): Promise<string>;
}

/** The port to GitHub, through octokit. */
export function workflowRunApi(octokit: ReturnType<typeof getOctokit>): WorkflowRunApi {
  return {
    async statusOf({ owner, repository: repo, run, attempt }) {
      const parameters = { owner, repo, run_id: run, attempt_number: attempt, exclude_pull_requests: true };
      return (await octokit.rest.actions.getWorkflowRunAttempt(parameters)).data.status ?? 'unknown';
    },
  };
}

/**
 * @param serverUrl such as `https://github.com`
 * @returns which attempt the page of a workflow run is of; `undefined` where it is on another server
 */
export function workflowAttempt(url: string, attempt: number, serverUrl: string): WorkflowAttempt | undefined {
  if (!url.startsWith(`${serverUrl}/`)) return undefined;
  const [, owner, repository, run] = /^([\w.-]+)\/([\w.-]+)\/actions\/runs\/(\d+)$/.exec(
    url.slice(serverUrl.length + 1),
  ) ?? [undefined];
  return owner === undefined ? undefined : { owner, repository: repository!, run: Number(run), attempt };
}
