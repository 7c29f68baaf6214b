import { randomUUID } from 'node:crypto';
import { cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withFolderLock } from './folder-lock';
import { isRunnable } from './runnable';

/**
 * A tool in the runner's tool cache, which jobs share that run at the same time: a folder, and beside it a file that says that
 * it is complete. `@actions/tool-cache` lays it out like this, but it empties a folder and fills it file by file, while
 * another job may run what is in there.
 */
export interface ToolFolder {
  readonly path: string;
  /** Its main program, in the folder. */
  readonly program: string;
}

/** Milliseconds after which a folder that is not complete was left behind, and is not being filled by somebody. */
const ABANDONED = 10 * 60_000;

export function toolFolder(cache: string, version: string): ToolFolder {
  const program = process.platform === 'win32' ? 'pulumi.exe' : 'pulumi';
  return { path: join(cache, 'pulumi', version, process.arch), program };
}

/** Whether it is complete, and its program is one that can be run: an empty one is what a full disk leaves. */
export async function isUsable({ path, program }: ToolFolder): Promise<boolean> {
  return (await isThere(`${path}.complete`)) && (await isRunnable(join(path, program)));
}

/**
 * Puts a tool in its place, all at once. Whoever comes second uses what is there.
 *
 * @param source the folder with the tool, of which a copy is kept
 * @returns the folder to use: the source, where the place can't be had
 */
export async function keepTool(source: string, folder: ToolFolder, log: (line: string) => void): Promise<string> {
  const { path } = folder;
  // Beside its place, and so on the same disk.
  const copy = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await cp(source, copy, { recursive: true });
    return await withFolderLock(path, async () => {
      if (await isUsable(folder)) return path;
      if (await isBeingFilled(path)) return source;
      await rm(`${path}.complete`, { force: true });
      await rm(path, { recursive: true, force: true });
      await rename(copy, path);
      await writeFile(`${path}.complete`, '');
      return path;
    });
  } catch (error) {
    log(`Pulumi is not kept in the tool cache: ${(error as Error).message}`);
    return source;
  } finally {
    await rm(copy, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function isBeingFilled(path: string): Promise<boolean> {
  if (await isThere(`${path}.complete`)) return false;
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < ABANDONED;
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
