import { httpStatus } from './http-status';
import { asObject } from './json';
import { MAX_COMMENT_LENGTH } from './limits';

/** What was tried, as far as the advice depends on it. */
interface CommentAttempt {
  /** `owner/name`. */
  readonly repository: string;
  readonly pullRequest?: number;
  /** See {@link isReadOnlyForFork}. */
  readonly readOnlyForFork: boolean;
}

/**
 * Why the pull request could not be commented on, and the way out, in one line for a warning. A comment that fails never
 * fails a deployment, and the job summary has the same report.
 *
 * @param error what the API client threw: an octokit `RequestError`, or anything else
 */
export function commentFailure(error: unknown, attempt: CommentAttempt): string {
  const subject = attempt.pullRequest === undefined ? 'the pull request' : `pull request #${attempt.pullRequest}`;
  return `Could not comment on ${subject} of ${attempt.repository}: ${advice(error, attempt)} The report is in the job summary.`;
}

function advice(error: unknown, attempt: CommentAttempt): string {
  const message = oneLine(error instanceof Error ? error.message : String(error));
  if (isUnanswered(error)) return `GitHub could not be reached (${message}). Check the network, or run the job again.`;
  if (isRateLimited(error, message)) {
    return `GitHub's rate limit is used up${resetTime(error)}. Run the job again later.`;
  }

  const status = httpStatus(error);
  switch (status) {
    case 401:
      return `GitHub refused the token (${message}). Set github-token to a token that is valid, or leave it out to use the job's own.`;
    case 403:
      return forbidden(message, attempt);
    case 404:
      return `there is no such pull request, or the token can't see it (${message}). Check comment-pr-number, and that github-token has access to this repository.`;
    case 422:
      return unprocessable(message);
  }
  if (status !== undefined && status >= 500) {
    return `GitHub failed with status ${status} (${message}). Run the job again.`;
  }
  return status === undefined ? `${message}.` : `GitHub answered with status ${status} (${message}).`;
}

function forbidden(message: string, { readOnlyForFork }: CommentAttempt): string {
  if (!/resource not accessible/i.test(message)) return `GitHub forbade it (${message}).`;
  if (readOnlyForFork) {
    return "it comes from a fork, and GitHub makes the token of such a run read-only. To comment as well, run this step in a workflow on workflow_run, which has the repository's own token.";
  }
  return /personal access token/i.test(message)
    ? 'the token may not comment. Give the personal access token in github-token the repository permission "Pull requests: write".'
    : "the token may not comment. Add 'pull-requests: write' to the job's permissions (and 'contents: read', which naming permissions takes away otherwise).";
}

function unprocessable(message: string): string {
  return /too long/i.test(message)
    ? `the comment is longer than the ${MAX_COMMENT_LENGTH} characters that GitHub takes.`
    : `GitHub did not accept it (${message}).`;
}

/** Octokit gives a request that got no answer the status 500, as if there had been one. */
function isUnanswered(error: unknown): boolean {
  return httpStatus(error) === 500 && responseOf(error) === undefined;
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function isRateLimited(error: unknown, message: string): boolean {
  const status = httpStatus(error);
  if (status !== 403 && status !== 429) return false;
  const headers = headersOf(error);
  return (
    status === 429 ||
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit/i.test(message)
  );
}

/** `x-ratelimit-reset` is in seconds since 1970; it is always sent, but means nothing while requests remain. */
function resetTime(error: unknown): string {
  const headers = headersOf(error);
  const seconds = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] !== '0' || !(seconds > 0 && seconds < 1e11)) return '';
  return ` until ${new Date(seconds * 1000).toISOString()}`;
}

function headersOf(error: unknown): Readonly<Record<string, unknown>> {
  return asObject(responseOf(error)?.headers) ?? {};
}

function responseOf(error: unknown): Readonly<Record<string, unknown>> | undefined {
  return asObject(asObject(error)?.response);
}

const MAX_MESSAGE_LENGTH = 300;

/** What a server says can be a whole HTML page. The full stop goes because the message becomes a part of a sentence. */
function oneLine(text: string): string {
  const line = text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/\.$/, '');
  return line.length <= MAX_MESSAGE_LENGTH ? line : `${line.slice(0, MAX_MESSAGE_LENGTH)}…`;
}
