/** Of anything longer nobody has made a slip. */
const MAX_LENGTH = 100;

/** The one of some names that a text was most likely meant to be: it differs in case, or in a character or two. */
export function similarName(text: string, names: Iterable<string>): string | undefined {
  // Of a very short one, any other very short one would be similar.
  if (text.length > MAX_LENGTH || text.length < 3) return undefined;
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
