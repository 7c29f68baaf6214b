/** The result of reading a text: the value, or what was expected instead (the end of a sentence that starts with "expected"). */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string };

export function valid<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function invalid(expected: string): Parsed<never> {
  return { ok: false, expected };
}
