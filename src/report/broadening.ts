import type { RoleReport } from './model';
import { settingChanges } from './role-settings';
import { mayAllowMore } from '../iam/compare/may-allow-more';

/** Whether more becomes possible, or it is not certain that not. */
export function isBroadening(access: RoleReport): boolean {
  const { assessment } = access;
  if (!assessment) return access.changes.length > 0;
  return (
    // Whoever may tag a role can make it look like the stack's own.
    access.changes.some(({ operation }) => operation === 'import') ||
    mayAllowMore(assessment.permissions) ||
    mayAllowMore(assessment.trust) ||
    settingChanges(access).some((change) => change.mayAllowMore)
  );
}
