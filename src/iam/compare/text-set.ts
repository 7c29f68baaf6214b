import { globIncludes, globsOverlap } from '../glob/algebra';
import { type Glob, isMany, matchesGlob } from '../glob/glob';

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

export function textSetOf(glob: Glob): TextSet {
  if (glob.tokens.length === 1 && isMany(glob.tokens[0])) return { kind: 'all' };
  return isText(glob) ? { kind: 'text', text: glob.prefix } : { kind: 'glob', glob };
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
  if (a.kind === 'glob' && b.kind === 'glob') return !globsOverlap(a.glob, b.glob);
  if (a.kind === 'arn' && b.kind === 'arn') {
    return a.fields.some((field, index) => !globsOverlap(field, b.fields[index]!));
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

function isText({ tokens, prefix }: Glob): boolean {
  return tokens.length === prefix.length;
}
