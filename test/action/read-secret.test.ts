import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSecret } from '../../src/action/read-secret';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-secret-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('reads a file', async () => {
  await writeFile(join(folder, 'token'), 'hush');
  expect(readSecret(join(folder, 'token'))).toBe('hush');
});

it('has nothing of what is not there, is no file, or is too large to be a secret', async () => {
  await writeFile(join(folder, 'large'), 'a'.repeat(70_000));
  expect([join(folder, 'none'), folder, join(folder, 'large'), 'a\0b'].map(readSecret)).toEqual(['', '', '', '']);
});
