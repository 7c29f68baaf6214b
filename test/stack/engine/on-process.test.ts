import { execFile } from 'node:child_process';
import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { type EngineProcess, onProcess } from '../../../src/stack/engine/on-process';
import type { Run } from '../../../src/stack/engine/with-run';
import { commandError } from '../command-errors';

/** Starts a process that ends at once, and answers as the engine is said to. */
function watched(answer: () => Promise<unknown>) {
  const pids: (number | undefined)[] = [];
  const seen: EngineProcess[] = [];
  const run: Run = async () => {
    pids.push(execFile(process.execPath, ['--version']).pid);
    return answer();
  };
  const engine = onProcess({ run } as unknown as PulumiCommand, (each) => seen.push(each));
  return { pids, seen, run: (engine as unknown as { run: Run }).run };
}

it('tells of a process as soon as it is there, with its number', async () => {
  const { pids, seen, run } = watched(async () => ({ stderr: 'a warning' }));
  const running = run(['up', '--yes'], '/', {});
  expect(seen).toMatchObject([{ args: ['up', '--yes'], pid: pids[0] }]);
  expect(await running).toEqual({ stderr: 'a warning' });
  expect(await seen[0]!.ended).toBe('a warning');
});

it('tells what it wrote where it failed, and fails as before', async () => {
  const error = commandError('error: oops');
  const { seen, run } = watched(async () => Promise.reject(error));
  await expect(run(['up'], '/', {})).rejects.toBe(error);
  expect(await seen[0]!.ended).toContain('error: oops');
});

it('tells of none where none was started, nor of those of others', async () => {
  const seen: EngineProcess[] = [];
  const engine = onProcess({ run: async () => ({}) } as unknown as PulumiCommand, (each) => seen.push(each));
  await (engine as unknown as { run: Run }).run(['up'], '/', {});
  execFile(process.execPath, ['--version']);
  expect(seen).toEqual([]);
});
