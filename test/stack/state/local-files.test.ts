import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StateFiles } from '../../../src/stack/state/files';
import { localFiles, localFolder } from '../../../src/stack/state/local-files';

let folder: string;
let files: StateFiles;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state files-'));
  files = localFiles({ url: `file://${folder}?no_tmp_dir=true`, isLocal: true, isPulumiCloud: false });
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps a file below the folder of the state', async () => {
  await files.write('.pulumi/a/b.json', 'one');
  await files.write('.pulumi/a/b.json', 'two');
  expect(String(await files.read('.pulumi/a/b.json'))).toBe('two');
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

it('lists what begins with a text, and nothing where there is no such folder', async () => {
  for (const name of ['churn.json', 'churn.json.bak', 'other.json']) await files.write(`.pulumi/stacks/${name}`, '{}');
  const found = await files.list('.pulumi/stacks/churn');
  expect(found.map(({ path }) => path).sort()).toEqual(['.pulumi/stacks/churn.json', '.pulumi/stacks/churn.json.bak']);
  expect(Math.abs(found[0]!.modified - Date.now())).toBeLessThan(60_000);
  expect(await files.list('.pulumi/none/')).toEqual([]);
});

it('reads the address as the engine does', () => {
  const folderOf = (url: string) => localFolder({ url, isLocal: true, isPulumiCloud: false });
  expect(folderOf('file:///tmp/a%20b?no_tmp_dir=true')).toBe('/tmp/a b');
  expect(folderOf('file://~/state')).toBe(join(homedir(), 'state'));
});
