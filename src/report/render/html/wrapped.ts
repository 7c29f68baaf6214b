import { visible } from '../../visible';

/** Of a drawing, which holds no more of a name; the table beside it has all of it. */
const MAX_LINES = 4;

/**
 * A text in lines, for SVG breaks none by itself: at blanks, and within longer words behind what parts a name.
 *
 * @param width in characters of a font in which all are as wide
 */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const piece of visible(text)
    .split(/(?<=[ ,/:.\-_])/)
    .flatMap((each) => cut(each, width))) {
    if (widthOf(lines.at(-1)! + piece.trimEnd()) > width) lines.push('');
    lines[lines.length - 1] += piece;
  }
  const shown = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (shown.length === 0) return ['(empty)'];
  if (shown.length <= MAX_LINES) return shown;
  const last = [...shown[MAX_LINES - 1]!].slice(0, -1).join('');
  return [...shown.slice(0, MAX_LINES - 1), `${last}…`];
}

/** A word without any such place, in pieces that fit. */
function cut(word: string, width: number): string[] {
  const pieces: string[] = [''];
  for (const character of word) {
    if (widthOf(pieces.at(-1)! + character.trim()) > width) pieces.push('');
    pieces[pieces.length - 1] += character;
  }
  return pieces;
}

/** Characters of East Asia, and emoji: they take the room of two. */
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u;

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}
