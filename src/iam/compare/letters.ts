import { LAST_CODE_UNIT } from '../glob';

/** They read well in an example and are valid in names of all kinds. */
const FAMILIAR = [...'xyzabcdefghijklmnopqrstuvw0123456789-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) =>
  letter.charCodeAt(0),
);

/** What a name of ASCII can consist of, the first ones for preference. */
export const ASCII_LETTERS: readonly number[] = [
  ...FAMILIAR,
  ...range(0x21, 0x7f).filter((letter) => !FAMILIAR.includes(letter)),
];

/** All there are, so that one is left whatever patterns wait for; those that nobody sees come last. */
export const ALL_LETTERS: readonly number[] = ASCII_LETTERS.concat(
  range(0xa1, LAST_CODE_UNIT + 1),
  range(0, 0x21),
  range(0x7f, 0xa1),
);

function range(start: number, end: number): number[] {
  const letters: number[] = [];
  for (let letter = start; letter < end; letter++) letters.push(letter);
  return letters;
}
