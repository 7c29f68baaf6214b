import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type { StateFiles } from './state-files';
import type { Backend } from '../backend';

/** Of a state in a folder of this machine (`file://`). */
export function localStateFiles(backend: Backend): StateFiles {
  const root = folderOf(backend);
  return {
    async read(path) {
      try {
        return await readFile(join(root, path), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },

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

/** As the engine reads the address: with `~` for the home folder, and without options. */
function folderOf({ url }: Backend): string {
  const path = decodeURIComponent(url.slice('file://'.length).replace(/\?.*$/, ''));
  return path.replace(/^~(?=$|[/\\])/, homedir());
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
