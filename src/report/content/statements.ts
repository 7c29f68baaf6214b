import type { Statement } from '../../iam/policy/document';
import type { Target } from '../../iam/target';
import { type Block, table } from '../block';
import { BREAK, code, joined, type Part, strong, text, type Words, words } from '../inline';
import type { DocumentChange, RoleReport } from '../model';
import { entries, readStatements, texts } from '../statements';
import { arnWords, conditionWords } from '../words/permissions';
import { principalWords } from '../words/principals';

/**
 * Who may assume the role and what it may do, a row for each statement, for readers who would rather not read JSON.
 *
 * @param open whether to unfold the tables of new documents; a change of a document is easier to see in its JSON, where it
 *   is marked
 */
export function statementsSection(
  { trust, policy, target }: Pick<RoleReport, 'trust' | 'policy' | 'target'>,
  open: boolean,
): Block[] {
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
  readonly cells: (statement: Statement) => Words[];
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
      fold: { title: document.after === undefined ? gone : now, open },
    }),
  ];
}

function isNew({ before, after }: DocumentChange): boolean {
  return before === undefined && after !== undefined;
}

function effectCell({ Effect }: Statement): Words {
  return Effect === 'Allow' ? words`allow` : [strong(text(String(Effect).toLowerCase()))];
}

function principalCell({ Principal, NotPrincipal }: Statement): Words {
  if (NotPrincipal !== undefined) return words`${strong('everyone but')} ${principals(NotPrincipal)}`;
  return principals(Principal);
}

function principals(principal: unknown): Words {
  if (principal === '*') return [strong('anyone')];
  return lines(entries(principal).flatMap(([kind, value]) => texts(value).map((one) => principalWords(kind, one))));
}

function actionsCell({ Action, NotAction }: Statement): Words {
  return NotAction === undefined ? lines(texts(Action).map(code)) : butFor(texts(NotAction).map(code));
}

function resourcesCell({ Resource, NotResource }: Statement, target: Target): Words {
  const names = (value: unknown) => arnWords(texts(value), target);
  return NotResource === undefined ? lines(names(Resource)) : butFor(names(NotResource));
}

function conditionCell({ Condition }: Statement): Words {
  const all = conditionWords(Condition);
  return all.length === 0 ? words`always` : joined(all, words`${BREAK}and `);
}

function butFor(items: readonly Part[]): Words {
  return [strong('everything but'), BREAK, ...lines(items)];
}

function lines(items: readonly Part[]): Words {
  return items.length === 0 ? words`(none)` : joined(items, BREAK);
}
