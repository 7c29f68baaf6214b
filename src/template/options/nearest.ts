/** As many wrong letters as a slip of the hand makes. */
const MOST = 2;

/** @returns the word that one may have meant: the one with the fewest letters that are others, missing or too many */
export function nearestOf(word: string, words: readonly string[]): string | undefined {
  const allowed = Math.min(MOST, Math.floor(word.length / 3));
  const near = words
    .map((candidate) => ({ candidate, distance: distanceBetween(lettersOf(word), lettersOf(candidate)) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate;
}

/** `account-id`, `accountID` and `accountId` are the same to one who types them. */
function lettersOf(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, '');
}

/** How many letters have to be put in, taken out or replaced. https://en.wikipedia.org/wiki/Levenshtein_distance */
function distanceBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (let column = 0; column < other.length; column += 1) {
      const replaced = above[column]! + (letter === other[column] ? 0 : 1);
      line.push(Math.min(replaced, above[column + 1]! + 1, line[column]! + 1));
    }
    above = line;
  }
  return above.at(-1)!;
}
