import { Readable } from 'node:stream';
import { inWordsOfFiles, readAtMost } from '../../src/explain/read-bytes';

it('reads all that a stream has', async () => {
  expect(String(await readAtMost(Readable.from([Buffer.from('a'), Buffer.from('b')])))).toBe('ab');
});

it('reads no more of one that may never end', async () => {
  let read = 0;
  async function* endless() {
    for (;;) {
      read++;
      yield Buffer.alloc(1024);
    }
  }
  await expect(readAtMost(endless(), 1024 * 1024)).rejects.toThrow('it has more than 1 MB');
  expect(read).toBeLessThan(2000);
});

it.each([
  ['ENOENT', 'there is no such file.'],
  ['EACCES', 'permission denied.'],
  ['EISDIR', 'it is a folder.'],
  ['EIO', 'EIO'],
  [undefined, "EIO: broken, open 'a.json'"],
])('tells %s without the name of the file', (code, reason) => {
  expect(inWordsOfFiles(Object.assign(new Error("EIO: broken, open 'a.json'"), { code })).message).toBe(reason);
});
