import { globIncludes, simplified } from './text-set';
import { type Glob, globOf, parsePattern } from '../glob';

/**
 * Of entries that two statements name the same by, the one that says the least: `s3:Get*` of `s3:*` and `s3:Get*`.
 *
 * @param entries `undefined` stands for all
 */
export function narrowestEntry(entries: readonly (string | undefined)[]): string {
  const [first = '*', ...others] = entries.map((entry) => entry ?? '*');
  return others.reduce((narrowest, entry) => (covers(narrowest, entry) ? entry : narrowest), first);
}

function covers(outer: string, inner: string): boolean {
  return outer === inner || globIncludes(globOfEntry(outer), globOfEntry(inner));
}

function globOfEntry(entry: string): Glob {
  return simplified(globOf(parsePattern(entry, { wildcards: true, variables: false }), () => undefined)!);
}
