import type { ReadStatement } from '../../policy/policy';
import type { Problem, Rule } from '../finding';
import { listed } from '../text';
import { statementId } from '../view';
import type { ActionsOnResource } from './escalation-actions';
import { mayMatchAction } from './matching';
import type { Circumstances, Reach } from './reach';

/** A problem with the actions that it tells of, so that nothing else is said of them. */
export interface Told extends Problem {
  readonly actions: readonly string[];
}

/** An action that is allowed on something that an entry names. */
export interface Allowed {
  readonly action: string;
  readonly entry: string;
}

export function allowedOf(
  groups: readonly ActionsOnResource[],
  statement: ReadStatement,
  reach: Reach,
  circumstances?: Circumstances,
): Allowed[] {
  return groups.flatMap(({ actions, arnPattern }) => {
    const named = actions.filter((action) => mayMatchAction(statement.actions, action));
    if (named.length === 0) return [];
    return reach
      .examples(statement, arnPattern)
      .flatMap(({ entry, arn }) =>
        named
          .filter((action) => reach.allows(statement, action, arn, circumstances))
          .map((action) => ({ entry, action })),
      );
  });
}

/** @returns that the actions are allowed on the entries, and nothing if there are none */
export function toldOf(rule: Rule, statement: ReadStatement, found: readonly Allowed[]): Told[] {
  if (found.length === 0) return [];
  const actions = actionsOf(found);
  const message = `${actions.length === 1 ? `${actions[0]!} is` : `${listed(actions)} are`} allowed on ${listed(entriesOf(found))}.`;
  return [{ rule, statement: statementId(statement), message, actions }];
}

export function actionsOf(found: readonly Allowed[]): string[] {
  return [...new Set(found.map(({ action }) => action))];
}

export function entriesOf(found: readonly Pick<Allowed, 'entry'>[]): string[] {
  return [...new Set(found.map(({ entry }) => entry))];
}
