import type { PermissionDifference, TrustDifference } from '../../iam/compare/difference';
import type { ConditionBlock } from '../../iam/policy/document';
import { readConditions } from '../../iam/policy/read-statement';

/** Whether it was possible before, or still is, under other conditions: then only these are eased or tightened. */
export function isAboutConditions({
  unless,
  underConditions = false,
}: Pick<PermissionDifference, 'unless' | 'underConditions'>): boolean {
  return unless.length > 0 || underConditions;
}

/**
 * The same of who may assume a role. Who is let in under conditions that nobody met who was let in before is somebody else: a
 * subject of another repository. A denial under a condition leaves all else as it was.
 */
export function isAboutConditionsOfTrust({
  unless,
  condition,
  statement,
}: Pick<TrustDifference, 'unless' | 'condition' | 'statement'>): boolean {
  return unless.length > 0 || (statement.effect === 'Deny' && condition !== undefined);
}

/**
 * Whether a provider's tokens about somebody else get in, whose subject joins those that did: to the reader that is a new
 * principal, although all come by the same provider.
 */
export function addsSubjects({
  kind,
  principal,
  condition,
  unless,
}: Pick<TrustDifference, 'kind' | 'principal' | 'condition' | 'unless'>): boolean {
  if (kind !== 'gained' || principal.type !== 'Federated') return false;
  const former = unless.map(subjectsOf);
  if (former.length === 0 || former.some((subjects) => subjects.length === 0)) return false;
  return subjectsOf(condition).some((subject) => !former.flat().includes(subject));
}

function subjectsOf(condition: ConditionBlock | undefined): readonly string[] {
  return readConditions(condition).flatMap(({ key, operator, values }) =>
    /:sub$/i.test(key) && operator && !operator.negated ? values : [],
  );
}
