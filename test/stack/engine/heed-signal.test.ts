import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { heedSignal } from '../../../src/stack/engine/heed-signal';

const run = jest.fn();
const ENGINE = { command: 'pulumi', version: '3.999.0', run } as unknown as PulumiCommand;
const ARGUMENTS = [['stack', 'init'], '/folder', { PULUMI_HOME: '/home' }] as const;

interface Runnable {
  run(...options: unknown[]): Promise<unknown>;
}

function heeding(signal: AbortSignal, platform = 'linux') {
  return heedSignal(ENGINE, signal, platform) as unknown as PulumiCommand & Runnable;
}

beforeEach(() => run.mockReset().mockResolvedValue('done'));

it('tells every process of the signal, whether the Automation API passes it on or not', async () => {
  const { signal } = new AbortController();
  const onOutput = () => undefined;
  expect(await heeding(signal).run(...ARGUMENTS, onOutput)).toBe('done');
  expect(run).toHaveBeenCalledWith(...ARGUMENTS, onOutput, undefined, signal);
});

it('has no process ended on Windows, which knows no SIGINT', async () => {
  await heeding(new AbortController().signal, 'win32').run(...ARGUMENTS);
  expect(run).toHaveBeenCalledWith(...ARGUMENTS, undefined, undefined, undefined);
});

it.each(['linux', 'darwin', 'win32'])('starts no process once the signal is aborted, on %s', async (platform) => {
  const engine = heeding(AbortSignal.abort(new Error('cancelled')), platform);
  await expect(engine.run(...ARGUMENTS)).rejects.toThrow('cancelled');
  expect(run).not.toHaveBeenCalled();
});

it('is the same engine otherwise', () => {
  expect(heeding(new AbortController().signal)).toMatchObject({ command: 'pulumi', version: '3.999.0' });
});
