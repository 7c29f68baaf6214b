import { alert, type Block } from '../block';
import type { Access } from '../model';
import { code, text } from '../render/markdown';
import { inOrder, resourceWords } from '../resource';
import { shortened } from '../visible';

const MAX_NOTE = 1000;

/** What a reviewer should know besides the changes themselves. */
export function notesSection(access: Access): Block[] {
  const replacements = inOrder(access.changes)
    .filter(({ operation }) => operation === 'replace')
    .map((change) => resourceWords(change, access))
    .map(({ words, name }) => `${text(words)} ${code(name)}`);
  const notes = access.notes.map(sentence);

  return [
    ...(replacements.length > 0 ? [alert('WARNING', [replacementWarning(replacements)])] : []),
    ...(access.unseen.length > 0 ? [alert('WARNING', access.unseen.map(sentence))] : []),
    ...(notes.length > 0 ? [alert('NOTE', notes)] : []),
  ];
}

function sentence(note: string): string {
  return text(shortened(note, MAX_NOTE));
}

/** Two things can't have one name, so an explicit name means that the old one has to go first. */
function replacementWarning(replacements: readonly string[]): string {
  return [
    `**Replaced:** ${replacements.join(', ')}.`,
    'Names are explicit, so the old one is deleted before the new one is made:',
    'for a moment it does not exist, and what uses the role is denied.',
  ].join(' ');
}
