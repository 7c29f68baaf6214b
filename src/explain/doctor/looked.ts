/** What came of looking at something: it, that it is not there, or why it could not be looked at (plain text). */
export type Looked<T> =
  | { readonly is: 'found'; readonly value: T }
  | { readonly is: 'absent' }
  | { readonly is: 'unseen'; readonly why: string };

export function found<T>(value: T): Looked<T> {
  return { is: 'found', value };
}

export const ABSENT: Looked<never> = { is: 'absent' };

export function unseen(why: string): Looked<never> {
  return { is: 'unseen', why };
}
