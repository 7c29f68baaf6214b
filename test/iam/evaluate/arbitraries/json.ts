import fc from 'fast-check';

/** A policy document, or a part of it. */
export type Document = Record<string, unknown>;

/** A value alone, or up to three of them in an array. */
export function oneOrMany<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> {
  return fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }));
}

/** An object with the elements of all the others. */
export function merged(...parts: readonly Document[]): Document {
  return Object.assign({}, ...parts) as Document;
}
