import { type Lock, lockId, parseLock } from './lock';
import { removeNote } from './run-note';
import { RunFailure } from '../../failure';
import type { StateFiles } from '../state/files';
import { pathsOf } from '../state/stack-files';

/** Removes a lock that somebody has named, where it still is the one that was named. */
interface NamedLock {
  readonly lock: Lock;
  /** @throws RunFailure `gone` or `stack-locked` where it has been removed, or has become another, since it was found */
  remove(): Promise<void>;
}

/**
 * @param id as `lockId` makes it; or the UUID alone, whatever the lock holds now
 * @throws RunFailure `gone` where there is no such lock, `stack-locked` where it is another by now, `backend` where it can't be read
 */
export async function findLock(files: StateFiles, stack: string, id: string): Promise<NamedLock> {
  const uuid = id.replace(/\..*$/, '');
  const path = `${pathsOf(stack).locks}${uuid}.json`;
  const found = await readLock();
  return {
    lock: found,
    async remove() {
      const now = await readLock();
      if (lockId(now) !== lockId(found)) throw changed(now);
      await reaching(() => files.remove(path), 's3:DeleteObject');
      // Whoever else is left has a note of its own.
      await removeNote(files, stack, found).catch(() => undefined);
    },
  };

  async function readLock(): Promise<Lock> {
    const content = await reaching(() => files.read(path), 's3:GetObject and s3:ListBucket');
    if (!content) throw gone(id, stack);
    const lock = parseLock(uuid, content.toString());
    if (!lock) throw unreadable(path);
    if (id !== uuid && lockId(lock) !== id) throw changed(lock);
    return lock;
  }
}

async function reaching<T>(request: () => Promise<T>, permission: string): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw new RunFailure('backend', `The lock can't be reached: ${(error as Error).message}`, {
      hint: `Nothing was removed. Check \`backend-url\`, and that the role of the workflow has ${permission} there.`,
    });
  }
}

function gone(id: string, stack: string): RunFailure {
  return new RunFailure(
    'gone',
    `The stack ${stack} has no lock ${id}: it has been removed already, or is of another stack.`,
    {
      hint: 'Nothing was removed. Check `backend-url`, `stack-name` and `lock-id`; or run the command that was locked out again, which names the locks that are there.',
    },
  );
}

function changed(lock: Lock): RunFailure {
  return new RunFailure(
    'stack-locked',
    `The lock ${lock.uuid} is another by now: it is of ${lock.username}@${lock.hostname} since ${lock.since}.`,
    {
      hint: `Nothing was removed. Look who holds it now; if that was killed as well, use \`lock-id: ${lockId(lock)}\`.`,
    },
  );
}

function unreadable(path: string): RunFailure {
  return new RunFailure('backend', `What is in ${path} is no lock of the engine.`, {
    hint: 'Nothing was removed. Look at the file, and remove it by hand if nobody uses the stack.',
  });
}
