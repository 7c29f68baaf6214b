import type { Inputs } from './inputs';
import type { KnownTarget } from './target';
import { type Arn, formatArn } from '../aws/arn';
import {
  brokenTagRules,
  parseAccessName,
  parsePath,
  parsePermissionsBoundary,
  parseSessionDuration,
} from '../aws/names';

/** How the role, and the policy beside it, are called and kept. */
export function readRole(inputs: Inputs, target: KnownTarget) {
  const { tags } = inputs.values;
  const name = inputs.takeText('name', parseAccessName);
  const path = inputs.take('role-path', parsePath(inputs.values['role-path']));
  const boundary = inputs.takeText('permissions-boundary', parsePermissionsBoundary);
  const duration = parseSessionDuration(inputs.values['max-session-duration'] ?? 0);
  const maxSessionDuration = inputs.take('max-session-duration', duration);

  if (boundary) checkBoundary(inputs, boundary, target);
  for (const rule of brokenTagRules(tags)) inputs.refuse('tags', rule);
  return {
    name: name ?? target.endpoint,
    path,
    permissionsBoundary: boundary && formatArn(boundary),
    maxSessionDuration,
    tags: Object.fromEntries(tags),
  };
}

/** A boundary is a policy of the role's own account, or one that AWS provides in its partition. */
function checkBoundary(inputs: Inputs, boundary: Arn, { region, partition, account }: KnownTarget): void {
  if (partition && boundary.partition !== partition) {
    inputs.refuse('permissions-boundary', `a policy in the partition ${partition}, which ${region} is in`);
  } else if (account && ![account, 'aws'].includes(boundary.account)) {
    inputs.refuse('permissions-boundary', `a policy of the account ${account}, or one of AWS's own`);
  }
}
