import { globIncludes } from '../glob/algebra';
import type { Glob } from '../glob/glob';

/**
 * Of entries that two statements name the same by, the one that says the least: `s3:Get*` of `s3:*` and `s3:Get*`.
 *
 * @param entries `undefined` stands for all
 */
export function narrowestEntry(entries: readonly (string | undefined)[], globOf: (entry: string) => Glob): string {
  const includes = (one: string, other: string) => globIncludes(globOf(one), globOf(other));
  return entries
    .map((entry) => entry ?? '*')
    .reduce((narrowest, entry) => (includes(narrowest, entry) && !includes(entry, narrowest) ? entry : narrowest));
}
