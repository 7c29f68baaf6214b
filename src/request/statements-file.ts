import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** Much more than a policy may have, white space included. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads a file of the repository. Neither a path nor a symbolic link in it may lead out of the folder: a pull request could
 * have the content of any file on the runner shown in the report otherwise.
 *
 * @param path relative to the folder, or absolute
 * @param folder where the repository is checked out
 */
export function readStatementsFile(path: string, folder: string): Parsed<string> {
  let file: string;
  try {
    file = realpathSync(resolve(folder, path));
    // A name that leads nowhere and one that leads outside are told apart only inside.
    if (!isWithin(file, realpathSync(folder))) return invalid(OUTSIDE);
  } catch {
    return isWithin(resolve(folder, path), resolve(folder)) ? invalid(MISSING) : invalid(OUTSIDE);
  }
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return invalid('a file');
    if (stats.size > MAX_BYTES) return invalid(`a file of at most ${MAX_BYTES} bytes, but it has ${stats.size}`);
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

const MISSING = 'a file that exists in the repository; is it checked out before this step?';
const OUTSIDE = 'a file in the repository, not outside of it';

function isWithin(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way !== '' && way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way);
}
