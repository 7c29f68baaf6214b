import type { Ports } from './ports';
import type { PullRequestApi } from '../github/api';
import { findPullRequest, pullRequestOf } from '../github/pull-request';

/** @returns the number of the pull request that the run belongs to, or `undefined` if there is none */
export async function pullRequestOfRun(
  api: PullRequestApi,
  explicitNumber: number | undefined,
  { event }: Ports,
): Promise<number | undefined> {
  return findPullRequest(api, pullRequestOf(event.name, event.payload, explicitNumber));
}
