import { type BrokenRule, broken } from './broken-rule';
import { POLICY_QUOTA, sizeOfDocument, TRUST_POLICY_QUOTA } from '../../aws/quota';

/**
 * @param documents the policy and the trust policy, as JSON
 * @returns a broken rule for each document that AWS would refuse for its size
 */
export function exceededQuotas(documents: { readonly policy: string; readonly trust: string }): BrokenRule[] {
  const policy = sizeOfDocument(documents.policy);
  const trust = sizeOfDocument(documents.trust);
  return [
    ...(policy > POLICY_QUOTA
      ? [broken('permissions', `a policy of at most ${POLICY_QUOTA} characters, but it has ${policy}`)]
      : []),
    ...(trust > TRUST_POLICY_QUOTA
      ? [broken('trust', `a trust policy of at most ${TRUST_POLICY_QUOTA} characters, but it has ${trust}`)]
      : []),
  ];
}
