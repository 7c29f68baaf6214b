import { copyFile, link, mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AWS_PLUGIN_VERSION } from './plugin';

/**
 * Makes a PULUMI_HOME of a run's own, which has our plugin and no other, and keeps the engine from looking for more elsewhere:
 * what a state names is not run because it happens to be on the machine, or can be had from an address.
 *
 * A stack that an older or newer version of the Action has made asks for the plugin of that version, and is served by this one.
 * A newer plugin reads what an older one wrote, and the run goes on with it anyway.
 *
 * https://www.pulumi.com/docs/iac/cli/environment-variables/
 *
 * @param folder of the run, with which it goes
 * @param plugin the program
 * @param versions of the plugin that the state asks for, such as `7.48.0`
 * @returns the variables for the engine
 */
export async function ownHome(
  folder: string,
  plugin: string,
  versions: readonly string[],
): Promise<Record<string, string>> {
  const home = join(folder, 'pulumi-home');
  const names = new Set([AWS_PLUGIN_VERSION, ...versions.map((version) => `v${version}`)]);
  for (const name of names) await offer(plugin, join(home, 'plugins', `resource-aws-${name}`));
  return {
    PULUMI_HOME: home,
    PULUMI_IGNORE_AMBIENT_PLUGINS: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
  };
}

/** It has 170 MB. Some links need a right (Windows), and others one disk. */
async function offer(plugin: string, folder: string): Promise<void> {
  const place = join(folder, basename(plugin));
  await mkdir(folder, { recursive: true });
  await symlink(plugin, place)
    .catch(() => link(plugin, place))
    .catch(() => copyFile(plugin, place));
}
