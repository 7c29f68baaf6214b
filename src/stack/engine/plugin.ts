import { access, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { version as awsVersion } from '@pulumi/aws/package.json';
import { LocalWorkspace, type PulumiCommand } from '@pulumi/pulumi/automation';
import { describeCommandError } from './command-error';
import { withFolderLock } from './folder-lock';
import { isRunnable } from './runnable';
import { RunFailure } from '../../failure';

/** The plugin's version is that of the SDK that the program is written with, so that their schemas agree. */
export const AWS_PLUGIN_VERSION = `v${awsVersion}`;

const ATTEMPTS = 3;

interface PluginOptions {
  readonly engine: PulumiCommand;
  readonly environment: Readonly<Record<string, string>>;
  /** Downloads without a token are soon refused (403, 429). */
  readonly githubToken?: string;
  readonly log: (line: string) => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Aborted when the workflow is cancelled: then nothing is tried again. */
  readonly signal: AbortSignal;
}

/**
 * Installs the AWS plugin, unless it is there: the engine would do so in the middle of a preview, without a token and
 * without telling the cause of a failure.
 *
 * @throws RunFailure `engine-unavailable`; the signal's reason
 */
export async function ensureAwsPlugin(options: PluginOptions): Promise<void> {
  const folder = pluginFolder(options.environment);
  if (await isInstalled(folder)) return;

  await removeIfBroken(folder, options.log);
  options.log(`Installing the AWS plugin ${AWS_PLUGIN_VERSION}`);
  const workspace = await LocalWorkspace.create({
    pulumiCommand: options.engine,
    envVars: { ...options.environment, ...(options.githubToken ? { GITHUB_TOKEN: options.githubToken } : {}) },
  });
  for (let attempt = 1; ; attempt++) {
    try {
      return await workspace.installPlugin('aws', AWS_PLUGIN_VERSION);
    } catch (error) {
      options.signal.throwIfAborted();
      if (attempt === ATTEMPTS || isLate(error)) {
        throw new RunFailure('engine-unavailable', `The AWS plugin ${AWS_PLUGIN_VERSION} could not be installed.`, {
          hint: 'Check the network and the github-token, or run `pulumi plugin install resource aws` in a step before.',
          details: describeCommandError(error),
        });
      }
      options.log(`Attempt ${attempt} of ${ATTEMPTS} failed; trying again`);
      await options.sleep(2 ** attempt * 1000);
    }
  }
}

/** It has had time enough. */
function isLate(error: unknown): boolean {
  return error instanceof RunFailure && error.reason === 'timed-out';
}

const EXECUTABLE = process.platform === 'win32' ? 'pulumi-resource-aws.exe' : 'pulumi-resource-aws';

/** Where the engine installs it. */
function pluginFolder(environment: Readonly<Record<string, string>>): string {
  const home = environment.PULUMI_HOME ?? process.env.PULUMI_HOME ?? join(homedir(), '.pulumi');
  return join(home, 'plugins', `resource-aws-${AWS_PLUGIN_VERSION}`);
}

async function isInstalled(folder: string): Promise<boolean> {
  if ((await isRunnable(join(folder, EXECUTABLE))) && !(await isUnfinished(folder))) return true;
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((each) => each !== '');
  return (await Promise.all(onPath.map((each) => isRunnable(join(each, EXECUTABLE))))).includes(true);
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
