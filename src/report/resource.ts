import type { Access } from './model';
import type { Change } from '../stack/change';

/** A resource as people speak of it: `words` and then its `name`, which is text from outside. */
export interface ResourceWords {
  readonly words: string;
  readonly name: string;
}

/** The three types of resources that the stack is made of, in the order in which they are listed. */
const TYPES = ['aws:iam/policy:Policy', 'aws:iam/role:Role', 'aws:iam/rolePolicyAttachment:RolePolicyAttachment'];

export function resourceWords(change: Change, access: Pick<Access, 'policyName' | 'roleName'>): ResourceWords {
  if (isForeign(change)) return foreignWords(change);
  switch (TYPES.indexOf(change.type)) {
    case 0:
      return { words: 'Policy', name: access.policyName };
    case 1:
      return { words: 'Role', name: access.roleName };
    case 2:
      return { words: 'Attachment to role', name: access.roleName };
    default:
      return { words: change.type.split(':').at(-1)!, name: change.resource };
  }
}

/** What somebody has added outside of Pulumi, the stack does not have: policies of others on the role. */
function isForeign({ status, operation }: Change): boolean {
  return status === 'drifted' && operation === 'create';
}

function foreignWords({ type, resource }: Change): ResourceWords {
  return { words: type.endsWith(':RolePolicy') ? 'Inline policy' : 'Attached policy', name: resource };
}

/** The changes in an order that is the same for every run, while that of the engine depends on timing. */
export function inOrder(changes: readonly Change[]): Change[] {
  const rank = ({ type }: Change) => (TYPES.includes(type) ? TYPES.indexOf(type) : TYPES.length);
  return [...changes].sort((a, b) => rank(a) - rank(b) || compareTexts(a.urn, b.urn));
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
