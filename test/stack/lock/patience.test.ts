import { LOCKED } from './samples';
import { type Patience, patiently } from '../../../src/stack/lock/patience';
import { concurrentUpdateError } from '../command-errors';

/** By the timers that the tests turn. */
jest.mock('node:timers/promises', () => ({
  setTimeout: async (milliseconds: number, _: undefined, { signal }: { signal: AbortSignal }) =>
    new Promise<void>((resolve, reject) => {
      setTimeout(resolve, milliseconds);
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    }),
}));

const LOCKED_OUT = concurrentUpdateError(LOCKED);

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

function patience(more: Partial<Patience> = {}) {
  const waits: { pause: number; left: number }[] = [];
  const given: Patience = {
    timeout: 60_000,
    signal: new AbortController().signal,
    onWait: async (_, wait) => void waits.push(wait),
    isHopeless: async () => false,
    ...more,
  };
  return { waits, given };
}

/** Fails so many times because of a lock. */
function lockedOut(times: number) {
  let left = times;
  return jest.fn(async () => {
    if (left-- > 0) throw LOCKED_OUT;
    return 'done';
  });
}

async function withTime<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  await jest.advanceTimersByTimeAsync(3_600_000);
  return work;
}

it('waits for nothing where nobody is in the way', async () => {
  const { waits, given } = patience();
  expect(await patiently(lockedOut(0), given)).toBe('done');
  expect(waits).toEqual([]);
});

it('tries again after pauses that grow up to a bound, each another one by chance', async () => {
  const { waits, given } = patience({ timeout: 600_000 });
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  expect(await withTime(patiently(lockedOut(6), given))).toBe('done');
  expect(waits.map(({ pause }) => pause)).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  jest.mocked(Math.random).mockReturnValue(0);
  const other = patience();
  await withTime(patiently(lockedOut(1), other.given));
  expect(other.waits.map(({ pause }) => pause)).toEqual([500]);
});

it('fails once the time is over, having tried at its very end', async () => {
  const { waits, given } = patience({ timeout: 5_000 });
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  const attempt = lockedOut(Infinity);
  await expect(withTime(patiently(attempt, given))).rejects.toBe(LOCKED_OUT);
  expect(waits.map(({ left }) => left)).toEqual([5_000, 4_000, 2_000]);
  expect(attempt).toHaveBeenCalledTimes(4);
});

it.each<[why: string, more: Partial<Patience>]>([
  ['no time is given', { timeout: 0 }],
  ['it is of no use', { isHopeless: async () => true }],
])('fails at once where %s', async (_, more) => {
  const { waits, given } = patience(more);
  await expect(patiently(lockedOut(1), given)).rejects.toBe(LOCKED_OUT);
  expect(waits).toEqual([]);
});

it('fails at once with whatever else goes wrong', async () => {
  const { given } = patience();
  await expect(patiently(async () => Promise.reject(new Error('oops')), given)).rejects.toThrow('oops');
});

it('ends its wait when the workflow is cancelled', async () => {
  const cancellation = new AbortController();
  const attempt = lockedOut(Infinity);
  const { given } = patience({ signal: cancellation.signal });
  const waiting = patiently(attempt, given);
  waiting.catch(() => undefined);
  await jest.advanceTimersByTimeAsync(100);
  cancellation.abort();
  await expect(waiting).rejects.toThrow(/abort/);
  expect(attempt).toHaveBeenCalledTimes(1);
});
