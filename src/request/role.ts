import type { Inputs } from './inputs';
import type { KnownTarget } from './target';
import { type Arn, formatArn } from '../aws/arn';
import {
  brokenTagRules,
  endOfGuard,
  parseAccessName,
  parsePath,
  parsePermissionsBoundary,
  parseSessionDuration,
} from '../aws/names';

/** How the role, and the policy beside it, are called and kept. */
export function readRole(inputs: Inputs, target: KnownTarget) {
  const { tags, command } = inputs.values;
  const name = inputs.takeText('name', parseAccessName);
  const path = inputs.take('role-path', parsePath(inputs.values['role-path']));
  const boundary = inputs.takeText('permissions-boundary', parsePermissionsBoundary);
  const duration = parseSessionDuration(inputs.values['max-session-duration'] ?? 0);
  const maxSessionDuration = inputs.take('max-session-duration', duration);

  const used = name ?? target.endpoint ?? '';
  // What is there already can be looked at and removed.
  if (['preview', 'up'].includes(command)) checkName(inputs, used);
  if (boundary) checkBoundary(inputs, boundary, target, `policy${path}${used}`);
  for (const rule of brokenTagRules(tags)) inputs.refuse('tags', rule);
  return {
    name: name ?? target.endpoint,
    path,
    permissionsBoundary: boundary && formatArn(boundary),
    maxSessionDuration,
    tags: Object.fromEntries(tags),
  };
}

/** Workflows that may change the model's role must not be able to change what keeps them from more. */
function checkName(inputs: Inputs, name: string): void {
  const end = endOfGuard(name);
  if (end === undefined) return;
  inputs.refuse(
    'name',
    `a name that does not end in ${end}, as what the template makes for its workflows does, not ${name}`,
  );
}

/** A boundary is a policy of the role's own account, or one that AWS provides in its partition. */
function checkBoundary(
  inputs: Inputs,
  boundary: Arn,
  { region, partition, account }: KnownTarget,
  ownPolicy: string,
): void {
  if (partition && boundary.partition !== partition) {
    inputs.refuse('permissions-boundary', `a policy in the partition ${partition}, which ${region} is in`);
  } else if (account && ![account, 'aws'].includes(boundary.account)) {
    inputs.refuse('permissions-boundary', `a policy of the account ${account}, or one of AWS's own`);
  } else if (boundary.account !== 'aws' && boundary.resource.toLowerCase() === ownPolicy.toLowerCase()) {
    inputs.refuse('permissions-boundary', "another policy than the role's own, which would bound itself");
  }
}
