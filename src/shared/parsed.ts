/** The result of reading a text: the value, or what was expected instead (the end of a sentence that starts with "expected"). */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly expected: string; readonly remedy?: string };

export function valid<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** @param remedy what could be done about it besides, right behind what was expected */
export function invalid(expected: string, remedy?: string): Parsed<never> {
  return { ok: false, expected, remedy };
}
