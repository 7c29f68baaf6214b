import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '@pulumi/aws/package.json';
import { built } from '../build';
import { goBuild } from '../go-program';

const PROGRAM = 'pulumi-resource-aws';

/** The AWS provider on the real Pulumi bridge, as an executable `pulumi-resource-aws`: what the Action's stacks run on. */
export const BRIDGE_PROVIDER = goBuild({
  title: 'the AWS provider',
  cpuSeconds: 150,
  name: 'bridge-provider',
  module: __dirname,
  pkg: '.',
  program: PROGRAM,
  flags: '-s -w',
});

/** @returns the folder that has it */
export function bridgeProviderFolder(): Promise<string> {
  return built(BRIDGE_PROVIDER);
}

/**
 * Puts it where `pulumi plugin install` puts the real one: the Action takes none that is on PATH.
 *
 * @param home as in PULUMI_HOME
 * @param source the folder that has a program of that name
 */
export async function installAsPlugin(home: string, source: string): Promise<void> {
  const folder = join(home, 'plugins', `resource-aws-v${version}`);
  await mkdir(folder, { recursive: true });
  await symlink(join(source, PROGRAM), join(folder, PROGRAM));
}
