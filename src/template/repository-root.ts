import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { refuse } from './refuse';

/**
 * GitHub reads workflows at the root of a repository only: in a folder of one they would be there, and never run.
 *
 * @param folder of the project that has no parent
 * @throws Error if it is a folder of a repository, and not its root
 */
export function refuseSubfolder(folder: string): void {
  const own = resolve(folder);
  const root = rootAbove(own);
  if (root === undefined || root === own) return;
  refuse(
    [
      `${own} is a folder of the repository ${root}, and GitHub reads workflows at the root of a repository only. So no workflow was written. Either`,
      `- have a projen project in ${root}, and add the component ModelDeploymentIam to it (docs/template.md of model-deployment-iam: "In a project that is there already");`,
      '- or run "git init" in the folder first, where it is to be a repository of its own.',
    ].join('\n'),
  );
}

/** @returns the nearest folder with a repository's own data, which in a worktree or a submodule is a file */
function rootAbove(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : rootAbove(parent);
}
