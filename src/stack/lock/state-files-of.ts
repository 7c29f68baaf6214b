import { localStateFiles } from './local-state-files';
import { type S3Access, s3StateFiles } from './s3-state-files';
import type { StateFiles } from './state-files';
import type { Backend } from '../backend';

/** @returns `undefined` where only the engine itself can reach them: in stores of other clouds, and in Pulumi Cloud */
export function stateFilesOf(backend: Backend, access: S3Access): StateFiles | undefined {
  if (backend.isLocal) return localStateFiles(backend);
  return backend.url.startsWith('s3:') ? s3StateFiles(backend, access) : undefined;
}
