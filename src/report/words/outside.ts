import { inOrder, propertyLabel, resourceNoun } from './changes';
import type { Change, Operation } from '../../stack/change';

const DONE: Partial<Record<Operation, string>> = { create: 'added', delete: 'deleted' };

/**
 * Such as `the policy churn-prod was changed (policy document); the role churn-prod was deleted`.
 *
 * @param name of the role and the policy
 * @returns plain text, in which values from outside are shortened
 */
export function outsideWords(changes: readonly Change[], name: string): string {
  return inOrder(changes)
    .map((change) => {
      const { kind } = resourceNoun({ ...change, status: 'done' }, { policyName: name, roleName: name });
      const labels = [...new Set(change.properties.map(({ path }) => propertyLabel(path)))].join(', ');
      return `the ${kind.toLowerCase()} ${name} was ${DONE[change.operation] ?? `changed${labels && ` (${labels})`}`}`;
    })
    .join('; ');
}
