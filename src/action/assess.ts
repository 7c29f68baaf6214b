import { comparePermissions } from '../iam/compare/permissions';
import { compareTrust } from '../iam/compare/trust';
import type { FindingsContext } from '../iam/findings/context';
import { type Finding, SEVERITIES } from '../iam/findings/finding';
import { findingsOfRole } from '../iam/findings/findings';
import { permissionMatrix } from '../iam/matrix/matrix';
import { combinedPolicy } from '../iam/policy/combined-policy';
import type { DocumentChange } from '../iam/policy/document-change';
import { parseDocumentText } from '../iam/policy/document-text';
import { REFERENCE_SOURCE } from '../iam/reference/source';
import type { Target } from '../iam/target';
import type { Assessment, Command } from '../report/model';
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
  return {
    permissions: comparePermissions(before, isChange ? together(own) : own),
    trust: compareTrust(parseDocumentText(trust.before), parseDocumentText(trust.after), { account: target.account }),
    ...(foreign.length > 0 && { foreign: comparePermissions(own, together(own)) }),
    matrix: permissionMatrix(target, { before: isChange ? before : together(before), now: together(own) }),
    findings,
    serviceReference: REFERENCE_SOURCE,
  };
}

/** The severest first. What is gone is not wrong any more. */
export function findingsOf(
  { policy, trust }: { readonly policy?: string; readonly trust?: string },
  context: FindingsContext,
): Finding[] {
  if (policy === undefined || trust === undefined) return [];
  return bySeverity(findingsOfRole({ permissions: policy, trust }, context));
}

export function bySeverity(findings: readonly Finding[]): Finding[] {
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  return [...findings].sort((a, b) => rank(a) - rank(b));
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
