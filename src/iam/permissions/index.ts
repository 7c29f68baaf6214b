import type { PolicyDocument, Statement } from '../document';
import type { Target } from '../target';
import { baseline } from './baseline';
import { deploy } from './deploy';

/** A named set of permissions: from what the deployment touches to what is allowed on it. */
export type PermissionSet = (target: Target) => Statement[];

export const PERMISSION_SETS = { deploy, baseline } as const satisfies Readonly<Record<string, PermissionSet>>;

export type PermissionSetName = keyof typeof PERMISSION_SETS;

/** The identity policy that consists of the sets; a statement that several of them have is there once. */
export function policyDocument(target: Target, sets: readonly PermissionSetName[]): PolicyDocument {
  const statements = new Map<string, Statement>();
  for (const statement of sets.flatMap((name) => PERMISSION_SETS[name](target))) {
    statements.set(JSON.stringify(statement), statement);
  }
  return { Version: '2012-10-17', Statement: [...statements.values()] };
}
