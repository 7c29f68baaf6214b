import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunnable } from '../../../src/stack/engine/runnable';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runnable-'));
  file = join(folder, 'program');
});
afterEach(() => rm(folder, { recursive: true }));

it.each<[string, string | Buffer, number, boolean]>([
  ['a script', '#!/bin/sh\n', 0o755, true],
  ['a script that may not be run', '#!/bin/sh\n', 0o644, false],
  ['nothing', '', 0o755, false],
  ['the beginning of a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), 0o755, false],
])('%s', async (_, content, mode, runs) => {
  await writeFile(file, content, { mode });
  expect(await isRunnable(file)).toBe(runs);
});

it('is not what is not there', async () => {
  expect(await isRunnable(file)).toBe(false);
});

it('is a program of which all is there that is loaded, and no other', async () => {
  await copyFile(process.execPath, file);
  expect(await isRunnable(file)).toBe(true);
  if (process.platform !== 'linux') return;
  const whole = await readFile(file);
  for (const size of [60, 100, Math.floor(whole.length / 2)]) {
    await writeFile(file, whole.subarray(0, size), { mode: 0o755 });
    expect([size, await isRunnable(file)]).toEqual([size, false]);
  }
});
