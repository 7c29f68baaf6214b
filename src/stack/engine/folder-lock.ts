import { mkdir, rmdir, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds. What is done under the lock takes a fraction of a second. */
const STALE = 60_000;
const LONGEST_WAIT = 2 * STALE;
const PAUSE = 50;

/**
 * Does something with a folder that other jobs on this machine may be about to do as well, one after the other. A lock that
 * somebody left behind who was killed counts for a minute.
 *
 * @param path of the folder, which need not be there; what holds it must be
 * @throws what the work throws; an error if there is no lock to be had
 */
export async function withFolderLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.replacing`;
  const end = Date.now() + LONGEST_WAIT;
  while (!(await isTaken(lock))) {
    if (Date.now() > end) throw new Error(`${lock} is held by another job.`);
    if (await isStale(lock)) await rmdir(lock).catch(() => undefined);
    else await sleep(PAUSE);
  }
  try {
    return await work();
  } finally {
    await rmdir(lock).catch(() => undefined);
  }
}

/** Only one of several can make a folder. */
async function isTaken(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(lock: string): Promise<boolean> {
  const found = await stat(lock).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > STALE;
}
