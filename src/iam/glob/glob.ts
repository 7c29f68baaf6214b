import type { PatternPart, VariablePart } from './pattern';

/** What a pattern consists of, which is a letter or a wildcard each. */
export type Tokens = readonly number[];

/** A pattern, ready for matching. */
export interface Glob {
  /** `**` is `*` in it, and `*?` is `?*`, so that patterns of the same texts have the same tokens as long as their wildcards are of one kind. */
  readonly tokens: Tokens;
  /** The characters before the first wildcard. */
  readonly prefix: string;
}

/**
 * The tokens below 0. A token of 0 and up is a letter: a character (a UTF-16 code unit, so `?` takes two of them for a
 * character outside the basic plane), or, above the code units, one that stands for something else, such as a variable without
 * a known value.
 */
export const Wildcard = {
  /** `?`: one character. */
  one: -1,
  /** `*`: any number of them. */
  many: -2,
  /** The same of characters other than `:`, that is, within a field of an ARN. */
  oneInField: -3,
  manyInField: -4,
  /** The same of characters other than `:` and `/`, that is, within a name in an ARN. */
  oneInName: -5,
  manyInName: -6,
} as const;

export const LAST_CODE_UNIT = 0xffff;
export const COLON = 58;
export const SLASH = 47;

export function isMany(token: number | undefined): boolean {
  return token === Wildcard.many || token === Wildcard.manyInField || token === Wildcard.manyInName;
}

/** Whether a token takes a letter (a `*` takes any number of them). What is no character may stand for many, so only a `*` takes it. */
export function takes(token: number, letter: number): boolean {
  if (token >= 0) return token === letter;
  if (token === Wildcard.many) return true;
  if (letter > LAST_CODE_UNIT) return false;
  if (token === Wildcard.one) return true;
  if (letter === COLON) return false;
  return letter !== SLASH || token === Wildcard.oneInField || token === Wildcard.manyInField;
}

/**
 * @param variable what stands for a variable: tokens, or `undefined` if it has no value
 * @returns `undefined` if a variable has no value: then nothing matches the pattern
 */
export function globOf(
  parts: readonly PatternPart[],
  variable: (part: VariablePart) => Tokens | undefined,
): Glob | undefined {
  const tokens: number[] = [];
  for (const part of parts) {
    const more = tokensOf(part, variable);
    if (more === undefined) return undefined;
    append(tokens, more);
  }
  const [first, second] = parts;
  // Most patterns are texts, or start with one.
  const startsWithText = first?.kind === 'text' && (second === undefined || isWildcard(second));
  return { tokens, prefix: startsWithText ? first.text : prefixOf(tokens) };
}

export function globOfTokens(source: Tokens): Glob {
  const tokens: number[] = [];
  append(tokens, source);
  return { tokens, prefix: prefixOf(tokens) };
}

function isWildcard({ kind }: PatternPart): boolean {
  return kind === 'one' || kind === 'many';
}

function tokensOf(part: PatternPart, variable: (part: VariablePart) => Tokens | undefined): Tokens | undefined {
  switch (part.kind) {
    case 'text':
      return codeUnits(part.text);
    case 'variable':
      return variable(part);
    case 'one':
      return [part.withinField ? Wildcard.oneInField : Wildcard.one];
    case 'many':
      return [part.withinField ? Wildcard.manyInField : Wildcard.many];
  }
}

function append(tokens: number[], more: Tokens): void {
  for (const token of more) {
    if (token < 0) appendWildcard(tokens, token);
    else tokens.push(token);
  }
}

function appendWildcard(tokens: number[], wildcard: number): void {
  const last = tokens.at(-1);
  if (last === undefined || !isMany(last)) tokens.push(wildcard);
  // Of two `*`, the one that takes more takes what the other one would.
  else if (isMany(wildcard)) tokens[tokens.length - 1] = Math.max(wildcard, last);
  // The other wildcard of the same kind.
  else if (wildcard === last + 1) tokens.splice(-1, 0, wildcard);
  else tokens.push(wildcard);
}

function prefixOf(tokens: Tokens): string {
  const end = tokens.findIndex((token) => token < 0 || token > LAST_CODE_UNIT);
  return textOf(end === -1 ? tokens : tokens.slice(0, end));
}

export function codeUnits(text: string): number[] {
  const units = new Array<number>(text.length);
  for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
  return units;
}

/** The reverse of `codeUnits`. */
export function textOf(units: Tokens): string {
  let text = '';
  for (const unit of units) text += String.fromCharCode(unit);
  return text;
}

/** Time is proportional to the length of the text times the length of the pattern, whatever they are. */
export function matchesGlob({ tokens, prefix }: Glob, text: string): boolean {
  if (!text.startsWith(prefix)) return false;
  if (tokens.length === prefix.length) return text.length === prefix.length;
  if (tokens[prefix.length] === Wildcard.many && tokens.length === prefix.length + 1) return true;

  let positions = startAt(tokens, prefix.length);
  for (let index = prefix.length; index < text.length && positions.length > 0; index++) {
    positions = after(tokens, positions, text.charCodeAt(index));
  }
  return isAtEnd(tokens, positions);
}

/**
 * Positions in a pattern that what was read so far can have led to, in order; the last one possible is behind its last token.
 * Those before a `*` that is reached are left out: it leads to all that they lead to.
 */
export type Positions = readonly number[];

export function startAt(tokens: Tokens, position: number): Positions {
  const positions: number[] = [];
  add(positions, tokens, position);
  return positions;
}

export function isAtEnd(tokens: Tokens, positions: Positions): boolean {
  return positions.at(-1) === tokens.length;
}

/** @param next a letter, or a wildcard for one character */
export function after(tokens: Tokens, positions: Positions, next: number): Positions {
  const reached: number[] = [];
  for (const position of positions) {
    const token = tokens[position];
    if (token !== undefined && shareLetter(token, next)) add(reached, tokens, isMany(token) ? position : position + 1);
  }
  return reached;
}

/** Whether two tokens have a letter in common. */
export function shareLetter(token: number, other: number): boolean {
  if (other >= 0) return takes(token, other);
  // Every wildcard takes most characters.
  return token < 0 || takes(other, token);
}

/** Adds a position, and the one behind it if it is at a `*`, which may stand for nothing. */
function add(positions: number[], tokens: Tokens, position: number): void {
  if (positions.length > 0) {
    if (position <= positions[positions.length - 1]!) return;
    if (tokens[position] === Wildcard.many) positions.length = 0;
  }
  positions.push(position);
  if (isMany(tokens[position])) positions.push(position + 1);
}
