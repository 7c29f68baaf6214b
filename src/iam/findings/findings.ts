import type { FindingsContext } from './context';
import { type Finding, findingsFrom, type Problem } from './finding';
import { problemsOfForm } from './read/form';
import { readJson } from './read/json';
import { IDENTITY_CHECKS, TRUST_CHECKS } from './rules/all-rules';
import { type BoundaryFileDiffers, checkBoundary, differingFile } from './rules/boundary';
import { checkForeignPolicies, type ForeignPolicyDocument } from './rules/foreign-policies';
import { checkRole } from './rules/role';
import { withChangesByUnreviewedCode } from './rules/unreviewed-code';
import { disagreement, publicTrust } from './rules/verified';
import { viewOf } from './view';
import type { ReadPolicy, PolicyKind } from '../policy/policy';
import type { WellFormedPolicy } from '../policy/well-formed';
import type { CheckReason } from '../verify/check-answer';
import type { Disagreement } from '../verify/simulator-verdict';

/**
 * What is wrong with an identity policy, or risky in it: the severest first. Never throws, and takes no longer for documents
 * that are made to take long: those over the quota are read only as far as it makes sense.
 *
 * @param document a JSON text, or parsed JSON of whatever form
 */
export function findingsOfPolicy(document: unknown, context: FindingsContext = {}): Finding[] {
  return findingsFrom('permissions', check(document, 'identity', context).problems, context.ignored);
}

/** The same for the trust policy of a role. */
export function findingsOfTrust(document: unknown, context: FindingsContext = {}): Finding[] {
  return findingsFrom('trust', check(document, 'trust', context).problems, context.ignored);
}

interface RoleDocuments {
  /** The identity policy of the role, as JSON text or parsed. */
  readonly permissions: unknown;
  /** The trust policy of the role, as JSON text or parsed. */
  readonly trust: unknown;
}

/** The findings of both documents, and those of the two together. */
export function findingsOfRole(documents: RoleDocuments, context: FindingsContext = {}): Finding[] {
  const permissions = check(documents.permissions, 'identity', context);
  const trust = check(documents.trust, 'trust', context);
  const together = permissions.policy && trust.policy ? checkRole(permissions.policy, trust.policy) : [];
  const trusting = permissions.policy
    ? withChangesByUnreviewedCode(trust.problems, permissions.policy, context)
    : trust.problems;
  return [
    ...findingsFrom('permissions', permissions.problems, context.ignored),
    ...findingsFrom('trust', trusting, context.ignored),
    ...findingsFrom('role', together, context.ignored),
  ];
}

/** The findings of policies on the role that the stack did not put there. */
export function findingsOfForeignPolicies(
  policies: readonly ForeignPolicyDocument[],
  { ignored }: Pick<FindingsContext, 'ignored'> = {},
): Finding[] {
  return findingsFrom('role', checkForeignPolicies(policies), ignored);
}

interface BoundaryContext extends Pick<FindingsContext, 'ignored'> {
  /** The file that does not say what the boundary says, if there is one. */
  readonly differing?: BoundaryFileDiffers;
}

/**
 * What there is to say of a policy within its permissions boundary.
 *
 * @param document the identity policy, as parsed JSON of whatever form
 * @param boundary none where it does not count
 */
export function findingsOfBoundary(
  document: unknown,
  boundary: WellFormedPolicy | undefined,
  { differing, ignored }: BoundaryContext = {},
): Finding[] {
  return [
    ...findingsFrom('permissions', boundary ? checkBoundary(document, boundary) : [], ignored),
    ...findingsFrom('role', differing ? [differingFile(differing)] : [], ignored),
  ];
}

interface AwsAnswers {
  /** Where AWS's simulator says something else. */
  readonly disagreements: readonly Disagreement[];
  /** Why AWS does not rule out that everybody is let in; `undefined` where it does, or was not asked. */
  readonly publicBecause?: readonly CheckReason[];
}

/** What AWS says of the documents, where it is asked by the input `verify`. */
export function findingsOfVerification(
  { disagreements, publicBecause }: AwsAnswers,
  { ignored }: Pick<FindingsContext, 'ignored'> = {},
): Finding[] {
  return [
    ...findingsFrom('permissions', disagreements.map(disagreement), ignored),
    ...findingsFrom('trust', publicBecause ? [publicTrust(publicBecause)] : [], ignored),
  ];
}

interface Checked {
  /** `undefined` if the document can't be looked at in full. */
  readonly policy?: ReadPolicy;
  readonly problems: readonly Problem[];
}

function check(document: unknown, kind: PolicyKind, context: FindingsContext): Checked {
  const json = readJson(document, kind, context.quota);
  if (json.depth === 'unreadable') return { problems: json.problems };

  const policy = viewOf(json.value, kind);
  const problems = [...json.problems, ...problemsOfForm(policy)];
  if (json.depth === 'form') return { problems };
  const checks = kind === 'identity' ? IDENTITY_CHECKS : TRUST_CHECKS;
  return { policy, problems: [...problems, ...checks.flatMap((problemsOf) => problemsOf(policy, context))] };
}
