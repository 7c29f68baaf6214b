import {
  after,
  COLON,
  type Glob,
  isAtEnd,
  isMany,
  type Positions,
  shareLetter,
  SLASH,
  startAt,
  takes,
  type Tokens,
  Wildcard,
} from './glob';

/**
 * What patterns say of each other. An answer is found by reading one pattern from its start while keeping the positions in the
 * other one that what was read so far can have led to.
 */

/**
 * Work for one answer. The patterns of real documents take some hundred steps, but others can be made that would take
 * exponentially many.
 */
const MAX_STEPS = 20_000;

/** Of those that Unicode leaves without a meaning, so that hardly a pattern names it. */
const FIRST_PRIVATE_CHARACTER = 0xe000;

/**
 * Whether the outer pattern matches every text that the inner one matches. Of the characters that a wildcard of the inner one
 * may stand for, it is enough to try those that the outer one takes least: one that it does not name, and those that not all
 * of its wildcards take. Where several sets of positions are possible, those count from which least is matched.
 *
 * @returns the exact answer, and `false` where that would take too many steps
 */
export function globIncludes(outer: Glob, inner: Glob): boolean {
  if (!inner.prefix.startsWith(outer.prefix) || !hasLetters(outer, inner)) return false;

  const { tokens } = outer;
  const characters = charactersToTry(tokens);
  let steps = 0;
  let possible: readonly Positions[] = [startAt(tokens, outer.prefix.length)];
  for (const token of inner.tokens.slice(outer.prefix.length)) {
    const tried = token >= 0 ? [token] : characters.filter((character) => takes(token, character));
    const found = isMany(token) ? [...possible] : [];
    for (const positions of isMany(token) ? found : possible) {
      for (const character of tried) {
        const next = after(tokens, positions, character);
        if (next.length === 0) return false;
        if (!found.some((other) => leadsToAll(tokens, next, other))) found.push(next);
        steps += next.length * found.length;
        if (steps > MAX_STEPS) return false;
      }
    }
    possible = found.filter(
      (one, index) => !found.some((other, otherIndex) => otherIndex !== index && leadsToAll(tokens, one, other)),
    );
  }
  return possible.every((positions) => isAtEnd(tokens, positions));
}

/** Whether the inner pattern has the letters of the outer one in their order: without them it is not included, and most are not. */
function hasLetters(outer: Glob, inner: Glob): boolean {
  let index = outer.prefix.length;
  for (let position = index; position < outer.tokens.length; position++) {
    const letter = outer.tokens[position]!;
    if (letter < 0) continue;
    index = inner.tokens.indexOf(letter, index) + 1;
    if (index === 0) return false;
  }
  return true;
}

/**
 * Whether there is a text that both patterns match.
 *
 * @returns the exact answer, and `true` where that would take too many steps
 */
export function globsOverlap(one: Glob, other: Glob): boolean {
  if (!one.prefix.startsWith(other.prefix) && !other.prefix.startsWith(one.prefix)) return false;

  const { tokens } = one;
  let steps = 0;
  let positions = startAt(tokens, 0);
  for (const token of other.tokens) {
    positions = isMany(token) ? throughout(tokens, positions, token) : after(tokens, positions, token);
    if (positions.length === 0) return false;
    steps += positions.length;
    if (steps > MAX_STEPS) return true;
  }
  return isAtEnd(tokens, positions);
}

/** @param many a wildcard for any number of characters: all positions before, amid and behind them */
function throughout(tokens: Tokens, positions: Positions, many: number): Positions {
  const reached: number[] = [];
  let isReached = false;
  for (let position = positions[0]!; position <= tokens.length; position++) {
    isReached ||= positions.includes(position);
    if (!isReached) continue;
    if (tokens[position] === Wildcard.many) reached.length = 0;
    reached.push(position);
    const token = tokens[position];
    isReached = token !== undefined && shareLetter(token, many);
  }
  return reached;
}

/** Whether all that is matched from some positions is matched from others. */
function leadsToAll(tokens: Tokens, positions: Positions, others: Positions): boolean {
  const [first] = positions;
  const covered = first !== undefined && tokens[first] === Wildcard.many ? first : -1;
  return others.every((other) => other < covered || positions.includes(other));
}

/** The characters that a wildcard of another pattern may stand for, as far as a pattern tells them apart without naming them. */
function charactersToTry(tokens: Tokens): number[] {
  let unnamed = FIRST_PRIVATE_CHARACTER;
  while (tokens.includes(unnamed)) unnamed++;
  if (tokens.every((token) => token >= Wildcard.many)) return [unnamed];
  return tokens.every((token) => token >= Wildcard.manyInField) ? [unnamed, COLON] : [unnamed, COLON, SLASH];
}
