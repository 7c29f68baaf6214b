import type { Tokens } from './axis';
import { isMany, Wildcard } from '../glob';
import type { Selection } from '../policy/policy';

/** A pattern of the empty text, which is neither an action nor a resource. */
const NOTHING: Tokens = [];

const COLON = 58;

/**
 * Entries that others take in say nothing of their own, but each could double the ways in which patterns overlap.
 *
 * @param selections of statements that say the same but for these
 * @returns the same selections, with entries that name nothing in place of those that are taken in; the others stay where they are
 */
export function withoutCovered(selections: readonly Selection<Tokens>[]): readonly Selection<Tokens>[] {
  const named = selections.filter(({ not }) => !not).flatMap(({ entries }) => entries);
  const distinct = new Map(named.map((tokens) => [tokens.join(), tokens]));
  const patterns = [...distinct.values()].filter((tokens) => tokens.some((token) => token < 0)).map(readPattern);
  const isCovered = new Map(
    [...distinct].map(([key, tokens]) => [key, patterns.some((outer) => outer.key !== key && covers(outer, tokens))]),
  );

  const seen = new Set<string>();
  const keep = (tokens: Tokens): boolean => {
    const key = tokens.join();
    if (isCovered.get(key) || seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  return selections.map(({ not, entries }) => ({
    not,
    entries: not ? entries : entries.map((tokens) => (keep(tokens) ? tokens : NOTHING)),
  }));
}

interface Pattern {
  readonly key: string;
  readonly tokens: Tokens;
  /** How many characters it starts with. */
  readonly prefix: number;
}

function readPattern(tokens: Tokens): Pattern {
  return { key: tokens.join(), tokens, prefix: tokens.findIndex((token) => token < 0) };
}

/** Whether a pattern takes all that another one takes, with wildcards taken only by such that take as much. */
function covers({ tokens, prefix }: Pattern, inner: Tokens): boolean {
  for (let index = 0; index < prefix; index++) if (tokens[index] !== inner[index]) return false;
  if (!hasCharacters(tokens, inner)) return false;

  let reached = new Set(behindMany(tokens, prefix));
  for (const token of inner.slice(prefix)) {
    const next = new Set<number>();
    for (const position of reached) {
      const outer = tokens[position];
      if (outer === undefined || !takesToken(outer, token)) continue;
      for (const behind of behindMany(tokens, isMany(outer) ? position : position + 1)) next.add(behind);
    }
    if (next.size === 0) return false;
    reached = next;
  }
  return reached.has(tokens.length);
}

/** Whether the pattern has the characters of the outer one, in their order. Without them it is not taken in, and that is soon seen. */
function hasCharacters(outer: Tokens, inner: Tokens): boolean {
  let at = 0;
  for (const token of outer) {
    if (token < 0) continue;
    while (at < inner.length && inner[at] !== token) at++;
    if (at++ === inner.length) return false;
  }
  return true;
}

/** The position, and those behind it that are reached because a `*` may stand for nothing. */
function behindMany(tokens: Tokens, position: number): number[] {
  const reached = [position];
  for (let at = position; isMany(tokens[at]); at++) reached.push(at + 1);
  return reached;
}

function takesToken(outer: number, inner: number): boolean {
  switch (outer) {
    case Wildcard.many:
      return true;
    case Wildcard.manyInField:
      return inner !== COLON && inner !== Wildcard.one && inner !== Wildcard.many;
    case Wildcard.one:
      return !isMany(inner);
    case Wildcard.oneInField:
      return inner !== COLON && inner !== Wildcard.one && !isMany(inner);
    default:
      return outer === inner;
  }
}
