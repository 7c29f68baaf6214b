import type { PermissionSetName } from '../permissions/policy-document';

/** What the input `trust` calls those who are no ARN. */
export type TrustWord = 'github' | 'sagemaker';

/** Who does what a permission set is for. */
const USERS: Readonly<Record<PermissionSetName, TrustWord>> = {
  deploy: 'github',
  baseline: 'github',
  invoke: 'github',
  observe: 'github',
  release: 'github',
  execution: 'sagemaker',
  'inference-components': 'github',
  tags: 'github',
};

/**
 * Who is trusted where nobody says who is to be: whoever uses the permissions. A role that others can assume would serve
 * nobody, and the report would warn of it.
 */
export function usersOf(sets: readonly PermissionSetName[]): TrustWord[] {
  return [...new Set(sets.map((name) => USERS[name]))];
}
