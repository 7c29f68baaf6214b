import { randomUUID } from 'node:crypto';
import { mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Log, Ports } from './ports';
import type { InputName } from '../contract';
import { isRunByOthers } from '../request/workspace-files';
import { isWithin } from '../shared/is-within';

/** A file that a workflow asks for. */
export interface ReportFile {
  /** The input that names it. */
  readonly input: InputName;
  /** Relative to the workspace, or absolute. */
  readonly path: string;
  /** Makes the file's content, if there is anything to write. */
  readonly render: () => string | undefined;
}

/**
 * The file of the workflow that runs, relative to the root of the repository. Of a workflow that is called by another one,
 * it is the caller's.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables
 *
 * @param reference the variable GITHUB_WORKFLOW_REF: `OWNER/NAME/.github/workflows/FILE@refs/heads/BRANCH`
 */
export function workflowFile(reference: string | undefined): string {
  return /^[^/]+\/[^/]+\/([^@]+)@/.exec(reference ?? '')?.[1] ?? '.github/workflows';
}

/** Writes one file after the other. One that can't be made is a warning, and no reason to do without the others. */
export async function writeReportFiles(
  files: readonly ReportFile[],
  { write, log }: { readonly write: Ports['writeFile']; readonly log: Pick<Log, 'info' | 'warning'> },
): Promise<void> {
  const written = new Map<string, InputName>();
  for (const { input, path, render } of files) {
    try {
      const other = written.get(path);
      if (other) throw new Error(`${other} names the same file.`);
      const content = render();
      if (content === undefined) {
        log.info(`Nothing to write to ${path} (${input})`);
        continue;
      }
      await write(path, content);
      written.set(path, input);
      log.info(`Wrote ${path}`);
    } catch (error) {
      log.warning(`${input} could not be written to ${path}: ${(error as Error).message}`, 'No report file');
    }
  }
}

/**
 * Writes files below a folder and nowhere else: a pull request can put a link into the repository that leads out of it.
 * Folders in between are made. What is at the path before is replaced as a whole, or stays as it is.
 */
export function workspaceWriter(workspace: string): Ports['writeFile'] {
  return async (path, content) => {
    const folder = dirname(resolve(workspace, path));
    const root = await realpath(workspace);
    refuseOutside(await nearestFolder(folder), root);
    await mkdir(folder, { recursive: true });
    const target = await realpath(folder);
    refuseOutside(target, root);
    if (isRunByOthers(relative(root, join(target, basename(path))))) {
      throw new Error('The path leads to a folder whose files are run.');
    }

    // Written beside and renamed: that replaces a link instead of following it.
    const temporary = join(target, `.${randomUUID()}.tmp`);
    try {
      await writeFile(temporary, content, { flag: 'wx' });
      await rename(temporary, join(target, basename(path)));
    } finally {
      await rm(temporary, { force: true });
    }
  };
}

/** @returns where a folder really is, or the nearest one above it that exists */
async function nearestFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    const parent = dirname(folder);
    if (parent === folder) throw error;
    return nearestFolder(parent);
  }
}

function refuseOutside(folder: string, root: string): void {
  if (folder !== root && !isWithin(folder, root)) throw new Error('The path leads out of the workspace.');
}
