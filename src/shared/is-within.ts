import { isAbsolute, relative, sep } from 'node:path';

/** @returns whether a path leads to something below a folder. Links are not followed. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
