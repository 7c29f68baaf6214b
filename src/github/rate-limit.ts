import { httpStatus } from './http-status';
import { asObject } from './json';

/** What GitHub wants one to wait where it names no time. */
const A_MINUTE = 60_000;

/**
 * How long GitHub wants one to wait before anything is asked again.
 *
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 *
 * @returns milliseconds; `undefined` if it did not refuse to answer now
 */
export function pauseTold(error: unknown, now = Date.now()): number | undefined {
  const status = httpStatus(error) ?? 0;
  if (![403, 429, 503].includes(status)) return undefined;
  const headers = asObject(asObject(asObject(error)?.response)?.headers) ?? {};
  const told = headers['retry-after'];
  if (told !== undefined) return untilRetry(String(told), now);
  if (status === 503) return undefined;
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] === '0' && reset > 0) return Math.max(reset * 1000 - now, 0) + 1000;
  return status === 429 || /secondary rate limit/i.test((error as Error).message) ? A_MINUTE : undefined;
}

/** Seconds, or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function untilRetry(told: string, now: number): number {
  const time = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - now;
  return Number.isNaN(time) ? A_MINUTE : Math.max(time, 0);
}
