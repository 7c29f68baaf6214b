import { begun } from './beside';
import type { Ports } from './ports';
import type { Comment, PullRequestApi } from '../github/api';
import { findPullRequest, type PullRequestLookup, pullRequestOf } from '../github/pull-request';
import { ownComments } from '../github/sticky-comment';
import type { Request } from '../request/request';

/** Where a comment goes. */
export interface CommentPlace {
  readonly api: PullRequestApi;
  readonly pullRequest: number;
}

/** What was asked of GitHub before there was anything to comment. */
export interface EarlyLook {
  /** `undefined` if there is no pull request. */
  readonly place: Promise<CommentPlace | undefined>;
  /**
   * The own comments that were there. Missing where an approval may depend on what a comment shows: that is looked at only
   * when it is decided.
   */
  readonly comments?: Promise<readonly Comment[]>;
}

/** @returns `undefined` where no comment can come of the request */
export function lookEarly(request: Request, ports: Ports): EarlyLook | undefined {
  const lookup = pullRequestOf(ports.event.name, ports.event.payload, request.pullRequest);
  if (request.comment === 'never' || lookup.kind === 'none') return undefined;

  const place = begun(findPlace(lookup, ports.input('github-token'), ports));
  if (request.requireApproval !== 'never') return { place };
  const comments = place.then((found) => (found ? ownComments(found.api, found.pullRequest) : []));
  return { place, comments: begun(comments) };
}

/** @returns `undefined` if there is no pull request */
export async function findPlace(
  lookup: PullRequestLookup,
  token: string,
  { pullRequests }: Pick<Ports, 'pullRequests'>,
): Promise<CommentPlace | undefined> {
  const api = await pullRequests(token);
  const pullRequest = await findPullRequest(api, lookup);
  return pullRequest === undefined ? undefined : { api, pullRequest };
}
