/** The characters of the codes in the generated data: printable, and none that JSON escapes or that separates names (`=`). */
export const VERB_LETTERS = [
  ...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  ..."!#$%&'()*+,-./:;<>?@[]^_`{|}~",
];

/** A length of a shared beginning, as one character. */
export function prefixLetter(length: number): string {
  return VERB_LETTERS[length]!;
}

export function prefixLength(letter: string): number {
  return VERB_LETTERS.indexOf(letter);
}

/** How many of the characters are codes by themselves; the others are the first of two, so that there is room for 1,000. */
export const SHORT_CODES = VERB_LETTERS.length - Math.ceil(1000 / VERB_LETTERS.length);
