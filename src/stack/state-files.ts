import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Backend, displayedBackend, stateInS3 } from './backend';
import { PROJECT, type StackSettings } from './settings';
import type { StateFile, StateFiles } from './state-file';
import { filesInS3 } from './state-in-s3';

/** @returns how to look at the files of a backend without the engine; `undefined` where that is not known */
export function stateFilesOf(
  { backend, region }: Pick<StackSettings, 'backend' | 'region'>,
  signal: AbortSignal,
): StateFiles | undefined {
  if (backend.isLocal) return localFiles(folderOf(backend));
  return stateInS3(backend) && filesInS3(backend, { region, signal });
}

/**
 * Where the engine keeps what of a stack.
 *
 * https://www.pulumi.com/docs/iac/concepts/state-and-backends/
 */
export function keysOf({ stackName }: Pick<StackSettings, 'stackName'>) {
  const name = stackName.split('/').at(-1)!;
  return {
    /** Of its state; `.gz` or `.zst` may stand behind it, and `.bak` behind what was there before. */
    state: `.pulumi/stacks/${PROJECT}/${name}.json`,
    backups: `.pulumi/backups/${PROJECT}/${name}/`,
    locks: `.pulumi/locks/organization/${PROJECT}/${name}/`,
  };
}

/** @returns the file that is the state of a stack; `undefined` if there is none */
export async function currentState(files: StateFiles, settings: StackSettings): Promise<StateFile | undefined> {
  const { state } = keysOf(settings);
  const variants = [state, `${state}.gz`, `${state}.zst`];
  const found = (await files.list(state)).filter(({ key }) => variants.includes(key));
  // As the engine chooses among them.
  return found.sort((a, b) => b.modified - a.modified)[0];
}

/** Where a file is, as it may be shown: `s3://my-pulumi-state/.pulumi/…`, or the path of a local file. */
export function addressOf(key: string, backend: Backend): string {
  return backend.isLocal ? join(folderOf(backend), key) : `${displayedBackend(backend).replace(/\/+$/, '')}/${key}`;
}

function folderOf(backend: Backend): string {
  return displayedBackend(backend)
    .slice('file://'.length)
    .replace(/^~(?=$|[/\\])/, homedir());
}

function localFiles(folder: string): StateFiles {
  return {
    async list(prefix) {
      const parent = prefix.slice(0, prefix.lastIndexOf('/'));
      const names = await readdir(join(folder, parent)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      const keys = names.map((name) => `${parent}/${name}`).filter((key) => key.startsWith(prefix));
      return Promise.all(keys.map(async (key) => ({ key, modified: (await stat(join(folder, key))).mtimeMs })));
    },
    read: (key) => readFile(join(folder, key)),
  };
}
