import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withFolderLock } from '../../../src/stack/engine/folder-lock';

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'lock-'));
  folder = join(parent, 'tool');
});
afterEach(() => rm(parent, { recursive: true }));

it('lets one after the other', async () => {
  let inside = 0;
  let most = 0;
  const results = await Promise.all(
    [1, 2, 3, 4].map((each) =>
      withFolderLock(folder, async () => {
        most = Math.max(most, ++inside);
        await sleep(20);
        inside--;
        return each;
      }),
    ),
  );
  expect([results, most]).toEqual([[1, 2, 3, 4], 1]);
  expect(await readdir(parent)).toEqual([]);
});

it('is given back when the work fails', async () => {
  await expect(withFolderLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withFolderLock(folder, async () => 'yes')).toBe('yes');
});

it('does not count for ever, if whoever had it was killed', async () => {
  const lock = `${folder}.replacing`;
  await mkdir(lock);
  await utimes(lock, new Date(), new Date(Date.now() - 61_000));
  expect(await withFolderLock(folder, async () => 'yes')).toBe('yes');
});

it('can not be had where nothing can be written', async () => {
  await expect(withFolderLock(join(folder, 'missing/tool'), async () => 'yes')).rejects.toThrow('ENOENT');
});
