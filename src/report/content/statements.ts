import type { DocumentChange } from '../../iam/policy/document-change';
import { parseDocumentText } from '../../iam/policy/document-text';
import type { PolicyKind, ReadStatement, Selection } from '../../iam/policy/policy';
import { readPolicy } from '../../iam/policy/read';
import type { PartialTarget } from '../../iam/target';
import { type Block, table } from '../block';
import { BREAK, code, joined, type Part, strong, type Words, words } from '../inline';
import type { RoleReport } from '../model';
import { arnWords, conditionWords } from '../words/permissions';
import { principalWords } from '../words/principals';

/**
 * Who may assume the role and what it may do, a row for each statement, for readers who would rather not read JSON.
 *
 * @param open whether to unfold the tables of new documents; a change of a document is easier to see in its JSON, where it
 *   is marked
 * @param isAccountUnknown whether nobody knows which account the role is of
 */
export function statementsSection(
  { trust, policy, target }: Pick<RoleReport, 'trust' | 'policy'> & { readonly target: PartialTarget },
  open: boolean,
  isAccountUnknown = false,
): Block[] {
  const account = isAccountUnknown ? undefined : target.account;
  return [
    ...statementsTable('trust', trust, {
      open: open && isNew(trust),
      now: 'Who may assume the role',
      gone: 'Who could assume the role',
      columns: ['Who', 'How'],
      cells: (statement) => [principalCell(statement, account), actionsCell(statement)],
    }),
    ...statementsTable('identity', policy, {
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
  readonly cells: (statement: ReadStatement) => Words[];
}

function statementsTable(
  kind: PolicyKind,
  document: DocumentChange,
  { open, now, gone, columns, cells }: StatementsTable,
): Block[] {
  const { statements } = readPolicy(parseDocumentText(document.after ?? document.before), kind);
  if (statements.length === 0) return [];

  const hasConditions = statements.some(({ conditions }) => conditions.length > 0);
  const rows = statements.map((statement) => [
    effectCell(statement),
    ...cells(statement),
    ...(hasConditions ? [conditionCell(statement)] : []),
  ]);
  return [
    table(['Effect', ...columns, ...(hasConditions ? ['Only if'] : [])], rows, {
      weight: 'important',
      fold: { title: document.after === undefined ? gone : now, open },
    }),
  ];
}

function isNew({ before, after }: DocumentChange): boolean {
  return before === undefined && after !== undefined;
}

function effectCell({ effect }: ReadStatement): Words {
  if (effect === 'Allow') return words`allow`;
  return [strong(effect === 'Deny' ? 'deny' : 'unreadable')];
}

function principalCell({ principals }: ReadStatement, account: string | undefined): Words {
  const all = lines(entriesOf(principals).map(({ type, value }) => principalWords(type, value, account)));
  return principals?.not ? words`${strong('everyone but')} ${all}` : all;
}

function actionsCell({ actions }: ReadStatement): Words {
  return linesOf(actions, (entries) => entries.map(code));
}

function resourcesCell({ resources }: ReadStatement, target: PartialTarget): Words {
  return linesOf(resources, (entries) => arnWords(entries, target));
}

function conditionCell({ conditions }: ReadStatement): Words {
  const all = conditionWords(conditions);
  return all.length === 0 ? words`always` : joined(all, words`${BREAK}and `);
}

function linesOf(
  selection: Selection<string> | undefined,
  wordsOf: (entries: readonly string[]) => readonly Part[],
): Words {
  const all = lines(wordsOf(entriesOf(selection)));
  return selection?.not ? [strong('everything but'), BREAK, ...all] : all;
}

function entriesOf<T>(selection: Selection<T> | undefined): readonly T[] {
  return selection?.entries ?? [];
}

function lines(items: readonly Part[]): Words {
  return items.length === 0 ? words`(none)` : joined(items, BREAK);
}
