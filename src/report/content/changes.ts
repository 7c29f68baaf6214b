import type { Change, Operation, Status } from '../../stack/change';
import { type Block, table } from '../block';
import type { Access } from '../model';
import { propertyPhrases, type Style, unmetPhrases } from '../property';
import { code, text } from '../render/markdown';
import { inOrder, resourceWords } from '../resource';
import { shortened } from '../visible';

const MARKDOWN: Style = { words: text, value: code };
const MAX_ERROR = 400;

const OPERATIONS: Readonly<Record<Operation, string>> = {
  create: 'create',
  update: 'update',
  replace: '**replace**',
  delete: '**delete**',
  import: 'import',
};

const STATUSES: Readonly<Record<Exclude<Status, 'planned' | 'drifted'>, string>> = {
  done: 'done',
  failed: '**failed**',
  'not-reached': 'not reached',
};

/** Every changed resource with what happens to it; what there is nothing to say about has no column. */
export function changesSection(access: Access): Block[] {
  const { changes } = access;
  if (changes.length === 0) return [];
  const columns = [
    { title: 'Resource', cellOf: (change: Change) => resourceCell(change, access) },
    { title: 'Change', cellOf: operationCell },
    { title: 'Details', cellOf: detailsCell },
    { title: 'Status', cellOf: statusCell },
  ].filter(({ cellOf }) => changes.some((change) => cellOf(change) !== ''));
  const rows = inOrder(changes).map((change) => columns.map(({ cellOf }) => cellOf(change)));
  return [
    table(
      columns.map(({ title }) => title),
      rows,
      { weight: 'essential' },
    ),
  ];
}

function resourceCell(change: Change, access: Access): string {
  const { words, name } = resourceWords(change, access);
  return `${text(words)} ${code(name)}`;
}

function operationCell({ operation, status }: Change): string {
  if (status !== 'drifted') return OPERATIONS[operation];
  const words: Partial<Record<Operation, string>> = { delete: 'deleted', create: 'added' };
  return `**${words[operation] ?? 'changed'}** outside of Pulumi`;
}

function detailsCell(change: Change): string {
  const error = change.error ? [text(shortened(change.error, MAX_ERROR))] : [];
  return [...propertyPhrases(change, MARKDOWN), ...unmetPhrases(change, MARKDOWN), ...error].join('<br>');
}

function statusCell({ status }: Change): string {
  return status in STATUSES ? STATUSES[status as keyof typeof STATUSES] : '';
}
