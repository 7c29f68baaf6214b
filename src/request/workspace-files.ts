import { readFileSync, realpathSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { isWithin } from '../shared/is-within';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** Much more than a policy may have, white space included. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads a file of the repository. Neither a path nor a symbolic link in it may lead out of the folder: a pull request could
 * have the content of any file on the runner shown in the report otherwise.
 *
 * @param path relative to the folder, or absolute
 * @param folder where the repository is checked out
 * @param maxBytes of a file that is read
 */
export function readRepositoryFile(path: string, folder: string, maxBytes = MAX_BYTES): Parsed<string> {
  let file: string;
  try {
    file = realpathSync(resolve(folder, path));
    // A name that leads nowhere and one that leads outside are told apart only inside.
    if (!isWithin(file, realpathSync(folder))) return OUTSIDE;
  } catch {
    return isWithin(resolve(folder, path), resolve(folder)) ? MISSING : OUTSIDE;
  }
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return invalid('a file');
    if (stats.size > maxBytes) return invalid(`a file of at most ${maxBytes} bytes, but it has ${stats.size}`);
    return valid(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)));
  } catch (error) {
    const isEncoding = (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    return invalid(isEncoding ? 'a file in UTF-8' : 'a file that can be read');
  }
}

/** @returns the path of a file as GitHub writes it: relative to the root of the repository, with `/` between folders */
export function pathInRepository(path: string, folder: string): string {
  return relative(folder, resolve(folder, path)).split(sep).join('/');
}

const OUTSIDE = invalid('a file in the repository, not outside of it');
const MISSING = invalid('a file that exists in the repository', '; is it checked out before this step?');

/**
 * Reads the path of a file to write. Links are not followed: whoever writes it does so.
 *
 * @param workspace what relative paths are relative to
 * @returns an absolute path
 */
export function parseReportFile(path: string, workspace: string): Parsed<string> {
  const file = resolve(workspace, path);
  if (path.includes('\0') || /[/\\]$/.test(path) || !isWithin(file, workspace)) {
    return invalid('the path of a file in the workspace, such as reports/model-access.json');
  }
  if (isRunByOthers(relative(workspace, file))) {
    return invalid('the path of a file that nobody runs, not one below .git or .github: try reports/model-access.json');
  }
  return valid(file);
}

/**
 * What is below these folders is run: hooks and settings by git, workflows and actions by GitHub. Some file systems take the
 * names in any case.
 *
 * @param path from the root of the workspace
 */
export function isRunByOthers(path: string): boolean {
  return path.split(/[/\\]/).some((part) => /^\.git(hub)?$/i.test(part));
}
