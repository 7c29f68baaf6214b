import type { PolicyKind, ReadPolicy, ReadStatement, StatementId } from '../policy/policy';
import { readPolicy } from '../policy/read';

/**
 * A document as the checks look at it: with all actions in one form.
 *
 * @param document as parsed JSON, of whatever form
 */
export function viewOf(document: unknown, kind: PolicyKind): ReadPolicy {
  const policy = readPolicy(document, kind);
  return { ...policy, statements: policy.statements.map(inOneForm) };
}

/** `*:*` stands for all actions as `*` does. */
function inOneForm(statement: ReadStatement): ReadStatement {
  if (!statement.actions?.entries.includes('*:*')) return statement;
  const { not, entries } = statement.actions;
  return { ...statement, actions: { not, entries: entries.map((entry) => (entry === '*:*' ? '*' : entry)) } };
}

export function statementId({ index, sid }: StatementId): StatementId {
  return sid === undefined ? { index } : { index, sid };
}

export function allowsOf(policy: ReadPolicy): readonly ReadStatement[] {
  return policy.statements.filter(({ effect }) => effect === 'Allow');
}
