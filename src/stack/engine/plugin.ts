import { access, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { version as awsVersion } from '@pulumi/aws/package.json';
import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { type Downloads, knownChecksum, unknownChecksum, wrongChecksum } from './checksums';
import { describeCommandError } from './command-error';
import { withFolderLock } from './folder-lock';
import { mirrorOfPlugins, splitMirror } from './mirror';
import { PLUGIN_HOSTS, pluginArchive } from './release';
import { isRunnable } from './runnable';
import type { Run } from './with-run';
import { PULUMI_VERSION } from '../../contract';
import { RunFailure } from '../../failure';

/** The plugin's version is that of the SDK that the program is written with, so that their schemas agree. */
export const AWS_PLUGIN_VERSION = `v${awsVersion}`;

const ATTEMPTS = 3;

interface PluginOptions {
  readonly engine: PulumiCommand;
  /** Where it runs: no project there or above may say what the plugin is. */
  readonly folder: string;
  readonly downloads: Downloads;
  /** Is told of a download that nothing but its host vouches for, in a sentence. */
  readonly unverified: (sentence: string) => void;
  readonly environment: Readonly<Record<string, string>>;
  /** Downloads without a token are soon refused (403, 429). */
  readonly githubToken?: string;
  readonly log: (line: string) => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Aborted when the workflow is cancelled: then nothing is tried again. */
  readonly signal: AbortSignal;
}

/**
 * Installs the AWS plugin, unless it is there: the engine would do so in the middle of a preview, without a token, without a
 * checksum and without telling the cause of a failure. One on PATH does not count: nothing tells its version.
 *
 * @returns the plugin's program
 * @throws RunFailure `engine-unavailable`; the signal's reason
 */
export async function ensureAwsPlugin(options: PluginOptions): Promise<string> {
  const { downloads } = options;
  const folder = pluginFolder(options.environment);
  const program = join(folder, EXECUTABLE);
  if (await isInstalled(folder)) return program;

  const archive = pluginArchive(AWS_PLUGIN_VERSION, process.platform, process.arch);
  const host = downloads.mirror ? splitMirror(downloads.mirror).url : PLUGIN_HOSTS;
  const checksum = knownChecksum(archive, downloads);
  if (!checksum && downloads.isChecksumRequired) throw unknownChecksum(archive, host);
  if (!checksum) {
    options.unverified(
      `No checksum of ${archive} was known: nothing but the connection vouches for what came from ${host}.`,
    );
  }

  await removeIfBroken(folder, options.log);
  options.log(`Installing the AWS plugin ${AWS_PLUGIN_VERSION}`);
  for (let attempt = 1; ; attempt++) {
    try {
      await install(checksum, options);
      return program;
    } catch (error) {
      options.signal.throwIfAborted();
      const details = describeCommandError(error);
      const sums = wrongSums(details);
      if (sums) throw withOldEngine(wrongChecksum(archive, host, sums), options.engine);
      if (attempt === ATTEMPTS || isLate(error)) {
        throw new RunFailure('engine-unavailable', `The AWS plugin ${AWS_PLUGIN_VERSION} could not be installed.`, {
          hint: 'Check the network, download-mirror and the github-token, or run `pulumi plugin install resource aws` in a step before.',
          details,
        });
      }
      options.log(`Attempt ${attempt} of ${ATTEMPTS} failed; trying again`);
      await options.sleep(2 ** attempt * 1000);
    }
  }
}

/**
 * The engine hashes the archive as it comes, and unpacks nothing of one with another hash. Without `--exact` a newer plugin
 * would do, and this one would be installed in the middle of a preview.
 */
async function install(checksum: string | undefined, options: PluginOptions): Promise<void> {
  const { engine, folder, environment, githubToken, downloads } = options;
  const args = ['plugin', 'install', 'resource', 'aws', AWS_PLUGIN_VERSION, '--exact'];
  await (engine as PulumiCommand & { run: Run }).run([...args, ...(checksum ? ['--checksum', checksum] : [])], folder, {
    ...environment,
    PULUMI_HOME: pulumiHome(environment),
    ...(githubToken ? { GITHUB_TOKEN: githubToken } : {}),
    ...mirrorOfPlugins(downloads.mirror),
  });
}

/** In the engine's words: https://github.com/pulumi/pulumi/blob/v3.274.1/sdk/go/common/workspace/plugins.go */
function wrongSums(words: string): { expected: string; found: string } | undefined {
  const [, expected, found] = /invalid checksum, expected ([0-9a-f]{64}), actual ([0-9a-f]{64})/.exec(words) ?? [];
  return expected && found ? { expected, found } : undefined;
}

/** Older engines leave out the end of what comes by HTTP/1.1, as from many a mirror. */
function withOldEngine(failure: RunFailure, { version }: PulumiCommand): RunFailure {
  if (!version || version.compare(PULUMI_VERSION) >= 0) return failure;
  const hint = `${failure.hint} Or the engine is to blame: ${version} may hash a part of the download only, which ${PULUMI_VERSION} does not.`;
  return new RunFailure(failure.reason, failure.message, { hint });
}

/** It has had time enough. */
function isLate(error: unknown): boolean {
  return error instanceof RunFailure && error.reason === 'timed-out';
}

const EXECUTABLE = process.platform === 'win32' ? 'pulumi-resource-aws.exe' : 'pulumi-resource-aws';

/** The folder of the engine's own files on this machine. */
function pulumiHome(environment: Readonly<Record<string, string>>): string {
  return resolve(environment.PULUMI_HOME || process.env.PULUMI_HOME || join(homedir(), '.pulumi'));
}

/** Where the engine installs it. */
function pluginFolder(environment: Readonly<Record<string, string>>): string {
  return join(pulumiHome(environment), 'plugins', `resource-aws-${AWS_PLUGIN_VERSION}`);
}

async function isInstalled(folder: string): Promise<boolean> {
  return (await isRunnable(join(folder, EXECUTABLE))) && !(await isUnfinished(folder));
}

/** So the engine marks a plugin that is being installed, and installs it anew if whoever did so was killed. */
function isUnfinished(folder: string): Promise<boolean> {
  return isThere(`${folder}.partial`);
}

/**
 * The engine takes a plugin for installed whose folder is there, whatever is in it: one from a cache that was saved half-way,
 * or from a full disk.
 */
async function removeIfBroken(folder: string, log: PluginOptions['log']): Promise<void> {
  if (!(await isThere(folder))) return;
  const removing = withFolderLock(folder, async () => {
    // Another job may have come first.
    const isBroken = (await isThere(folder)) && !(await isRunnable(join(folder, EXECUTABLE)));
    if (!isBroken || (await isUnfinished(folder))) return;
    log(`The AWS plugin in ${folder} is broken, and is installed anew`);
    await rm(folder, { recursive: true, force: true });
  });
  await removing.catch((error: Error) => log(`${folder} can't be replaced: ${error.message}`));
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
