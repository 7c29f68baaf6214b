import { FakeFiles, LOCK, LOCK_FILE, STACK } from './samples';
import { lockId } from '../../../src/stack/lock/lock';
import { writeNote } from '../../../src/stack/lock/run-note';
import { findLock } from '../../../src/stack/lock/unlock';

const PATH = `.pulumi/locks/${STACK}/${LOCK.uuid}.json`;
const OTHER = PATH.replace('11111111', '22222222');

function locked(text = LOCK_FILE) {
  const files = new FakeFiles();
  files.content.set(PATH, text).set(OTHER, LOCK_FILE);
  return files;
}

it.each([lockId(LOCK), LOCK.uuid])(
  'removes exactly the lock that is named, and the note of its run: %s',
  async (id) => {
    const files = locked();
    await writeNote(files, STACK, LOCK, { run: 'https://github.com/a/b/actions/runs/1', attempt: 1, at: LOCK.since });
    const { lock, remove } = await findLock(files, STACK, id);
    expect(lock).toEqual(LOCK);
    expect(files.content.size).toBe(3);
    await remove();
    expect([...files.content.keys()]).toEqual([OTHER]);
  },
);

it('removes nothing where it is gone', async () => {
  const files = locked();
  files.content.delete(PATH);
  await expect(findLock(files, STACK, lockId(LOCK))).rejects.toMatchObject({ reason: 'gone' });
});

it('removes nothing where it is another by now, and names that', async () => {
  const now = LOCK_FILE.replace('4711', '4712');
  await expect(findLock(locked(now), STACK, lockId(LOCK))).rejects.toMatchObject({
    reason: 'stack-locked',
    hint: expect.stringContaining(lockId({ ...LOCK, pid: 4712 })),
  });
});

it.each([
  ['gone', undefined],
  ['stack-locked', LOCK_FILE.replace('04:05', '04:06')],
])('removes nothing where that happens after it was found: %s', async (reason, text) => {
  const files = locked();
  const { remove } = await findLock(files, STACK, LOCK.uuid);
  if (text === undefined) files.content.delete(PATH);
  else files.content.set(PATH, text);
  await expect(remove()).rejects.toMatchObject({ reason });
  expect(files.content.get(PATH)).toBe(text);
});

it('takes no other file for a lock', async () => {
  await expect(findLock(locked('{}'), STACK, LOCK.uuid)).rejects.toMatchObject({ reason: 'backend' });
});

it.each<[method: 'read' | 'remove', permission: string]>([
  ['read', 's3:GetObject and s3:ListBucket'],
  ['remove', 's3:DeleteObject'],
])('names the permission where S3 does not let it %s', async (method, permission) => {
  const files = Object.assign(locked(), { [method]: async () => Promise.reject(new Error('S3 answers 403.')) });
  const removed = findLock(files, STACK, LOCK.uuid).then(({ remove }) => remove());
  await expect(removed).rejects.toMatchObject({ reason: 'backend', hint: expect.stringContaining(permission) });
});
