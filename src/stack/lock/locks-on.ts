import { basename } from 'node:path';
import { type Lock, parseLock } from './lock';
import type { StackSettings } from '../settings';
import type { StateFiles } from '../state/files';
import { stateFilesOf } from '../state/files-of';
import { addressOf, pathsOf } from '../state/stack-files';

/** A file that the engine takes for a lock of the stack. */
export interface LockFile {
  readonly address: string;
  /** `undefined` where the file is damaged, which keeps others out all the same. */
  readonly lock?: Lock;
}

/**
 * @returns the locks on a stack; `undefined` where nobody knows how to look at those of its backend
 * @throws if they can't be looked at
 */
export async function locksOn(
  { backend, region, stackName }: StackSettings,
  { environment, signal }: { readonly environment: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<LockFile[] | undefined> {
  const files = stateFilesOf(backend, { region, environment, signal });
  if (!files) return undefined;
  const found = await lockFiles(files, stackName);
  return found.map(({ path, lock }) => ({ address: addressOf(path, backend), lock }));
}

/** @param stack see `pathsOf` */
export async function lockFiles(
  files: StateFiles,
  stack: string,
): Promise<{ readonly path: string; readonly lock?: Lock }[]> {
  const found = await files.list(pathsOf(stack).locks);
  return Promise.all(
    found.map(async ({ path }) => {
      const text = String((await files.read(path)) ?? '');
      return { path, lock: parseLock(basename(path, '.json'), text) };
    }),
  );
}
