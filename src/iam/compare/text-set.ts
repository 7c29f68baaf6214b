import { type Glob, globOfTokens, isMany, LAST_CODE_UNIT, matchesGlob, takes, textOf, Wildcard } from '../glob';

/** The values that one value of a condition takes, where that is a matter of texts. */
export type TextSet =
  | { readonly kind: 'all' }
  /** That there is a value, be it several: all but the empty text, which counts as none. */
  | { readonly kind: 'present' }
  | { readonly kind: 'text'; readonly text: string }
  /** Any case of a text, which is in lower case here. */
  | { readonly kind: 'anyCase'; readonly text: string }
  | { readonly kind: 'glob'; readonly glob: Glob }
  /** Globs for the fields of an ARN. */
  | { readonly kind: 'arn'; readonly fields: readonly Glob[] };

/** A letter that no text has: it stands for whatever a `*` stands for, and only a `*` takes it. */
const ANYTHING = LAST_CODE_UNIT + 1;

/** Another one, for what a `?` stands for. */
const SOMETHING = LAST_CODE_UNIT + 2;

export function textSetOf(glob: Glob): TextSet {
  if (glob.tokens.length === 1 && isMany(glob.tokens[0])) return { kind: 'all' };
  return isText(glob) ? { kind: 'text', text: glob.prefix } : { kind: 'glob', glob: simplified(glob) };
}

/** @returns the same for equal sets */
export function keyOf(set: TextSet): string {
  switch (set.kind) {
    case 'all':
    case 'present':
      return set.kind;
    case 'text':
    case 'anyCase':
      return `${set.kind} ${set.text}`;
    case 'glob':
      return `glob ${set.glob.tokens.join()}`;
    case 'arn':
      return `arn ${set.fields.map(({ tokens }) => tokens.join()).join(' ')}`;
  }
}

/** Whether all texts of the inner set are in the outer one; where that is hard to tell, `false`. */
export function includes(outer: TextSet, inner: TextSet): boolean {
  // Several values are present, but no text.
  if (inner.kind === 'present') return outer.kind === 'present';
  if (outer.kind === 'present') return !has(inner, '');
  if (outer.kind === 'all') return true;
  if (inner.kind === 'text') return has(outer, inner.text);
  if (inner.kind === 'glob' && outer.kind === 'glob') return globIncludes(outer.glob, inner.glob);
  if (inner.kind === 'arn' && outer.kind === 'arn') {
    return outer.fields.every((field, index) => globIncludes(field, inner.fields[index]!));
  }
  return keyOf(outer) === keyOf(inner);
}

/** Whether the sets have no text in common; where that is hard to tell, `false`. */
export function areDisjoint(a: TextSet, b: TextSet): boolean {
  if (a.kind === 'all' || b.kind === 'all' || a.kind === 'present' || b.kind === 'present') return false;
  if (a.kind === 'text') return !has(b, a.text);
  if (b.kind === 'text') return !has(a, b.text);
  if (a.kind === 'anyCase' && b.kind === 'anyCase') return a.text !== b.text;
  if (a.kind === 'glob' && b.kind === 'glob') return globsAreDisjoint(a.glob, b.glob);
  if (a.kind === 'arn' && b.kind === 'arn') {
    return a.fields.some((field, index) => globsAreDisjoint(field, b.fields[index]!));
  }
  return false;
}

export function has(set: TextSet, text: string): boolean {
  switch (set.kind) {
    case 'all':
      return true;
    case 'present':
      return text !== '';
    case 'text':
      return set.text === text;
    case 'anyCase':
      return set.text === text.toLowerCase();
    case 'glob':
      return matchesGlob(set.glob, text);
    case 'arn': {
      const fields = text.split(':');
      const values = [...fields.slice(0, set.fields.length - 1), fields.slice(set.fields.length - 1).join(':')];
      return fields.length >= set.fields.length && set.fields.every((glob, index) => matchesGlob(glob, values[index]!));
    }
  }
}

/** The glob in a form that is easier to compare: `**` and `*?` take the same as `*` and `?*`. */
export function simplified({ tokens }: Glob): Glob {
  const sorted: number[] = [];
  let many: number | undefined;
  for (const token of tokens) {
    if (isMany(token)) {
      many = token;
      continue;
    }
    if (token >= 0 && many !== undefined) {
      sorted.push(many);
      many = undefined;
    }
    sorted.push(token);
  }
  return globOfTokens(many === undefined ? sorted : [...sorted, many]);
}

/** Whether the outer glob takes what the inner one takes, with `*` taken only by `*`. */
export function globIncludes(outer: Glob, inner: Glob): boolean {
  const letters = inner.tokens.map((token) => {
    if (isMany(token)) return ANYTHING;
    return token < 0 ? SOMETHING : token;
  });
  return takesLetters(outer.tokens, letters);
}

function takesLetters(tokens: readonly number[], letters: readonly number[]): boolean {
  let reached = skipMany(tokens, new Set([0]));
  for (const letter of letters) {
    const next = new Set<number>();
    for (const position of reached) {
      const token = tokens[position];
      if (token === undefined) continue;
      if (takes(token, letter) || (letter === SOMETHING && token === Wildcard.one)) {
        next.add(isMany(token) ? position : position + 1);
      }
    }
    reached = skipMany(tokens, next);
    if (reached.size === 0) return false;
  }
  return reached.has(tokens.length);
}

function skipMany(tokens: readonly number[], positions: ReadonlySet<number>): Set<number> {
  const reached = new Set<number>();
  for (const from of positions) {
    let position = from;
    reached.add(position);
    while (isMany(tokens[position])) reached.add(++position);
  }
  return reached;
}

/** Looks only at what stands before the first wildcard and behind the last one. */
function globsAreDisjoint(a: Glob, b: Glob): boolean {
  if (isText(a)) return !matchesGlob(b, a.prefix);
  if (isText(b)) return !matchesGlob(a, b.prefix);
  return !oneStartsTheOther(a.prefix, b.prefix) || !oneStartsTheOther(reversedSuffix(a), reversedSuffix(b));
}

function isText({ tokens, prefix }: Glob): boolean {
  return tokens.length === prefix.length;
}

function oneStartsTheOther(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

function reversedSuffix({ tokens }: Glob): string {
  const reversed = [...tokens].reverse();
  const end = reversed.findIndex((token) => token < 0 || token > LAST_CODE_UNIT);
  return textOf(end === -1 ? reversed : reversed.slice(0, end));
}
