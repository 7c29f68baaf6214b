import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checksumOf, type Release } from './release';
import { RunFailure } from '../../failure';
import { within } from '../../shared/within';

/** What is used of `@actions/tool-cache`. Its downloads are retried and honour the proxy variables, but can't be given up. */
export interface ToolCache {
  /** @returns the path of the downloaded file */
  downloadTool(url: string): Promise<string>;
  extractTar(file: string): Promise<string>;
  extractZip(file: string): Promise<string>;
}

export interface Installing {
  readonly tools: ToolCache;
  /** Is told of what takes long. */
  readonly log: (line: string) => void;
  /** Aborted when the workflow is cancelled: then nothing is downloaded any more. */
  readonly signal: AbortSignal;
}

/**
 * Downloads and verifies a release of the engine.
 *
 * @returns a folder, of the job's own, that holds the `pulumi` executable
 * @throws RunFailure `engine-unavailable` if it can't be downloaded, or isn't what Pulumi published; the signal's reason
 */
export async function downloadEngine(release: Release, installing: Installing): Promise<string> {
  const { tools } = installing;
  const checksums = await readFile(await download(release.checksumsUrl, installing), 'utf8');
  const expected = checksumOf(release.archive, checksums);
  if (!expected) {
    throw unavailable(`${release.checksumsUrl} has no checksum of ${release.archive}.`, 'Check pulumi-version.');
  }

  const archive = await download(release.archiveUrl, installing);
  const actual = await sha256(archive);
  if (actual !== expected) {
    throw unavailable(
      `${release.archiveUrl} is not what Pulumi published: its SHA-256 is ${actual}, but ${expected} was expected.`,
      'Nothing of it was run. Look for a proxy or a mirror that alters downloads.',
    );
  }

  const isZip = release.archive.endsWith('.zip');
  const extracted = await (isZip ? tools.extractZip(archive) : tools.extractTar(archive));
  return join(extracted, release.folder);
}

async function download(url: string, { tools, log, signal }: Installing): Promise<string> {
  const late = (seconds: number) => new Error(`it took longer than ${seconds} s`);
  try {
    return await within('download', () => tools.downloadTool(url), { what: url, log, signal, late });
  } catch (error) {
    signal.throwIfAborted();
    throw unavailable(
      `${url} could not be downloaded: ${error instanceof Error ? error.message : String(error)}.`,
      'Check pulumi-version and the network (HTTPS_PROXY is honoured), or install Pulumi in a step before.',
    );
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function unavailable(message: string, hint: string): RunFailure {
  return new RunFailure('engine-unavailable', message, { hint });
}
