import { isBroadening } from '../report/broadening';
import type { RoleReport } from '../report/model';

/**
 * @param access what came of an `up` that failed
 * @returns how to go on and how to go back, in plain text, where more is possible since: what was done stays in force
 */
export function halfDoneNote(access: RoleReport): string | undefined {
  const isBegun = access.changes.some(({ status }) => status === 'done');
  if (!isBegun || !isBroadening(access)) return undefined;
  return 'What the table tells as done is in force. To go on, run up again. To go back, revert the commit and run up with the inputs of before; or run destroy, if there was nothing before.';
}
