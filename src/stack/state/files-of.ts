import type { StateFiles } from './files';
import { localFiles } from './local-files';
import { type S3Access, s3Files } from './s3-files';
import { type Backend, stateInS3 } from '../backend';
import type { StackSettings } from '../settings';

/** Milliseconds. What can't be looked at by then the engine is asked for. */
const LIMIT = 15_000;

/**
 * @returns `undefined` where only the engine itself can reach them: in stores of other clouds, in Pulumi Cloud, and where it has
 *   its own way to name a file
 */
export function stateFilesOf(backend: Backend, access: S3Access): StateFiles | undefined {
  if (!isNamedAsWritten(backend)) return undefined;
  if (backend.isLocal) return localFiles(backend);
  return stateInS3(backend) && s3Files(backend, access);
}

/**
 * Of some folders the engine writes `..__0x2f__` for `../` and the like, and an option may lead to another folder, or to one
 * file for all.
 *
 * https://github.com/google/go-cloud/blob/master/internal/escape/escape.go
 */
function isNamedAsWritten(backend: Backend): boolean {
  const options = new URLSearchParams(/\?([^#]*)/.exec(backend.url)?.[1]);
  if (options.has('key') || (backend.isLocal && options.has('prefix'))) return false;
  // eslint-disable-next-line no-control-regex -- those are among what it writes otherwise
  return backend.isLocal || !/\.\.\/|(?<![^/])\.\/|__0x|[\0-\x1f]/.test(stateInS3(backend)?.prefix ?? '');
}

/** @returns `undefined` where the files can't be reached, or not be looked at in time */
export async function lookingAt<T>(
  settings: StackSettings,
  signal: AbortSignal,
  look: (files: StateFiles) => Promise<T>,
): Promise<T | undefined> {
  const { backend, region } = settings;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]);
  const files = stateFilesOf(backend, { region, environment: process.env, signal: limited });
  try {
    return files && (await look(files));
  } catch {
    return undefined;
  }
}
