import { comparePermissions, compareTrust } from '../iam/compare';
import { parseDocumentText } from '../iam/document-text';
import { type Finding, findingsOfRole, type FindingsContext, SEVERITIES } from '../iam/findings';
import { knownActionsFor } from '../iam/known-actions';
import { actionEntriesIn, permissionMatrix } from '../iam/matrix';
import { REFERENCE_SOURCE } from '../iam/service-reference';
import type { Target } from '../iam/target';
import type { Assessment, DocumentChange } from '../report/model';
import type { Change } from '../stack/change';

export interface Documents {
  readonly policy: DocumentChange;
  readonly trust: DocumentChange;
  /** What happens to the resources. */
  readonly changes: readonly Change[];
}

const ATTACHMENT = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';

/**
 * What the documents mean: what they allow, and what of that is new.
 *
 * @param findings what is wrong or risky about them
 */
export function assess(target: Target, documents: Documents, findings: readonly Finding[]): Assessment {
  const { trust } = documents;
  const attached = attachedPolicy(documents);
  const [before, now] = [parseDocumentText(attached.before), parseDocumentText(attached.after)];
  const knownActions = knownActionsFor(actionEntriesIn([before, now]));
  return {
    permissions: comparePermissions(before, now, { knownActions }),
    trust: compareTrust(parseDocumentText(trust.before), parseDocumentText(trust.after), { account: target.account }),
    matrix: permissionMatrix(target, { before, now }),
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
function attachedPolicy({ policy, changes }: Documents): DocumentChange {
  const attachments = changes.filter(({ type }) => type === ATTACHMENT).map(({ operation }) => operation);
  const isGone = attachments.length > 0 && attachments.every((operation) => operation === 'delete');
  return {
    before: attachments.includes('create') ? undefined : policy.before,
    after: isGone ? undefined : policy.after,
  };
}
