import { deadline } from '../../src/shared/deadlines';
import { within } from '../../src/shared/within';

let lines: string[];
const late = (seconds: number) => new Error(`late after ${seconds} s`);
const waiting = () => ({ what: 'an answer', log: (line: string) => void lines.push(line), late });
const never = () => new Promise<never>(() => undefined);

beforeEach(() => {
  lines = [];
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
  delete process.env.MODEL_DEPLOYMENT_IAM_DEADLINES;
});

it('gives what the work gives, and leaves no timer', async () => {
  expect(await within('download', async () => 'answer', waiting())).toBe('answer');
  await expect(within('download', () => Promise.reject(new Error('no')), waiting())).rejects.toThrow('no');
  expect(jest.getTimerCount()).toBe(0);
});

it('tells what it waits for, and gives it up at the deadline', async () => {
  let ended: AbortSignal | undefined;
  const work = within('aws-credentials', (signal) => ((ended = signal), never()), waiting());
  const told = expect(work).rejects.toThrow('late after 120 s');
  jest.advanceTimersByTime(119_999);
  expect(ended!.aborted).toBe(false);
  jest.advanceTimersByTime(1);
  await told;
  expect(ended!.aborted).toBe(true);
  expect(lines).toEqual([30, 60, 90, 120].map((seconds) => `Still waiting after ${seconds} s for: an answer.`));
});

it('gives it up as soon as nobody waits any more, and does not begin then', async () => {
  const cancellation = new AbortController();
  const work = within('download', never, { ...waiting(), signal: cancellation.signal });
  cancellation.abort(new Error('cancelled'));
  await expect(work).rejects.toThrow('cancelled');
  const begin = jest.fn();
  await expect(within('download', begin, { ...waiting(), signal: cancellation.signal })).rejects.toThrow('cancelled');
  expect(begin).not.toHaveBeenCalled();
});

it('can be shortened for tests, one by one', () => {
  process.env.MODEL_DEPLOYMENT_IAM_DEADLINES = 'engine-silence=3 comment=0.5';
  expect([deadline('engine-silence'), deadline('comment'), deadline('download')]).toEqual([3_000, 500, 600_000]);
});
