import type { Selection } from '../../policy/policy';
import { actionTokens, covers } from '../patterns';
import { allowsOf, namedEntries, type PolicyView } from '../view';

/** @param action a name without wildcards, in any case */
export function mayMatchAction(actions: Selection<string> | undefined, action: string): boolean {
  if (!actions) return false;
  const name = actionTokens(action);
  return actions.entries.some((entry) => covers(actionTokens(entry), name)) !== actions.not;
}

/** Whether some statement allows the action on something. */
export function allowsAction(policy: PolicyView, action: string): boolean {
  return allowsOf(policy).some(({ actions }) => mayMatchAction(actions, action));
}

/** Whether an entry of a statement that allows names the action, by a pattern or in full, other than by `*`. */
export function namesAction(policy: PolicyView, action: string): boolean {
  const name = actionTokens(action);
  return allowsOf(policy).some(({ actions }) =>
    namedEntries(actions).some((entry) => entry !== '*' && covers(actionTokens(entry), name)),
  );
}
