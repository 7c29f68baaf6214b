import type { AssociatedPullRequest, PullRequestApi } from './api';
import { asObject } from './json';

/** Which pull request an event belongs to: known by its number, to be found by a commit, or none. */
export type PullRequestLookup =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'commit'; readonly sha: string }
  /** `why` is the end of a sentence such as "No comment, because …". */
  | { readonly kind: 'none'; readonly why: string };

/**
 * Which pull request a workflow's event belongs to.
 *
 * Much of a payload is written by whoever opened the pull request, so nothing in it is taken to have the type that it
 * should have.
 *
 * @param eventName the name as in `on:` of a workflow (`GITHUB_EVENT_NAME`)
 * @param payload the event as GitHub sent it: https://docs.github.com/en/webhooks/webhook-events-and-payloads
 * @param explicitNumber the number that the user gave; it goes before everything else
 */
export function pullRequestOf(eventName: string, payload: unknown, explicitNumber?: number): PullRequestLookup {
  if (explicitNumber !== undefined) {
    return byNumber(explicitNumber) ?? none(`${explicitNumber} is not the number of a pull request (1, 2, 3, …)`);
  }
  const event = asObject(payload) ?? {};
  switch (eventName) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
    case 'pull_request_review_comment':
      return byNumber(asObject(event.pull_request)?.number) ?? withoutReference(eventName);
    case 'issue_comment':
      return ofIssueComment(asObject(event.issue));
    case 'merge_group':
      return ofMergeGroup(asObject(event.merge_group)) ?? withoutReference(eventName);
    case 'push':
      return ofPush(event);
    case 'workflow_run':
      return ofWorkflowRun(asObject(event.workflow_run), asObject(event.repository)) ?? withoutReference(eventName);
    default:
      return none(`the event ${JSON.stringify(eventName)} belongs to no pull request; comment-pr-number can name one`);
  }
}

/**
 * The number of the pull request, asking GitHub where only a commit is known.
 *
 * @returns `undefined` if there is none
 */
export async function findPullRequest(api: PullRequestApi, lookup: PullRequestLookup): Promise<number | undefined> {
  switch (lookup.kind) {
    case 'number':
      return lookup.number;
    case 'commit':
      return closestTo(lookup.sha, await api.pullRequestsOfCommit(lookup.sha))?.number;
    case 'none':
      return undefined;
  }
}

/**
 * The one that was merged as this commit comes first, for another one may lead from there to the next branch. Stacked pull
 * requests share their commits: the one that ends in this commit is meant, not the ones built on it.
 */
function closestTo(sha: string, pullRequests: readonly AssociatedPullRequest[]): AssociatedPullRequest | undefined {
  return (
    pullRequests.find(({ mergeSha }) => mergeSha === sha) ??
    pullRequests.find(({ isOpen, headSha }) => isOpen && headSha === sha) ??
    pullRequests.find(({ isOpen }) => isOpen) ??
    pullRequests[0]
  );
}

/** Pull requests are issues too, and only they have this property. */
function ofIssueComment(issue: Readonly<Record<string, unknown>> | undefined): PullRequestLookup {
  if (!asObject(issue?.pull_request)) return none('the comment is on an issue, not on a pull request');
  return byNumber(issue?.number) ?? withoutReference('issue_comment');
}

/** The queue tests a branch of its own, `gh-readonly-queue/BASE/pr-NUMBER-SHA`; a BASE can look like anything, the end can't. */
function ofMergeGroup(group: Readonly<Record<string, unknown>> | undefined): PullRequestLookup | undefined {
  const number = textOf(group?.head_ref)?.match(/\/pr-(\d+)-[0-9a-f]+$/)?.[1];
  return number === undefined ? undefined : byNumber(Number(number));
}

function ofPush(push: Readonly<Record<string, unknown>>): PullRequestLookup {
  if (push.deleted === true) return none('the push deleted its branch or tag');
  // With an annotated tag, `after` is the tag and not the commit.
  return byCommit(asObject(push.head_commit)?.id) ?? byCommit(push.after) ?? withoutReference('push');
}

function ofWorkflowRun(
  run: Readonly<Record<string, unknown>> | undefined,
  repository: Readonly<Record<string, unknown>> | undefined,
): PullRequestLookup | undefined {
  // A fork's own pull requests can stand here as well, and their numbers mean something else in this repository.
  const own = arrayOf(run?.pull_requests)
    .map(asObject)
    .find((pullRequest) => asObject(asObject(pullRequest?.base)?.repo)?.id === repository?.id);
  // None are listed for a run on a fork's pull request.
  return byNumber(own?.number) ?? byCommit(run?.head_sha);
}

function byNumber(value: unknown): PullRequestLookup | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
    ? { kind: 'number', number: value }
    : undefined;
}

/** A SHA-1 or SHA-256 in full. */
function byCommit(value: unknown): PullRequestLookup | undefined {
  const sha = textOf(value);
  return sha && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha) ? { kind: 'commit', sha } : undefined;
}

function none(why: string): PullRequestLookup {
  return { kind: 'none', why };
}

function withoutReference(eventName: string): PullRequestLookup {
  return none(
    `the payload of the event ${JSON.stringify(eventName)} names no pull request; comment-pr-number can name one`,
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
