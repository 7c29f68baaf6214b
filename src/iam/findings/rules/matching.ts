import { actionGlob } from '../../glob/action-pattern';
import { matchesGlob } from '../../glob/glob';
import { namedEntries, type ReadPolicy, type Selection } from '../../policy/policy';
import { allowsOf } from '../view';

/** @param action a name without wildcards, in any case */
export function mayMatchAction(actions: Selection<string> | undefined, action: string): boolean {
  if (!actions) return false;
  return actions.entries.some((entry) => isAction(entry, action)) !== actions.not;
}

/** Whether an entry of a statement that allows names the action, by a pattern or in full, other than by `*`. */
export function namesAction(policy: ReadPolicy, action: string): boolean {
  return allowsOf(policy).some(({ actions }) =>
    namedEntries(actions).some((entry) => entry !== '*' && isAction(entry, action)),
  );
}

function isAction(entry: string, action: string): boolean {
  return matchesGlob(actionGlob(entry), action.toLowerCase());
}
