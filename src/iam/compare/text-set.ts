import { readBase64 } from '../evaluate/condition/binary';
import {
  codeUnits,
  type Glob,
  globOf,
  globOfTokens,
  isMany,
  LAST_CODE_UNIT,
  matchesGlob,
  Wildcard,
} from '../glob/glob';
import type { PatternPart } from '../glob/pattern';
import { lettersOfVariable } from '../glob/resource-pattern';

/** Some texts, one by one: as they are, in whatever case, or of whatever form of the same bytes. */
export interface Texts {
  readonly kind: 'texts';
  readonly spelling: Spelling;
  /** As the spelling folds them. */
  readonly texts: ReadonlySet<string>;
}

/** Which texts count as the same. */
interface Spelling {
  readonly name: string;
  /** @returns the same for the same texts; `undefined` for what is none of its kind */
  fold(text: string): string | undefined;
  /** @returns some texts that are folded to this one */
  spellings(folded: string): readonly string[];
}

export const EXACT: Spelling = { name: 'exact', fold: (text) => text, spellings: (text) => [text] };

const ANY_CASE: Spelling = {
  name: 'any case',
  fold: (text) => text.toLowerCase(),
  spellings: (text) => [text, text.toUpperCase(), text.charAt(0).toUpperCase() + text.slice(1)],
};

const BYTES: Spelling = {
  name: 'bytes',
  fold: readBase64,
  spellings: (text) => [text, `${text}=`, `${text}==`],
};

/** The texts that a pattern matches. */
export interface Pattern {
  readonly kind: 'pattern';
  /** Where it has variables, these are letters that no text has. */
  readonly glob: Glob;
  /** The same with variables that stand for all that they could be, where it has some. */
  readonly widest?: Glob;
}

export const NO_TEXT: Texts = { kind: 'texts', spelling: EXACT, texts: new Set() };

export function exactly(text: string): Texts {
  return { kind: 'texts', spelling: EXACT, texts: new Set([text]) };
}

/** A text without letters, such as the number of an account, has but one case. */
export function inAnyCase(text: string): Texts {
  const lower = text.toLowerCase();
  return lower === text.toUpperCase() ? exactly(text) : { kind: 'texts', spelling: ANY_CASE, texts: new Set([lower]) };
}

/** @returns `undefined` for what is no base64 */
export function ofBytes(text: string): Texts | undefined {
  const bytes = readBase64(text);
  return bytes === undefined ? undefined : { kind: 'texts', spelling: BYTES, texts: new Set([bytes]) };
}

/** @param parts of which wildcards may stay in a field of an ARN */
export function matching(parts: readonly PatternPart[]): Texts | Pattern {
  const glob = globOf(parts, lettersOfVariable)!;
  if (!parts.some(({ kind }) => kind === 'variable')) {
    return glob.tokens.length === glob.prefix.length ? exactly(glob.prefix) : { kind: 'pattern', glob };
  }
  return { kind: 'pattern', glob, widest: globOf(parts, () => [Wildcard.many])! };
}

/** A value of which nothing is known but that it is the same as another one of the same name. */
export function unknown(name: string): Pattern {
  const letters = codeUnits(name).map((unit) => 3 * (LAST_CODE_UNIT + 1) + unit);
  return { kind: 'pattern', glob: globOfTokens(letters), widest: ANYTHING.glob };
}

/** Every text. */
export const ANYTHING: Pattern = { kind: 'pattern', glob: globOfTokens([Wildcard.many]) };

/** Every text but the empty one. */
export const SOMETHING: Pattern = { kind: 'pattern', glob: globOfTokens([Wildcard.one, Wildcard.many]) };

export function takesAll({ glob: { tokens } }: Pattern): boolean {
  return tokens.length === 1 && tokens[0] === Wildcard.many;
}

/** Whether it takes every text but, at most, the empty one. */
export function takesNearlyAll(pattern: Pattern): boolean {
  const { tokens } = pattern.glob;
  return takesAll(pattern) || (tokens.length === 2 && tokens[0] === Wildcard.one && tokens[1] === Wildcard.many);
}

/** @returns `undefined` where that depends on the values of variables */
export function matches({ glob, widest }: Pattern, text: string): boolean | undefined {
  if (!widest) return matchesGlob(glob, text);
  return matchesGlob(widest, text) ? undefined : false;
}

/** Whether it matches a text in whatever case, as it has no letter of its own that has several. */
export function matchesInAnyCase({ glob, widest }: Pattern, text: string): boolean {
  const hasCases = glob.tokens.some((token) => {
    const letter = token >= 0 ? String.fromCharCode(token) : '';
    return letter.toLowerCase() !== letter.toUpperCase();
  });
  return !widest && !hasCases && matchesGlob(glob, text);
}

/** Of those that Unicode leaves without a meaning, so that hardly a pattern names it. */
const UNUSUAL = '\ue000';

/**
 * @param fillers texts to try in place of a `*`, besides none and unusual ones
 * @returns texts that the pattern matches, unless a field of an ARN is in the way; none if it has variables
 */
export function examplesOfPattern({ glob, widest }: Pattern, fillers: readonly string[]): string[] {
  if (widest) return [];
  return ['', UNUSUAL, UNUSUAL.repeat(3), ...fillers].map((filler) => filled(glob, filler));
}

function filled({ tokens }: Glob, filler: string): string {
  return tokens
    .map((token) => {
      if (token >= 0) return String.fromCharCode(token);
      return isMany(token) ? filler : UNUSUAL;
    })
    .join('');
}
