import { grouped } from './count';
import { joined, type Part, type Words, words } from '../inline';

/** How many of each a sentence names. */
export interface Room {
  readonly actions: number;
  /** Principals, resources, repositories, conditions and their values. */
  readonly names: number;
  readonly exceptions: number;
}

export const SHORT: Room = { actions: 10, names: 6, exceptions: 4 };
export const WHOLE: Room = { actions: Infinity, names: Infinity, exceptions: Infinity };

/**
 * The first of them, and how many more there are: of a single one more, its name is as short.
 *
 * @param nouns what they are, in the plural
 */
export function namedWithin(
  most: number,
  all: readonly Part[],
  separator: ', ' | ' or ' | ' and ',
  nouns: string,
): Words {
  if (all.length <= most + 1) return joined(all, separator);
  const last = separator === ', ' ? ' and ' : separator;
  return words`${joined(all.slice(0, most), separator)}${last}${grouped(all.length - most)} more ${nouns}`;
}

/** Patterns take in more than names, so they are not what is left out. */
export function broadestFirst(most: number, all: readonly string[]): readonly string[] {
  if (all.length <= most + 1) return all;
  return [...all.filter(isPattern), ...all.filter((each) => !isPattern(each))];
}

export function isPattern(entry: string): boolean {
  return /[*?]/.test(entry);
}
