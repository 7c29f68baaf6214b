import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localStateFiles } from '../../../src/stack/lock/local-state-files';
import type { StateFiles } from '../../../src/stack/lock/state-files';

let folder: string;
let files: StateFiles;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state files-'));
  files = localStateFiles({ url: `file://${folder}?no_tmp_dir=true`, isLocal: true, isPulumiCloud: false });
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps a file below the folder of the state', async () => {
  await files.write('.pulumi/a/b.json', 'one');
  await files.write('.pulumi/a/b.json', 'two');
  expect(await files.read('.pulumi/a/b.json')).toBe('two');
  expect(await readdir(join(folder, '.pulumi/a'))).toEqual(['b.json']);
});

it('has nothing where there is nothing', async () => {
  expect(await files.read('.pulumi/a/b.json')).toBeUndefined();
  await files.remove('.pulumi/a/b.json');
});

it('leaves no empty folders behind, and takes no others with it', async () => {
  await files.write('.pulumi/a/b.json', 'text');
  await files.write('.pulumi/c.json', 'text');
  await files.remove('.pulumi/a/b.json');
  expect(await readdir(folder, { recursive: true })).toEqual(['.pulumi', '.pulumi/c.json']);
  await files.remove('.pulumi/c.json');
  expect(await readdir(folder)).toEqual([]);
});
