import type { Span } from './redact-spellings';

/** What is shorter could be made of two lines that have nothing to do with each other. */
const MIN_LENGTH = 16;

/** Some break long lines, wherever that is, and indent what follows: `openssl base64`, mails, and YAML. */
const FOLD = /\r?\n[ \t]*|(?:\\r)?\\n/g;

/** Whether a secret is one that is looked for across the ends of lines. */
export function isFoldable(secret: string): boolean {
  return secret.length >= MIN_LENGTH && !/[\r\n]/.test(secret);
}

/** @returns where in the text it is what `find` finds in its lines put together */
export function foundFolded(text: string, find: (unfolded: string) => readonly Span[]): readonly Span[] {
  const pieces = piecesOf(text);
  if (pieces.length === 1) return [];
  const placeOf = (index: number) => index + pieces[lastNotAfter(pieces, index)]!.shift;
  const found = find(text.replace(FOLD, ''));
  return found.map(({ start, end }) => ({ start: placeOf(start), end: placeOf(end - 1) + 1 }));
}

/** Where each piece between folds begins once they are left out, and how much of the text is left out before. */
function piecesOf(text: string): readonly { readonly start: number; readonly shift: number }[] {
  const pieces = [{ start: 0, shift: 0 }];
  for (const { index, 0: fold } of text.matchAll(FOLD)) {
    const { shift } = pieces.at(-1)!;
    pieces.push({ start: index - shift, shift: shift + fold.length });
  }
  return pieces;
}

/** @returns the index of the last piece that does not begin after the place */
function lastNotAfter(pieces: readonly { readonly start: number }[], place: number): number {
  let [low, high] = [0, pieces.length];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (pieces[middle]!.start <= place) low = middle;
    else high = middle;
  }
  return low;
}
