import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { version as awsVersion } from '@pulumi/aws/package.json';
import { LocalWorkspace, type PulumiCommand } from '@pulumi/pulumi/automation';
import { describeCommandError } from './command-error';
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
  if (await isInstalled(options.environment)) return;

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
      if (attempt === ATTEMPTS) {
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

async function isInstalled(environment: Readonly<Record<string, string>>): Promise<boolean> {
  const home = environment.PULUMI_HOME ?? process.env.PULUMI_HOME ?? join(homedir(), '.pulumi');
  const executable = process.platform === 'win32' ? 'pulumi-resource-aws.exe' : 'pulumi-resource-aws';
  const folders = [
    join(home, 'plugins', `resource-aws-${AWS_PLUGIN_VERSION}`),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = await Promise.all(folders.map((folder) => exists(join(folder, executable))));
  return found.includes(true);
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
