import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checksumOf, type Release } from './release';
import { RunFailure } from '../../failure';

/** What is used of `@actions/tool-cache`. Its downloads are retried and honour the proxy variables. */
export interface ToolCache {
  find(tool: string, version: string): string;
  /** @returns the path of the downloaded file */
  downloadTool(url: string): Promise<string>;
  extractTar(file: string): Promise<string>;
  extractZip(file: string): Promise<string>;
  cacheDir(folder: string, tool: string, version: string): Promise<string>;
}

/**
 * Downloads, verifies and caches a release of the engine.
 *
 * @returns the folder that holds the `pulumi` executable
 * @throws RunFailure `engine-unavailable` if it can't be downloaded, or isn't what Pulumi published
 */
export async function installEngine(release: Release, tools: ToolCache): Promise<string> {
  const checksums = await readFile(await download(release.checksumsUrl, tools), 'utf8');
  const expected = checksumOf(release.archive, checksums);
  if (!expected) {
    throw unavailable(`${release.checksumsUrl} has no checksum of ${release.archive}.`, 'Check pulumi-version.');
  }

  const archive = await download(release.archiveUrl, tools);
  const actual = await sha256(archive);
  if (actual !== expected) {
    throw unavailable(
      `${release.archiveUrl} is not what Pulumi published: its SHA-256 is ${actual}, but ${expected} was expected.`,
      'Nothing of it was run. Look for a proxy or a mirror that alters downloads.',
    );
  }

  const isZip = release.archive.endsWith('.zip');
  const extracted = await (isZip ? tools.extractZip(archive) : tools.extractTar(archive));
  return tools.cacheDir(join(extracted, release.folder), 'pulumi', release.version);
}

async function download(url: string, tools: ToolCache): Promise<string> {
  try {
    return await tools.downloadTool(url);
  } catch (error) {
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
