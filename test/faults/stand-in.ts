import { mkdtemp, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ProcessFault } from './matrix';
import { bridgeProviderFolder, installAsPlugin } from '../../sandbox/bridge-provider/build';
import { goTool } from '../../sandbox/go-tools';
import type { Sandbox } from '../../sandbox/sandbox';

/**
 * Puts something else in the place of the engine or of the plugin. The version is asked for without a fault: by that, an
 * engine is only chosen.
 *
 * @returns the variables for the Action
 */
export async function standIn(
  { program, script }: Pick<ProcessFault, 'program' | 'script'>,
  { environment, folder }: Sandbox,
): Promise<NodeJS.ProcessEnv> {
  const [place, real] = await Promise.all([
    mkdtemp(join(folder, 'stand-in-')),
    program === 'pulumi' ? goTool('pulumi') : bridgeProviderFolder(),
  ]);
  const text = `#!/bin/sh\nREAL='${join(real, program)}'\n[ "$1" = version ] && exec "$REAL" version\n${script}\n`;
  await writeFile(join(place, program), text, { mode: 0o755 });
  if (program === 'pulumi') return { PATH: [place, environment.PATH].join(delimiter) };
  await installAsPlugin(place, place);
  return { PULUMI_HOME: place };
}
