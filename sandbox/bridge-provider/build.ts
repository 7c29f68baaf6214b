import { built } from '../build';
import { goBuild } from '../go-program';

/** The AWS provider on the real Pulumi bridge, as an executable `pulumi-resource-aws`: what the Action's stacks run on. */
export const BRIDGE_PROVIDER = goBuild({
  title: 'the AWS provider',
  cpuSeconds: 150,
  name: 'bridge-provider',
  module: __dirname,
  pkg: '.',
  program: 'pulumi-resource-aws',
  flags: '-s -w',
});

/** @returns its folder, for PATH */
export function bridgeProviderFolder(): Promise<string> {
  return built(BRIDGE_PROVIDER);
}
