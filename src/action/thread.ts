import { begun } from './beside';
import type { Ports } from './ports';
import type { Comment, PullRequestApi } from '../github/api';
import type { CommentKey } from '../github/marker';
import { findPullRequest, type PullRequestLookup, pullRequestOf } from '../github/pull-request';
import { ownComments } from '../github/sticky-comment';
import { cleanTexts, redactor } from '../report/redact';
import type { Request } from '../request/request';
import { once } from '../shared/once';

/** The conversation on the pull request that a run belongs to. Whoever needs it first opens it, for all. */
export interface Thread {
  /** What the event says of the pull request. */
  readonly lookup: PullRequestLookup;
  /**
   * `undefined` if there is no pull request.
   *
   * @throws the API's error
   */
  readonly open: () => Promise<OpenThread | undefined>;
  /** The key as a comment has it, which everybody can read. */
  readonly readableKey: (key: CommentKey) => CommentKey;
}

export interface OpenThread {
  readonly api: PullRequestApi;
  readonly pullRequest: number;
  /** The own comments as they were while the engine ran, if somebody looked. */
  seen?: Promise<readonly Comment[]>;
}

/** @param request missing where inputs are wrong; the number of the pull request may be right all the same */
export function threadOf({ event, input, pullRequests, secrets }: Ports, request?: Request): Thread {
  const number = request ? request.pullRequest : Number(input('comment-pr-number')) || undefined;
  const lookup = pullRequestOf(event.name, event.payload, number);
  const open = once(async (): Promise<OpenThread | undefined> => {
    if (lookup.kind === 'none') return undefined;
    const api = await pullRequests(input('github-token'));
    const pullRequest = await findPullRequest(api, lookup);
    return pullRequest === undefined ? undefined : { api, pullRequest };
  });
  return { lookup, open, readableKey: (key) => cleanTexts(key, redactor(secrets)) };
}

/**
 * Asks GitHub while the engine runs, so that nobody has to wait for it afterwards. Where an approval may depend on what a
 * comment shows, that is looked at only when it is decided.
 */
export async function lookAhead({ comment, requireApproval }: Request, { open }: Thread): Promise<void> {
  if (comment === 'never') return;
  const thread = await open();
  if (thread && requireApproval === 'never') thread.seen = begun(ownComments(thread.api, thread.pullRequest));
}
