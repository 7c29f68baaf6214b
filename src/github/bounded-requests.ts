import { setTimeout as sleep } from 'node:timers/promises';
import { httpStatus } from './http-status';
import { pauseTold } from './rate-limit';
import { type Fetch, followingRedirects } from './redirects';
import { abortable } from '../shared/abortable';
import { deadline } from '../shared/deadlines';

/** What is used of a request of octokit, and of the answer. */
interface Request {
  readonly method: string;
  readonly url: string;
  readonly request?: object;
}
interface Answer {
  readonly status: number;
  readonly headers: { readonly 'content-type'?: string };
  readonly data: unknown;
}

/** How often a request is made at most. The pauses between are 1, 4 and 9 seconds. */
const ATTEMPTS = 4;

/**
 * For octokit's hook `request`: none takes longer than its deadline, the end of the answer included. It is made again where
 * GitHub says how long to wait, and where it fails; one that creates something is not made again where it may have been done
 * all the same. What is no answer of GitHub's API is an error, and never taken for an empty list.
 *
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 *
 * @param log is told of what is made again
 */
export function boundedRequests(log: (line: string) => void) {
  // Where it was asked for long in vain, it is not for everything that follows.
  let isDown = false;
  return async <R extends Answer, O extends Request>(
    request: (options: O) => R | Promise<R>,
    options: O,
  ): Promise<R> => {
    const end = Date.now() + deadline('github-retries');
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await answerInTime(request, options);
        isDown = false;
        return answer;
      } catch (error) {
        const pause = pauseTold(error) ?? (isWorthAnother(error, options) && !isDown ? attempt ** 2 * 1000 : undefined);
        if (pause === undefined || attempt === ATTEMPTS || Date.now() + pause > end) {
          isDown = isUnanswered(error);
          throw error;
        }
        log(`${(error as Error).message} (${options.method} ${options.url}); trying again in ${pause / 1000} s`);
        await sleep(pause);
      }
    }
  };
}

/** Whether GitHub did not answer, or not as itself, so that it may have done what it was asked. */
export function isUnanswered(error: unknown): boolean {
  const status = httpStatus(error);
  return status === undefined || status >= 500;
}

function isWorthAnother(error: unknown, { method, url }: Request): boolean {
  const isRepeatable = method !== 'POST' || url.endsWith('/graphql');
  return isRepeatable && isUnanswered(error);
}

async function answerInTime<R extends Answer, O extends Request>(
  request: (options: O) => R | Promise<R>,
  options: O,
): Promise<R> {
  const limit = deadline('github-request');
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`GitHub did not answer within ${limit / 1000} s`)), limit);
  const { fetch = globalThis.fetch } = (options.request ?? {}) as { fetch?: Fetch };
  const how = { ...options.request, signal: late.signal, redirect: 'manual', fetch: followingRedirects(fetch) };
  try {
    // While it connects, a request does not heed the signal: to a proxy that never answers it would connect for ever.
    const answer = await abortable((async () => request({ ...options, request: how }))(), late.signal);
    // An answer that breaks off is an empty text to octokit.
    late.signal.throwIfAborted();
    return readable(answer);
  } finally {
    clearTimeout(timer);
  }
}

function readable<R extends Answer>(answer: R): R {
  const { status, headers, data } = answer;
  if (status === 204 || (typeof data === 'object' && data !== null)) return answer;
  const kind = headers['content-type'] ?? 'nothing';
  throw new Error(
    `What answered in GitHub's place is not its API (status ${status}, ${kind}): look at GITHUB_API_URL, and for a proxy`,
  );
}
