import type { Malformed } from '../iam/compare/difference';
import type { NewAccessVerdict } from '../iam/verify/new-access';
import type { Assessment, RoleReport } from '../report/model';
import { settingChanges } from '../report/role-settings';
import type { Request } from '../request/request';

/**
 * Whether AWS's proof that there is no new access counts in place of an approval. It is about the two documents and nothing
 * else, so nothing else may change, be unknown, or have been found.
 */
export function isProved({ approvalAcceptsProof, requireApproval }: Request, access: RoleReport): boolean {
  const { verification, assessment } = access;
  return (
    approvalAcceptsProof &&
    requireApproval === 'broadening' &&
    assessment !== undefined &&
    verification?.noNewAccess !== undefined &&
    isNoNewAccess([verification.noNewAccess.permissions, verification.noNewAccess.trust]) &&
    (verification.simulation?.disagreements ?? []).length === 0 &&
    verification.noPublicAccess?.state !== 'public' &&
    changesOnlyDocuments(access) &&
    isKnownInFull(access, assessment)
  );
}

function isNoNewAccess(verdicts: readonly NewAccessVerdict[]): boolean {
  const isProof = ({ state }: NewAccessVerdict) => state === 'proved' || state === 'conservative';
  return verdicts.some(isProof) && verdicts.every((verdict) => isProof(verdict) || verdict.state === 'unchanged');
}

const WITH_DOCUMENTS = ['aws:iam/role:Role', 'aws:iam/policy:Policy'];

function changesOnlyDocuments(access: RoleReport): boolean {
  const { changes } = access;
  return (
    changes.length > 0 &&
    changes.every(({ type, operation }) => WITH_DOCUMENTS.includes(type) && operation === 'update') &&
    settingChanges(access).every(({ mayAllowMore }) => !mayAllowMore)
  );
}

/** What is there has to be what AWS has, with nothing of others on it that the two documents could work together with. */
function isKnownInFull(
  { comparedWith, unseen, foreignPolicies }: RoleReport,
  { permissions, trust }: Assessment,
): boolean {
  const isClear = ({ before, after }: Malformed) => before === undefined && after === undefined;
  return (
    comparedWith === 'aws' &&
    unseen.length === 0 &&
    foreignPolicies.length === 0 &&
    isClear(permissions.malformed) &&
    isClear(trust.malformed)
  );
}
