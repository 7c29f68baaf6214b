import { asArray, isObject } from '../../shared/json';

/** Whom a policy is attached to: `trust` is the policy of a role that says who may assume it. */
export type DocumentKind = 'identity' | 'trust' | 'resource';

/** What has statements. That they are right is for others to say. */
export function isDocument(value: unknown): boolean {
  if (!isObject(value) || value.Statement === undefined) return false;
  const statements = asArray(value.Statement);
  return statements.length > 0 && statements.every(isStatement);
}

export function isStatement(value: unknown): boolean {
  return isObject(value) && ['Effect', 'Action', 'NotAction'].some((element) => element in value);
}

/** @param document of whatever form */
export function kindOfDocument(document: unknown): DocumentKind {
  const statements = isObject(document) ? asArray(document.Statement).filter(isObject) : [];
  const isWithPrincipal = statements.some((statement) => 'Principal' in statement || 'NotPrincipal' in statement);
  if (!isWithPrincipal) return 'identity';
  const actions = statements.flatMap(({ Action, NotAction }) => asArray(Action ?? NotAction ?? []).flat());
  return actions.every((action) => /^(sts:.*|\*)$/i.test(String(action))) ? 'trust' : 'resource';
}
