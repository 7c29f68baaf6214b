import { asArray } from '../../../shared/json';
import type { Statement } from '../../policy/document';

/**
 * Leaves out of each statement the actions that another one allows on the same resources and more, whatever the conditions or under
 * the same. What is allowed by all of them together stays as it is.
 *
 * @param statements those of permission sets: Allow, with actions and resources in full
 */
export function eachOnce(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((statement, place) => {
    const isElsewhere = (action: unknown) =>
      statements.some(
        (other, otherPlace) =>
          otherPlace !== place &&
          covers(other, statement, action) &&
          // Of two that say the same, the first counts.
          (otherPlace < place || !covers(statement, other, action)),
      );
    const actions = asArray(statement.Action).filter((action) => !isElsewhere(action)) as readonly string[];
    return actions.length > 0 ? [{ ...statement, Action: actions }] : [];
  });
}

/** Whether all that the other statement says of the action is in the first one. */
function covers(statement: Statement, other: Statement, action: unknown): boolean {
  const resources = asArray(statement.Resource);
  return (
    asArray(statement.Action).includes(action) &&
    asArray(other.Resource).every((resource) => resources.includes(resource)) &&
    (statement.Condition === undefined || JSON.stringify(statement.Condition) === JSON.stringify(other.Condition))
  );
}
