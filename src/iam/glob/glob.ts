import type { PatternPart, VariablePart } from './pattern';

/**
 * A pattern, ready for matching: a sequence of tokens. A token of 0 and up is a character (a UTF-16 code unit, so `?` takes
 * two of them for a character outside the basic plane); below 0 it is one of the wildcards. Above the code units there is
 * room for letters that stand for something else than a character, such as a variable without a known value.
 */
export interface Glob {
  readonly tokens: readonly number[];
  /** The characters before the first wildcard. */
  readonly prefix: string;
}

export const Wildcard = {
  /** `?`: one character. */
  one: -1,
  /** One that is no colon, that is, within a field of an ARN. */
  oneInField: -2,
  /** `*`: any number of characters. */
  many: -3,
  manyInField: -4,
  /** The same of characters other than `:` and `/`, that is, within a name in an ARN. */
  oneInName: -5,
  manyInName: -6,
} as const;

export const LAST_CODE_UNIT = 0xffff;
const COLON = 58;
const SLASH = 47;

/**
 * @param variable what stands for a variable: tokens, or `undefined` if it has no value
 * @returns `undefined` if a variable has no value: then nothing matches the pattern
 */
export function globOf(
  parts: readonly PatternPart[],
  variable: (part: VariablePart) => readonly number[] | undefined,
): Glob | undefined {
  const tokens: number[] = [];
  for (const part of parts) {
    const more = tokensOf(part, variable);
    if (more === undefined) return undefined;
    for (const token of more) tokens.push(token);
  }
  const [first, second] = parts;
  // Most patterns are texts, or start with one.
  const startsWithText = first?.kind === 'text' && (second === undefined || isWildcard(second));
  return startsWithText ? { tokens, prefix: first.text } : globOfTokens(tokens);
}

function isWildcard({ kind }: PatternPart): boolean {
  return kind === 'one' || kind === 'many';
}

function tokensOf(
  part: PatternPart,
  variable: (part: VariablePart) => readonly number[] | undefined,
): readonly number[] | undefined {
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

export function globOfTokens(tokens: readonly number[]): Glob {
  const end = tokens.findIndex((token) => token < 0 || token > LAST_CODE_UNIT);
  const characters = end === -1 ? tokens : tokens.slice(0, end);
  return { tokens, prefix: textOf(characters) };
}

export function codeUnits(text: string): number[] {
  const units = new Array<number>(text.length);
  for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
  return units;
}

/** The reverse of `codeUnits`. */
export function textOf(units: readonly number[]): string {
  let text = '';
  for (const unit of units) text += String.fromCharCode(unit);
  return text;
}

export function isMany(token: number | undefined): boolean {
  return token === Wildcard.many || token === Wildcard.manyInField || token === Wildcard.manyInName;
}

/**
 * Whether a token takes a character (a `*` takes any number of them). What stands for a variable is of unknown length, so it
 * is too much for a `?`.
 */
export function takes(token: number, character: number): boolean {
  if (token >= 0) return token === character;
  if (character > LAST_CODE_UNIT) return isMany(token);
  if (token === Wildcard.one || token === Wildcard.many) return true;
  if (character === COLON) return false;
  return character !== SLASH || token === Wildcard.oneInField || token === Wildcard.manyInField;
}

/** Time is proportional to the length of the text times the length of the pattern, whatever they are. */
export function matchesGlob({ tokens, prefix }: Glob, text: string): boolean {
  if (!text.startsWith(prefix)) return false;
  if (tokens.length === prefix.length) return text.length === prefix.length;
  if (tokens[prefix.length] === Wildcard.many && tokens.length === prefix.length + 1) return true;
  return matchesFrom(tokens, prefix.length, text);
}

/** Follows all the ways to match at once: `active` has the positions in the pattern that the text so far can have led to. */
function matchesFrom(tokens: readonly number[], start: number, text: string): boolean {
  const lastSeen = new Array<number>(tokens.length + 1).fill(-1);
  let active: number[] = [];
  reach(start, start);

  for (let index = start; index < text.length; index++) {
    const character = text.charCodeAt(index);
    const before = active;
    active = [];
    for (const position of before) {
      const token = tokens[position];
      if (token !== undefined && takes(token, character)) reach(isMany(token) ? position : position + 1, index + 1);
    }
    if (active.length === 0) return false;
  }
  return lastSeen[tokens.length] === text.length;

  /** Adds a position, and those behind it that are reached without a character because a `*` may stand for nothing. */
  function reach(from: number, index: number): void {
    for (let position = from; lastSeen[position] !== index; position++) {
      lastSeen[position] = index;
      active.push(position);
      if (!isMany(tokens[position])) return;
    }
  }
}
