import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type { StateFiles } from './files';
import type { Backend } from '../backend';

/** Of a state in a folder of this machine (`file://`). */
export function localFiles(backend: Backend): StateFiles {
  const root = localFolder(backend);
  return {
    async list(start) {
      const folder = start.slice(0, start.lastIndexOf('/') + 1);
      const names = await orMissing(readdir(join(root, folder)));
      // Nobody can tell what a store has that is not there itself.
      if (!names) await stat(root);
      const paths = (names ?? []).map((name) => folder + name).filter((path) => path.startsWith(start));
      return Promise.all(paths.map(async (path) => ({ path, modified: (await stat(join(root, path))).mtimeMs })));
    },

    read: (path) => orMissing(readFile(join(root, path))),

    async write(path, text) {
      const file = join(root, path);
      await mkdir(dirname(file), { recursive: true });
      // Whoever reads it meanwhile has all of it or nothing.
      const draft = `${file}.${process.pid}.tmp`;
      await writeFile(draft, text);
      await rename(draft, file);
    },

    async remove(path) {
      await rm(join(root, path), { force: true });
      await removeEmptyFolders(dirname(join(root, path)), root);
    },
  };
}

/** The path that the engine reads in the address: with `~` for the home folder, and without options. */
export function localFolder({ url }: Backend): string {
  const path = decodeURIComponent(url.slice('file://'.length).replace(/[?#].*$/, ''));
  return path.replace(/^~(?=$|[/\\])/, homedir());
}

async function orMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function removeEmptyFolders(folder: string, root: string): Promise<void> {
  for (let each = folder; each.startsWith(root + sep); each = dirname(each)) {
    try {
      await rmdir(each);
    } catch {
      // It is gone already, or holds something.
      return;
    }
  }
}
