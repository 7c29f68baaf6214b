import { pauseTold } from '../../src/github/rate-limit';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const RESET = `${NOW / 1000 + 30}`;

it.each<[what: string, status: number, headers: object, message: string, pause: number | undefined]>([
  ['seconds', 403, { 'retry-after': '7' }, 'no', 7_000],
  ['a date', 429, { 'retry-after': 'Thu, 01 Jan 2026 00:00:20 GMT' }, 'no', 20_000],
  ['a date that has passed', 429, { 'retry-after': 'Thu, 01 Jan 2015 00:00:20 GMT' }, 'no', 0],
  ['nonsense', 429, { 'retry-after': 'soon' }, 'no', 60_000],
  ['a server that is away for a moment', 503, { 'retry-after': '5' }, 'no', 5_000],
  ['a server that does not say how long', 503, {}, 'no', undefined],
  ['a quota that is used up', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET }, 'no', 31_000],
  ['a quota that is not', 403, { 'x-ratelimit-remaining': '9', 'x-ratelimit-reset': RESET }, 'no', undefined],
  ['too many requests at once', 403, {}, 'You have exceeded a secondary rate limit', 60_000],
  ['too many requests', 429, {}, 'no', 60_000],
  ['a permission that is missing', 403, {}, 'Resource not accessible by integration', undefined],
  ['a mistake', 422, { 'retry-after': '7' }, 'no', undefined],
])('%s', (_, status, headers, message, pause) => {
  expect(pauseTold(Object.assign(new Error(message), { status, response: { headers } }), NOW)).toBe(pause);
});

it('is not told where nothing is answered', () => {
  expect(pauseTold(new Error('connection reset'))).toBeUndefined();
});
