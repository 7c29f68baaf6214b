import { globIncludes } from '../glob/algebra';
import { globOfTokens, type Tokens } from '../glob/glob';
import type { Selection } from '../policy/policy';

/** A pattern of the empty text, which is neither an action nor a resource. */
const NOTHING: Tokens = [];

/**
 * Entries that others take in say nothing of their own, but each could double the ways in which patterns overlap.
 *
 * @param selections of statements that say the same but for these
 * @returns the same selections, with entries that name nothing in place of those that are taken in; the others stay where they are
 */
export function withoutCoveredEntries(selections: readonly Selection<Tokens>[]): readonly Selection<Tokens>[] {
  const left = uncovered(selections.filter(({ not }) => !not).flatMap(({ entries }) => entries));
  return selections.map(({ not, entries }) => ({
    not,
    // Where the same is named again, it is named already.
    entries: not ? entries : entries.map((tokens) => (left.delete(tokens.join()) ? tokens : NOTHING)),
  }));
}

/** @returns the entries that no other one takes in, by their tokens */
function uncovered(entries: readonly Tokens[]): Set<string> {
  const left = new Map(entries.map((tokens) => [tokens.join(), globOfTokens(tokens)]));
  const patterns = [...left].filter(([, { tokens }]) => tokens.some((token) => token < 0));
  for (const [key, glob] of left) {
    // Of two that take each other in, one is left.
    if (patterns.some(([outer, pattern]) => outer !== key && left.has(outer) && globIncludes(pattern, glob))) {
      left.delete(key);
    }
  }
  return new Set(left.keys());
}
