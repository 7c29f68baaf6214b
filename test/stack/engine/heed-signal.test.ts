import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { heedSignal } from '../../../src/stack/engine/heed-signal';

const run = jest.fn();
const ENGINE = { command: 'pulumi', version: '3.999.0', run } as unknown as PulumiCommand;
const ARGUMENTS = [['stack', 'init'], '/folder', { PULUMI_HOME: '/home' }] as const;

interface Runnable {
  run(...options: unknown[]): Promise<unknown>;
}

let lines: string[];

function heeding(signal: AbortSignal, platform = 'linux') {
  return heedSignal(ENGINE, signal, (line) => lines.push(line), platform) as unknown as PulumiCommand & Runnable;
}

beforeEach(() => {
  lines = [];
  run.mockReset().mockResolvedValue('done');
});
afterEach(() => {
  delete process.env.MODEL_DEPLOYMENT_IAM_DEADLINES;
});

/** A process that ends as soon as it is asked to. */
function endOnSignal(...[, , , , , signal]: unknown[]): Promise<never> {
  return new Promise((_, reject) => {
    (signal as AbortSignal).addEventListener('abort', () => reject(new Error('was asked to end')));
  });
}

it.each([
  ['the signal of all', undefined],
  ['the signal of all, where it has another as well', new AbortController().signal],
])('tells every process of %s', async (_, own) => {
  const cancellation = new AbortController();
  const onOutput = () => undefined;
  expect(await heeding(cancellation.signal).run(...ARGUMENTS, onOutput, undefined, own)).toBe('done');
  expect(run).toHaveBeenCalledWith(...ARGUMENTS, onOutput, undefined, expect.any(AbortSignal));
  run.mockImplementation(endOnSignal);
  const running = heeding(cancellation.signal).run(...ARGUMENTS, onOutput, undefined, own);
  cancellation.abort(new Error('cancelled'));
  await expect(running).rejects.toThrow('was asked to end');
});

it('tells a process of the signal of its own', async () => {
  run.mockImplementation(endOnSignal);
  const own = new AbortController();
  const running = heeding(new AbortController().signal).run(...ARGUMENTS, undefined, undefined, own.signal);
  own.abort(new Error('silent'));
  await expect(running).rejects.toThrow('was asked to end');
  await expect(
    heeding(new AbortController().signal).run(...ARGUMENTS, undefined, undefined, own.signal),
  ).rejects.toThrow('silent');
  expect(run).toHaveBeenCalledTimes(1);
});

it('asks a process to end that nobody else watches and that takes too long, and tells of it before', async () => {
  process.env.MODEL_DEPLOYMENT_IAM_DEADLINES = 'engine-process=0.3';
  run.mockImplementation(endOnSignal);
  await expect(heeding(new AbortController().signal).run(...ARGUMENTS)).rejects.toMatchObject({
    reason: 'timed-out',
    message: '`pulumi stack init` did not end within 0.3 s.',
  });
  expect(lines).toEqual(['Still waiting after 0 s for: pulumi stack init.']);
});

it('leaves a process alone that somebody watches', async () => {
  process.env.MODEL_DEPLOYMENT_IAM_DEADLINES = 'engine-process=0.01';
  run.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 50, 'done')));
  const { signal } = new AbortController();
  expect(await heeding(signal).run(...ARGUMENTS, undefined, undefined, signal)).toBe('done');
});

it('has no process ended by a cancellation on Windows, which knows no SIGINT', async () => {
  run.mockImplementation((...[, , , , , signal]) => new Promise((resolve) => setTimeout(resolve, 50, signal)));
  const cancellation = new AbortController();
  const running = heeding(cancellation.signal, 'win32').run(...ARGUMENTS);
  cancellation.abort();
  expect(await running).toMatchObject({ aborted: false });
});

it.each(['linux', 'darwin', 'win32'])('starts no process once the signal is aborted, on %s', async (platform) => {
  const engine = heeding(AbortSignal.abort(new Error('cancelled')), platform);
  await expect(engine.run(...ARGUMENTS)).rejects.toThrow('cancelled');
  expect(run).not.toHaveBeenCalled();
});

it('is the same engine otherwise', () => {
  expect(heeding(new AbortController().signal)).toMatchObject({ command: 'pulumi', version: '3.999.0' });
});
