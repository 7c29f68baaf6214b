import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Downloads, knownChecksum, unknownChecksum, wrongChecksum } from './checksums';
import { splitMirror } from './mirror';
import { checksumOf, type Release } from './release';
import { RunFailure } from '../../failure';
import { within } from '../../shared/within';

/** What is used of `@actions/tool-cache`. Its downloads are retried and honour the proxy variables, but can't be given up. */
export interface ToolCache {
  /**
   * @param authorization the header of that name, which is sent to no other host
   * @returns the path of the downloaded file
   */
  downloadTool(url: string, file?: string, authorization?: string): Promise<string>;
  extractTar(file: string): Promise<string>;
  extractZip(file: string): Promise<string>;
}

export interface Installing {
  readonly tools: ToolCache;
  readonly downloads: Downloads;
  /** Is told of a download that nothing but its host vouches for, in a sentence. */
  readonly unverified: (sentence: string) => void;
  /** Is told of what takes long. */
  readonly log: (line: string) => void;
  /** Aborted when the workflow is cancelled: then nothing is downloaded any more. */
  readonly signal: AbortSignal;
}

/**
 * Downloads and verifies a release of the engine.
 *
 * @returns a folder, of the job's own, that holds the `pulumi` executable
 * @throws RunFailure `engine-unavailable` if it can't be downloaded, or isn't what was expected; the signal's reason
 */
export async function downloadEngine(release: Release, installing: Installing): Promise<string> {
  const { tools } = installing;
  const { archive, baseUrl } = release;
  const expected = knownChecksum(archive, installing.downloads) ?? (await publishedChecksum(release, installing));

  const file = await download(release.archiveUrl, installing);
  const found = await sha256(file);
  if (found !== expected) {
    await rm(file, { force: true });
    throw wrongChecksum(archive, baseUrl, { expected, found });
  }

  const extracted = await (archive.endsWith('.zip') ? tools.extractZip(file) : tools.extractTar(file));
  return join(extracted, release.folder);
}

/**
 * What the host says of its own file. It tells a download that broke, and nothing of a host that lies.
 *
 * @throws RunFailure `engine-unavailable`, also where that does not do
 */
async function publishedChecksum(release: Release, installing: Installing): Promise<string> {
  const { archive, baseUrl, checksumsUrl } = release;
  if (installing.downloads.isChecksumRequired) throw unknownChecksum(archive, baseUrl);
  const published = checksumOf(archive, await readFile(await download(checksumsUrl, installing), 'utf8'));
  if (!published) throw unavailable(`${checksumsUrl} has no checksum of ${archive}.`, 'Check pulumi-version.');
  installing.unverified(
    `No checksum of ${archive} was known beforehand: it is what ${baseUrl} says that it is, and nothing else vouches for it.`,
  );
  return published;
}

async function download(url: string, { tools, downloads, log, signal }: Installing): Promise<string> {
  const late = (seconds: number) => new Error(`it took longer than ${seconds} s`);
  const authorization = downloads.mirror && splitMirror(downloads.mirror).authorization;
  try {
    const start = () => tools.downloadTool(url, undefined, authorization);
    return await within('download', start, { what: url, log, signal, late });
  } catch (error) {
    signal.throwIfAborted();
    throw unavailable(
      `${url} could not be downloaded: ${error instanceof Error ? error.message : String(error)}.`,
      'Check pulumi-version, download-mirror and the network (HTTPS_PROXY is honoured), or install Pulumi in a step before.',
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
