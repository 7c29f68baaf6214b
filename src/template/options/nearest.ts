import { similarName } from '../../shared/similar-name';

/** @returns the one of some names that one was most likely meant to be, in whatever case and with hyphens or not */
export function nearestOf(word: string, words: readonly string[]): string | undefined {
  const similar = similarName(lettersOf(word), words.map(lettersOf));
  return words.find((each) => lettersOf(each) === similar);
}

/** `account-id`, `accountID` and `accountId` are the same to one who types them. */
function lettersOf(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, '');
}
