import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { heedSignal } from '../../../src/stack/engine/heed-signal';

const run = jest.fn();
const ENGINE = { command: 'pulumi', version: '3.999.0', run } as unknown as PulumiCommand;
const ARGUMENTS = [['stack', 'init'], '/folder', { PULUMI_HOME: '/home' }] as const;

interface Runnable {
  run(...options: unknown[]): Promise<unknown>;
}

function heeding(signal: AbortSignal) {
  return heedSignal(ENGINE, signal) as unknown as PulumiCommand & Runnable;
}

beforeEach(() => run.mockReset().mockResolvedValue('done'));

it('tells every process of the signal, whether the Automation API passes it on or not', async () => {
  const { signal } = new AbortController();
  const onOutput = () => undefined;
  expect(await heeding(signal).run(...ARGUMENTS, onOutput)).toBe('done');
  expect(run).toHaveBeenCalledWith(...ARGUMENTS, onOutput, undefined, signal);
});

it('starts no process once the signal is aborted', async () => {
  await expect(heeding(AbortSignal.abort(new Error('cancelled'))).run(...ARGUMENTS)).rejects.toThrow('cancelled');
  expect(run).not.toHaveBeenCalled();
});

it('is the same engine otherwise', () => {
  expect(heeding(new AbortController().signal)).toMatchObject({ command: 'pulumi', version: '3.999.0' });
});
