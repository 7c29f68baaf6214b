import type { StateFiles } from './files';
import { localFiles } from './local-files';
import { type S3Access, s3Files } from './s3-files';
import { type Backend, stateInS3 } from '../backend';

/** @returns `undefined` where only the engine itself can reach them: in stores of other clouds, and in Pulumi Cloud */
export function stateFilesOf(backend: Backend, access: S3Access): StateFiles | undefined {
  if (backend.isLocal) return localFiles(backend);
  return stateInS3(backend) && s3Files(backend, access);
}
