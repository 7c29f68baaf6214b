import { mayMatchAction } from './matching';
import {
  namedEntries,
  type ReadCondition,
  type ReadPolicy,
  type ReadPrincipal,
  type ReadStatement,
} from '../../policy/policy';

/**
 * What the denials of a trust policy ask of whom its other statements let in: a denial that has but one condition asks for the
 * opposite of it. Of other denials it is not known here when they hold.
 *
 * @param principal whom the denials have to be about
 */
export function conditionsOfDenials(
  policy: ReadPolicy,
  action: string,
  principal: ReadPrincipal,
): readonly ReadCondition[] {
  return denialsOf(policy, action)
    .filter(({ principals }) =>
      namedEntries(principals).some(({ value }) => value === '*' || value === principal.value),
    )
    .flatMap(({ conditions }) => oppositeOf(conditions.filter((condition) => !isOfEveryone(condition, principal))));
}

/** Whether everybody is denied but those that a denial names. */
export function isDeniedToOthers(policy: ReadPolicy, action: string): boolean {
  return denialsOf(policy, action).some(({ principals, conditions }) => principals?.not && conditions.length === 0);
}

function denialsOf({ statements }: ReadPolicy, action: string): readonly ReadStatement[] {
  return statements.filter(({ effect, actions }) => effect === 'Deny' && mayMatchAction(actions, action));
}

/** Denials often except the services of AWS, which is nothing to somebody who is none. */
function isOfEveryone({ key, operator, values }: ReadCondition, { type }: ReadPrincipal): boolean {
  return (
    type !== 'Service' &&
    key.toLowerCase() === 'aws:principalisawsservice' &&
    operator?.comparison === 'Bool' &&
    values.every((value) => /^false$/i.test(value))
  );
}

function oppositeOf(conditions: readonly ReadCondition[]): readonly ReadCondition[] {
  const [only, ...others] = conditions;
  if (!only?.operator || others.length > 0) return [];
  const { comparison, negated, quantifier, ifExists } = only.operator;
  if (quantifier || (ifExists && !negated)) return [];
  if (comparison === 'Null') return [{ ...only, values: only.values.map((value) => String(!/^true$/i.test(value))) }];
  return [{ ...only, operator: { ...only.operator, negated: !negated, ifExists: false } }];
}
