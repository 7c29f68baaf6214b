const MAX_SHOWN = 100;

/** Control characters, and those that are not seen or that turn the direction of the text around them. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** A name out of a document, in quotes, fit for a sentence: of limited length, and with nothing invisible in it. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const characters = [...text.slice(0, 2 * MAX_SHOWN)];
  const start = characters.slice(0, MAX_SHOWN).join('');
  const shown = start.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
  return `"${shown}${start.length < text.length ? '…' : ''}"`;
}

const MAX_LISTED = 5;

/** Several names out of a document, as a part of a sentence. */
export function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, MAX_LISTED).map(quoted);
  const left = values.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** The one of some names that a text was most likely meant to be: it differs in case, or in a character or two. */
export function similarName(text: string, names: Iterable<string>): string | undefined {
  // Of a very short one, any other very short one would be similar.
  if (text.length > MAX_SHOWN || text.length < 3) return undefined;
  const wanted = text.toLowerCase();
  let best: string | undefined;
  let least = text.length < 6 ? 2 : 3;
  for (const name of names) {
    const changes = distance(wanted, name.toLowerCase(), least);
    if (changes < least) [best, least] = [name, changes];
  }
  return best;
}

/** The number of characters to change, add or leave out; `limit` if it is not below that. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    if (Math.min(...next) >= limit) return limit;
    row = next;
  }
  return row[b.length]!;
}
