import type { Statement } from '../../iam/policy/document';
import type { Target } from '../../iam/target';
import { arnWords } from '../arn-words';
import { type Block, fold, table } from '../block';
import { conditionWords } from '../condition-words';
import type { Access, DocumentChange } from '../model';
import { principalWords } from '../principal-words';
import { code, text } from '../render/markdown';
import { entries, readStatements, texts } from '../statements';

/**
 * Who may assume the role and what it may do, a row for each statement, for readers who would rather not read JSON.
 *
 * @param open whether to unfold the tables of new documents; a change of a document is easier to see in its JSON, where it
 *   is marked
 */
export function statementsSection({ trust, policy, target }: Access, open: boolean): Block[] {
  return [
    ...statementsTable(trust, {
      open: open && isNew(trust),
      now: 'Who may assume the role',
      gone: 'Who could assume the role',
      columns: ['Who', 'How'],
      cells: (statement) => [principalCell(statement), actionsCell(statement)],
    }),
    ...statementsTable(policy, {
      open: open && isNew(policy),
      now: 'What each statement of the policy says',
      gone: 'What each statement of the policy said',
      columns: ['Actions', 'On'],
      cells: (statement) => [actionsCell(statement), resourcesCell(statement, target)],
    }),
  ];
}

interface StatementsTable {
  readonly open: boolean;
  /** The titles for a document that exists after the run, and for one that does not. */
  readonly now: string;
  readonly gone: string;
  readonly columns: readonly string[];
  readonly cells: (statement: Statement) => string[];
}

function statementsTable(document: DocumentChange, { open, now, gone, columns, cells }: StatementsTable): Block[] {
  const statements = readStatements(document.after ?? document.before ?? '');
  if (statements.length === 0) return [];

  const hasConditions = statements.some(({ Condition }) => entries(Condition).length > 0);
  const rows = statements.map((statement) => [
    effectCell(statement),
    ...cells(statement),
    ...(hasConditions ? [conditionCell(statement)] : []),
  ]);
  return [
    table(['Effect', ...columns, ...(hasConditions ? ['Only if'] : [])], rows, {
      weight: 'important',
      fold: fold(document.after === undefined ? gone : now, open),
    }),
  ];
}

function isNew({ before, after }: DocumentChange): boolean {
  return before === undefined && after !== undefined;
}

function effectCell({ Effect }: Statement): string {
  return Effect === 'Allow' ? 'allow' : `**${text(String(Effect).toLowerCase())}**`;
}

function principalCell({ Principal, NotPrincipal }: Statement): string {
  if (NotPrincipal !== undefined) return `**everyone but** ${principals(NotPrincipal)}`;
  return principals(Principal);
}

function principals(principal: unknown): string {
  if (principal === '*') return '**anyone**';
  const all = entries(principal).flatMap(([kind, value]) => texts(value).map((one) => principalWords(kind, one)));
  return list(all);
}

function actionsCell({ Action, NotAction }: Statement): string {
  return NotAction === undefined ? list(texts(Action).map(code)) : butFor(texts(NotAction).map(code));
}

function resourcesCell({ Resource, NotResource }: Statement, target: Target): string {
  const words = (value: unknown) => arnWords(texts(value), target);
  return NotResource === undefined ? list(words(Resource)) : butFor(words(NotResource));
}

function conditionCell({ Condition }: Statement): string {
  const all = conditionWords(Condition);
  return all.length === 0 ? 'always' : all.join('<br>and ');
}

function butFor(items: readonly string[]): string {
  return `**everything but**<br>${list(items)}`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '(none)' : items.join('<br>');
}
