import { type BrokenRule, broken } from './broken-rule';
import type { Parts } from './parts';

/** A boundary is a policy of the role's own account, or one that AWS provides in its partition. */
export function brokenBoundaryRules(region: string, { boundary, partition, account, endpoint }: Parts): BrokenRule[] {
  if (!boundary) return [];
  if (partition && boundary.partition !== partition) {
    return [broken('permissions-boundary', `a policy in the partition ${partition}, which ${region} is in`)];
  }
  const own = account ?? endpoint?.arn?.account;
  return own && ![own, 'aws'].includes(boundary.account)
    ? [broken('permissions-boundary', `a policy of the account ${own}, or one of AWS's own`)]
    : [];
}
