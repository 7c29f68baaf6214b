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
    /** As of old, when stacks had no projects. */
    oldState: `.pulumi/stacks/${name}.json`,
    backups: `.pulumi/backups/${PROJECT}/${name}/`,
    locks: `.pulumi/locks/organization/${PROJECT}/${name}/`,
    /** Not among the locks: there the engine takes every file for one. */
    notes: `.pulumi/model-deployment-iam/organization/${PROJECT}/${name}/`,
  };
}

/** @returns the file that is the state of a stack; `undefined` if there is none */
export async function currentState(files: StateFiles, stack: string): Promise<StateFile | undefined> {
  return (await variantsOf(pathsOf(stack).state, files))[0];
}

/**
 * @returns all files that the engine may take for the state of a stack: compressed or not, and one without the project, as of
 *   old, where nothing marks the store as laid out otherwise. The current one first.
 */
export async function possibleStates(files: StateFiles, stack: string): Promise<StateFile[]> {
  const { state, oldState } = pathsOf(stack);
  const [found, old] = await Promise.all([variantsOf(state, files), variantsOf(oldState, files)]);
  const isOfOld = old.length > 0 && !(await isMarked(files));
  return isOfOld ? [...found, ...old] : found;
}

/**
 * Anything but what the engine writes there itself may say anything to it.
 *
 * https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/meta.go
 */
async function isMarked(files: StateFiles): Promise<boolean> {
  const mark = await files.read('.pulumi/meta.yaml');
  return mark !== undefined && /^version: [1-9]\d*\s*$/.test(mark.toString());
}

async function variantsOf(path: string, files: StateFiles): Promise<StateFile[]> {
  const variants = [path, `${path}.gz`, `${path}.zst`];
  const found = (await files.list(path)).filter((file) => variants.includes(file.path));
  // As the engine chooses among them: of those of one moment it takes the last.
  return found.sort((a, b) => b.modified - a.modified || variants.indexOf(b.path) - variants.indexOf(a.path));
}

/** Where a file is, as it may be shown: `s3://my-pulumi-state/.pulumi/…`, or the path of a local file. */
export function addressOf(path: string, backend: Backend): string {
  if (backend.isLocal) return join(localFolder(backend), path);
  const s3 = stateInS3(backend);
  return s3 ? `s3://${s3.bucket}/${s3.prefix}${path}` : `${displayedBackend(backend).replace(/\/+$/, '')}/${path}`;
}
