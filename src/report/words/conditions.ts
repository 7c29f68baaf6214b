import type { PermissionDifference, TrustDifference } from '../../iam/compare/difference';
import { issuerOfProvider } from '../../iam/oidc/jobs';
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
 * The same of who may assume a role. Of the tokens of a provider, only another condition for the same job is one: jobs of another
 * repository, branch or environment, or of another event, are somebody else. A denial under a condition leaves all else as it was.
 */
export function isAboutConditionsOfTrust({
  unless,
  underConditions = false,
  principal,
  condition,
  statement,
}: Pick<TrustDifference, 'unless' | 'underConditions' | 'principal' | 'condition' | 'statement'>): boolean {
  if (statement.effect === 'Deny') return condition !== undefined;
  return issuerOfProvider(principal) === undefined ? unless.length > 0 : underConditions;
}

/**
 * Whether a provider's tokens about somebody else get in, whose subject joins those that did: to the reader that is a new
 * principal, although all come by the same provider. Where each is compared by itself, that is known without their subjects.
 */
export function addsSubjects({
  kind,
  principal,
  condition,
  unless,
  job,
  statement,
}: Pick<TrustDifference, 'kind' | 'principal' | 'condition' | 'unless' | 'job' | 'statement'>): boolean {
  if (kind !== 'gained' || principal.type !== 'Federated' || job !== undefined) return false;
  // Jobs that were shut out by name.
  if (statement.effect === 'Deny') return subjectsOf(condition).length > 0;
  const former = unless.map(subjectsOf);
  if (former.length === 0 || former.some((subjects) => subjects.length === 0)) return false;
  return subjectsOf(condition).some((subject) => !former.flat().includes(subject));
}

function subjectsOf(condition: ConditionBlock | undefined): readonly string[] {
  return readConditions(condition).flatMap(({ key, operator, values }) =>
    /:sub$/i.test(key) && operator && !operator.negated ? values : [],
  );
}
