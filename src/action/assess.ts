import type { PermissionComparison } from '../iam/compare/difference';
import { comparePermissions } from '../iam/compare/permissions';
import type { Boundaries } from '../iam/compare/statement';
import { compareTrust } from '../iam/compare/trust';
import type { FindingsContext } from '../iam/findings/context';
import { bySeverity, type Finding } from '../iam/findings/finding';
import { findingsOfBoundary, findingsOfRole } from '../iam/findings/findings';
import type { BoundaryFileDiffers } from '../iam/findings/rules/boundary';
import { actionsByImportance } from '../iam/matrix/importance';
import { type BoundaryState, permissionMatrix } from '../iam/matrix/matrix';
import { combinedPolicy } from '../iam/policy/combined-policy';
import type { DocumentChange } from '../iam/policy/document-change';
import { parseDocumentText } from '../iam/policy/document-text';
import { readWellFormed } from '../iam/policy/well-formed';
import { REFERENCE_SOURCE } from '../iam/reference/source';
import type { Target } from '../iam/target';
import type { Assessment, Command, RoleReport } from '../report/model';
import type { Change } from '../stack/change';
import type { ForeignPolicy } from '../stack/role-in-iam';

export interface Documents {
  readonly command: Command;
  readonly policy: DocumentChange;
  readonly trust: DocumentChange;
  /** What happens to the resources. */
  readonly changes: readonly Change[];
  /** Policies on the role that the stack did not put there. */
  readonly foreignPolicies: readonly ForeignPolicy[];
  /** The permissions boundaries, as far as they are known; an empty object where there is none. */
  readonly boundary: NonNullable<RoleReport['boundary']>;
  /** Findings that are let pass. */
  readonly ignored?: FindingsContext['ignored'];
}

export const ATTACHMENT = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';

/**
 * What the documents mean: what they allow, and what of that is new.
 *
 * @param findings what is wrong or risky about them
 */
export function assess(target: Target, documents: Documents, findings: readonly Finding[]): Assessment {
  const { command, trust } = documents;
  const attached = attachedPolicy(documents);
  const [before, own] = [parseDocumentText(attached.before), parseDocumentText(attached.after)];
  const foreign = documents.foreignPolicies.map(({ document }) => parseDocumentText(document));
  const together = (document: unknown) => (foreign.length > 0 ? combinedPolicy([document, ...foreign]) : document);
  // To whoever looks for drift, what others have put on the role is a change. It is none of what a preview or `up` is about.
  const isChange = command === 'drift' && foreign.length > 0;
  const { permissions, state, boundaries } = compareWithin(documents.boundary, before, isChange ? together(own) : own);
  const { after: bound } = boundaries;
  const ofBoundary = findingsOfBoundary(own, bound, {
    differing: differingFile(documents.boundary),
    ignored: documents.ignored,
  });
  return {
    permissions,
    trust: compareTrust(parseDocumentText(trust.before), parseDocumentText(trust.after), { account: target.account }),
    ...(foreign.length > 0 && { foreign: comparePermissions(own, together(own), { before: bound, after: bound }) }),
    matrix: permissionMatrix(
      target,
      { before: isChange ? before : together(before), now: together(own) },
      { boundary: state, boundaries, changed: actionsByImportance(permissions) },
    ),
    findings: ofBoundary.length > 0 ? bySeverity([...findings, ...ofBoundary]) : findings,
    serviceReference: REFERENCE_SOURCE,
  };
}

/**
 * Boundaries count only where it is known what they say, on both sides, and where that can be compared: otherwise what one of
 * them denies could pass for something that the change takes away.
 */
function compareWithin(boundary: Documents['boundary'], before: unknown, after: unknown): Bounded {
  const alone = () => comparePermissions(before, after);
  const { isKnown, boundaries } = readBoundaries(boundary);
  if (!boundary.before && !boundary.after) return { permissions: alone(), state: 'none', boundaries };
  const within = isKnown ? comparePermissions(before, after, boundaries) : undefined;
  if (within && within.incomplete === undefined) return { permissions: within, state: 'counted', boundaries };
  return { permissions: alone(), state: 'not-looked-at', boundaries: {} };
}

interface Bounded {
  readonly permissions: PermissionComparison;
  readonly state: BoundaryState;
  /** Those that count. */
  readonly boundaries: Boundaries;
}

function readBoundaries({ before, after }: Documents['boundary']): {
  readonly isKnown: boolean;
  readonly boundaries: Boundaries;
} {
  const [old, current] = [before, after].map((side) => {
    const policy = readWellFormed(parseDocumentText(side?.document), 'identity');
    return policy.ok ? policy.value : undefined;
  });
  const isKnown = (before === undefined) === (old === undefined) && (after === undefined) === (current === undefined);
  return { isKnown, boundaries: { ...(old && { before: old }), ...(current && { after: current }) } };
}

function differingFile({ after }: Documents['boundary']): BoundaryFileDiffers | undefined {
  return after?.differingFile === undefined ? undefined : { arn: after.arn, file: after.differingFile };
}

/** The severest first. What is gone is not wrong any more. */
export function findingsOf(
  { policy, trust }: { readonly policy?: string; readonly trust?: string },
  context: FindingsContext,
): Finding[] {
  if (policy === undefined || trust === undefined) return [];
  return bySeverity(findingsOfRole({ permissions: policy, trust }, context));
}

/** A role may do what a policy says while the policy is attached to it, whatever happens to the policy itself. */
function attachedPolicy({ policy, changes }: Pick<Documents, 'policy' | 'changes'>): DocumentChange {
  const attachments = changes.filter(({ type }) => type === ATTACHMENT).map(({ operation }) => operation);
  const isGone = attachments.length > 0 && attachments.every((operation) => operation === 'delete');
  return {
    before: attachments.includes('create') ? undefined : policy.before,
    after: isGone ? undefined : policy.after,
  };
}
