import { remembering } from '../../shared/memoize';
import { actionGlob, codeUnits, globOf, LAST_CODE_UNIT, parseResourcePattern, Wildcard } from '../glob';

/**
 * Patterns as sequences of tokens: characters, the wildcards of `Glob`, and one more wildcard for names that have neither `/`
 * nor `:` in them.
 */
export type Tokens = readonly number[];

/** One character other than `/` and `:`. */
const NAME_CHARACTER = -5;
/** Any number of them. */
const NAME = -6;
/** In front of the name of a variable. */
const VARIABLE = LAST_CODE_UNIT + 1;
/** ARNs have at most 2,048 characters, and few have more than 200. */
const MAX_WORK = 1_000_000;
const SLASH = 47;
const COLON = 58;
const IN_FIELD = new Map<number, number>([
  [Wildcard.one, Wildcard.oneInField],
  [Wildcard.many, Wildcard.manyInField],
]);

/**
 * Here a variable stands for itself: it is the same as a variable of that name, and a part of `*`.
 *
 * @param entry of `Resource` or `NotResource`
 */
export const resourceTokens = remembering((entry: string, variables: boolean): Tokens => {
  return globOf(parseResourcePattern(entry, variables), ({ source }) => [VARIABLE, ...codeUnits(source)])!.tokens;
});

/** Here a variable stands for all that it could be. */
export const widestResourceTokens = remembering((entry: string, variables: boolean): Tokens => {
  return globOf(parseResourcePattern(entry, variables), () => [Wildcard.many])!.tokens;
});

/**
 * The same with wildcards that keep to their part of the ARN, other than IAM's own: nobody means the account in
 * `arn:aws:iam::*:user/a` to run on into a role that is called `x:user/a`.
 */
export function withinParts(tokens: Tokens): Tokens {
  const colons = tokens.flatMap((token, index) => (token === COLON ? [index] : []));
  const end = colons[4];
  if (end === undefined) return tokens;
  return tokens.map((token, index) => (index < end ? (IN_FIELD.get(token) ?? token) : token));
}

/** @param entry of `Action` or `NotAction` */
export const actionTokens = remembering((entry: string): Tokens => {
  return actionGlob(entry).tokens;
});

/** @param pattern of the service reference: `*` for one or more characters, `%` for one or more without `/` and `:` */
export const referenceTokens = remembering((pattern: string): Tokens => {
  return [...pattern].flatMap((character) => {
    if (character === '*') return [Wildcard.one, Wildcard.many];
    return character === '%' ? [NAME_CHARACTER, NAME] : codeUnits(character);
  });
});

/**
 * Whether there is a text that both patterns match. Time is proportional to the product of their lengths; of patterns that are
 * too long for names of resources, the answer is yes.
 */
export function overlap(a: Tokens, b: Tokens): boolean {
  if (a.length * b.length > MAX_WORK) return true;
  const width = b.length + 1;
  const seen = new Uint8Array((a.length + 1) * width);
  const open: number[] = [];
  const reach = (i: number, j: number) => {
    const state = i * width + j;
    if (seen[state]) return;
    seen[state] = 1;
    open.push(state);
  };
  reach(0, 0);
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const i = Math.floor(state / width);
    const j = state % width;
    if (i === a.length && j === b.length) return true;
    if (isMany(a[i])) reach(i + 1, j);
    if (isMany(b[j])) reach(i, j + 1);
    if (i < a.length && j < b.length && shareCharacter(a[i]!, b[j]!)) {
      reach(isMany(a[i]) ? i : i + 1, isMany(b[j]) ? j : j + 1);
    }
  }
  return false;
}

/**
 * Whether the first pattern matches all that the second one does. Each wildcard of the second is taken as a whole, so the
 * answer may be no where several tokens of the first one together would do, and it is no where the patterns are too long for
 * names of resources.
 */
export function covers(a: Tokens, b: Tokens): boolean {
  if (a.length * b.length > MAX_WORK) return false;
  const lastSeen = new Int32Array(a.length + 1).fill(-1);
  let active: number[] = [];
  reach(0, 0);
  for (let index = 0; index < b.length && active.length > 0; index++) {
    const before = active;
    active = [];
    for (const position of before) {
      const token = a[position];
      if (token !== undefined && takesLetter(token, b[index]!)) {
        reach(isMany(token) ? position : position + 1, index + 1);
      }
    }
  }
  return lastSeen[a.length] === b.length;

  /** Adds a position, and those behind it that are reached because a `*` may stand for nothing. */
  function reach(from: number, index: number): void {
    for (let position = from; lastSeen[position] !== index; position++) {
      lastSeen[position] = index;
      active.push(position);
      if (!isMany(a[position])) return;
    }
  }
}

function isMany(token: number | undefined): boolean {
  return token === Wildcard.many || token === Wildcard.manyInField || token === NAME;
}

function shareCharacter(a: number, b: number): boolean {
  if (a >= 0) return takesCharacter(b, a);
  // Every wildcard takes a letter.
  return b >= 0 ? takesCharacter(a, b) : true;
}

function takesCharacter(token: number, character: number): boolean {
  switch (token) {
    case Wildcard.one:
    case Wildcard.many:
      return true;
    case Wildcard.oneInField:
    case Wildcard.manyInField:
      return character !== COLON;
    case NAME_CHARACTER:
    case NAME:
      return character !== COLON && character !== SLASH;
    default:
      return token === character;
  }
}

/** How much wildcards take, from everything down to names, by their tokens without the sign. */
const REACH = [0, 3, 2, 3, 2, 1, 1] as const;

function takesLetter(token: number, letter: number): boolean {
  if (letter >= 0) return takesCharacter(token, letter);
  if (token >= 0) return false;
  return REACH[-token]! >= REACH[-letter]! && (isMany(token) || !isMany(letter));
}
