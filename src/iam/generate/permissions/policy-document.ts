import { baseline } from './baseline';
import { bucket } from './bucket';
import { deploy } from './deploy';
import { execution } from './execution';
import { invoke } from './invoke';
import { observe } from './observe';
import { release } from './release';
import type { PolicyDocument, Statement } from '../../policy/document';
import type { Target } from '../../target';

/** A named set of permissions: from what the deployment touches to what is allowed on it. */
type PermissionSet = (target: Target) => Statement[];

export const PERMISSION_SETS = {
  deploy,
  baseline,
  invoke,
  observe,
  release,
  execution,
} as const satisfies Readonly<Record<string, PermissionSet>>;

export type PermissionSetName = keyof typeof PERMISSION_SETS;

/**
 * The identity policy that consists of the sets, of what may be done in the bucket where the target says so, and of statements
 * besides. One that several of them have is there once.
 */
export function policyDocument(
  target: Target,
  sets: readonly PermissionSetName[],
  extra: readonly Statement[] = [],
): PolicyDocument {
  const all = [...sets.flatMap((name) => PERMISSION_SETS[name](target)), ...bucket(target, []), ...extra];
  const statements = new Map(all.map((statement) => [JSON.stringify(statement), statement]));
  return { Version: '2012-10-17', Statement: [...statements.values()] };
}
