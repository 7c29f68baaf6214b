import { mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emulatorPython } from '../aws/python';
import { goTool } from '../go-tools';

/**
 * Programs that GitHub's runners have, for steps of workflows: of pinned versions, whatever this machine has.
 *
 * https://github.com/actions/runner-images
 *
 * @param parent where the folder is made
 * @returns a folder for PATH
 */
export async function runnerTools(parent: string): Promise<string> {
  const [python, jq, folder] = await Promise.all([
    emulatorPython(),
    goTool('jq'),
    mkdtemp(join(parent, 'runner-tools-')),
  ]);
  // Neither that Python nor its folder: they would stand in the way of those that workflows bring.
  await writeFile(join(folder, 'aws'), `#!/bin/sh\nexec '${python}' -m awscli "$@"\n`, { mode: 0o755 });
  await symlink(join(jq, 'gojq'), join(folder, 'jq'));
  return folder;
}
