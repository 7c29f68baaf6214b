import type { Change } from '../../stack/change';
import { ATTACHMENT, POLICY, ROLE } from '../role-settings';

/**
 * What an `up` that failed has brought into force, as far as the changes tell: a role allows nothing before its policy is
 * attached to it. Plain text.
 *
 * @returns empty where nothing was done, or all is as it was
 */
export function inForceWords(changes: readonly Change[]): string {
  const begun = changes.filter(({ status }) => ['done', 'failed', 'not-reached'].includes(status));
  if (begun.length === 0) return '';
  if (grantedNothing(changes)) return `No access was granted: ${detachedWords(changes)}.`;
  const attachment = created(changes, ATTACHMENT);
  if (attachment && created(changes, ROLE)) {
    return attachment.status === 'done'
      ? 'What was granted is in force: the policy is attached to the role.'
      : 'It is not certain that no access was granted: the policy may be attached to the role all the same.';
  }
  return changes.some(({ status }) => status === 'done') ? 'What the table tells as done is in force.' : '';
}

/** Whether it is certain that nobody got any access: the role is new, and its policy was not attached. */
export function grantedNothing(changes: readonly Change[]): boolean {
  return created(changes, ROLE) !== undefined && created(changes, ATTACHMENT)?.status === 'not-started';
}

function detachedWords(changes: readonly Change[]): string {
  const [policy, role] = [created(changes, POLICY), created(changes, ROLE)];
  if (policy?.status !== 'done') return 'no policy is attached to the role';
  if (role?.status === 'done') return 'the policy exists, but it is not attached to the role';
  return role?.status === 'not-started'
    ? 'the policy exists, but the role does not'
    : 'the policy exists, but it is not attached to any role';
}

function created(changes: readonly Change[], type: string): Change | undefined {
  return changes.find((change) => change.type === type && change.operation === 'create');
}
