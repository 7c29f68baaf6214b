import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where things are kept that take long to make, outside of the tree. */
export const CACHE_FOLDER = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'model-deployment-iam');

/**
 * A folder of the cache, made by `build` unless it is there. A build that is interrupted leaves nothing that could be
 * taken for a finished one, and of two at the same time the first wins.
 */
export async function cachedFolder(name: string, build: (folder: string) => Promise<void>): Promise<string> {
  const finished = join(CACHE_FOLDER, name);
  if (isCached(name)) return finished;

  await mkdir(CACHE_FOLDER, { recursive: true });
  const unfinished = await mkdtemp(`${finished}.unfinished-`);
  try {
    await build(unfinished);
    await rename(unfinished, finished).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(finished)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return finished;
}

export function isCached(name: string): boolean {
  return existsSync(join(CACHE_FOLDER, name));
}

/** A short name for contents: it changes when they do. */
export function fingerprint(...contents: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content).update('\0');
  return hash.digest('hex').slice(0, 12);
}
