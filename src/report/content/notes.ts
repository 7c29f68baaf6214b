import type { Change } from '../../stack/change';
import { alert, type Block } from '../block';
import { joined, strong, text, type Words, words } from '../inline';
import type { RoleReport } from '../model';
import { shortened } from '../visible';
import { inOrder, type Names, resourceWords } from '../words/changes';

const MAX_NOTE = 1000;

/**
 * What a reviewer should know besides the changes themselves.
 *
 * @param sentences plain text
 */
export function notesSection(level: 'note' | 'warning', sentences: readonly string[]): Block[] {
  return sentences.length > 0 ? [alert(level, sentences.map(sentenceWords))] : [];
}

/** Entries of `ignore-findings` that let nothing pass, in a sentence each. Plain text. */
export function idleSentences({ idleIgnores = [] }: Pick<RoleReport, 'idleIgnores'>): string[] {
  return idleIgnores.map(
    (entry) => `There is nothing to ignore for ${entry}. Take the line out of ignore-findings, or correct it.`,
  );
}

function sentenceWords(sentence: string): Words {
  return [text(shortened(sentence, MAX_NOTE))];
}

/** Two things can't have one name, so an explicit name means that the old one has to go first. */
export function replacementsSection(changes: readonly Change[], names: Names): Block[] {
  const replaced = inOrder(changes)
    .filter(({ operation }) => operation === 'replace')
    .map((change) => resourceWords(change, names));
  if (replaced.length === 0) return [];
  return [
    alert('warning', [
      words`${strong('Replaced:')} ${joined(replaced, ', ')}. Names are explicit, so the old one is deleted before the new one is made: for a moment it does not exist, and what uses the role is denied.`,
    ]),
  ];
}
