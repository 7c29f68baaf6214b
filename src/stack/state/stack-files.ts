import { join } from 'node:path';
import type { StateFile, StateFiles } from './files';
import { localFolder } from './local-files';
import { type Backend, displayedBackend, stateInS3 } from '../backend';
import { PROJECT } from '../settings';

/**
 * Where the engine keeps what of a stack, and where we keep our notes.
 *
 * https://www.pulumi.com/docs/iac/concepts/state-and-backends/
 *
 * @param stack its name, with organization and project in front or not: they are the same for all stacks in a store of files
 */
export function pathsOf(stack: string) {
  const name = stack.split('/').at(-1)!;
  return {
    /** Of its state; `.gz` or `.zst` may stand behind it, and `.bak` behind what was there before. */
    state: `.pulumi/stacks/${PROJECT}/${name}.json`,
    backups: `.pulumi/backups/${PROJECT}/${name}/`,
    locks: `.pulumi/locks/organization/${PROJECT}/${name}/`,
    /** Not among the locks: there the engine takes every file for one. */
    notes: `.pulumi/model-deployment-iam/organization/${PROJECT}/${name}/`,
  };
}

/** @returns the file that is the state of a stack; `undefined` if there is none */
export async function currentState(files: StateFiles, stack: string): Promise<StateFile | undefined> {
  const { state } = pathsOf(stack);
  const variants = [state, `${state}.gz`, `${state}.zst`];
  const found = (await files.list(state)).filter(({ path }) => variants.includes(path));
  // As the engine chooses among them.
  return found.sort((a, b) => b.modified - a.modified)[0];
}

/** Where a file is, as it may be shown: `s3://my-pulumi-state/.pulumi/…`, or the path of a local file. */
export function addressOf(path: string, backend: Backend): string {
  if (backend.isLocal) return join(localFolder(backend), path);
  const s3 = stateInS3(backend);
  return s3 ? `s3://${s3.bucket}/${s3.prefix}${path}` : `${displayedBackend(backend).replace(/\/+$/, '')}/${path}`;
}
