import { baseline } from './baseline';
import { bucket } from './bucket';
import { deploy } from './deploy';
import { eachOnce } from './each-once';
import { execution } from './execution';
import { inferenceComponents } from './inference-components';
import { invoke } from './invoke';
import { observe } from './observe';
import { release } from './release';
import { tags } from './tags';
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
  'inference-components': inferenceComponents,
  tags,
} as const satisfies Readonly<Record<string, PermissionSet>>;

export type PermissionSetName = keyof typeof PERMISSION_SETS;

/**
 * The identity policy that consists of the sets, of what may be done in the bucket where the target says so, and of statements
 * besides. What several of them allow is there once.
 */
export function policyDocument(
  target: Target,
  sets: readonly PermissionSetName[],
  extra: readonly Statement[] = [],
): PolicyDocument {
  const generated = [...sets.flatMap((name) => PERMISSION_SETS[name](target)), ...bucket(target, [])];
  const statements = new Map([...eachOnce(generated), ...extra].map((each) => [JSON.stringify(each), each]));
  return { Version: '2012-10-17', Statement: [...statements.values()] };
}
