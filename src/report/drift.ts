import type { Access } from './model';

/** Whether the report is about what somebody changed outside of Pulumi, and not about what the run changes. */
export function isDrift({ changes }: Pick<Access, 'changes'>): boolean {
  return changes.some(({ status }) => status === 'drifted');
}
