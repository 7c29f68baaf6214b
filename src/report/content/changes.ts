import type { Change, Operation } from '../../stack/change';
import { type Block, table } from '../block';
import { BREAK, joined, strong, text, type Words, words } from '../inline';
import { shortened } from '../visible';
import { inOrder, type Names, PROGRESS, propertyPhrases, resourceWords, unmetPhrases } from '../words/changes';

const MAX_ERROR = 400;

const OPERATIONS: Readonly<Record<Operation, Words>> = {
  create: words`create`,
  update: words`update`,
  replace: [strong('replace')],
  delete: [strong('delete')],
  import: words`adopt`,
};

/** Every changed resource with what happens to it; what there is nothing to say about has no column. */
export function changesSection(changes: readonly Change[], names: Names): Block[] {
  if (changes.length === 0) return [];
  const columns = [
    { title: 'Resource', cellOf: (change: Change) => resourceWords(change, names) },
    { title: 'Change', cellOf: operationCell },
    { title: 'Details', cellOf: detailsCell },
    { title: 'Status', cellOf: statusCell },
  ].filter(({ cellOf }) => changes.some((change) => cellOf(change).length > 0));
  const rows = inOrder(changes).map((change) => columns.map(({ cellOf }) => cellOf(change)));
  return [
    table(
      columns.map(({ title }) => title),
      rows,
      { weight: 'essential', caption: 'Resources of the stack that change' },
    ),
  ];
}

function operationCell({ operation, status }: Change): Words {
  if (status === 'missing') {
    return operation === 'import'
      ? words`${strong('missing')} in the state`
      : words`${strong('missing')} in the state and in IAM`;
  }
  if (status !== 'drifted') return OPERATIONS[operation];
  const done: Partial<Record<Operation, string>> = { delete: 'deleted', create: 'added' };
  return words`${strong(done[operation] ?? 'changed')} outside of Pulumi`;
}

function statusCell({ status }: Change): Words {
  const progress = PROGRESS[status] ?? '';
  return status === 'failed' ? [strong(progress)] : words`${progress}`;
}

function detailsCell(change: Change): Words {
  const error = change.error ? [text(shortened(change.error, MAX_ERROR))] : [];
  return joined([...propertyPhrases(change), ...unmetPhrases(change), ...error], BREAK);
}
