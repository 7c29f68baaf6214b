import { isBroadening } from '../report/broadening';
import type { RoleReport } from '../report/model';

/**
 * @param access what came of an `up` that failed
 * @returns how to go on and how to go back, in plain text, where a part that lets more is done; what is in force, the report says above
 */
export function halfDoneNote(access: RoleReport): string | undefined {
  const isBegun = access.changes.some(({ status }) => status === 'done');
  if (!isBegun || !isBroadening(access)) return undefined;
  return 'To go on, fix what made it fail and run up again: it does the rest. To go back, revert the commit and run up with the inputs of before; or run destroy, if there was nothing before.';
}
