import { SOURCE_KEYS } from './limits';
import { mayMatchAction } from './matching';
import {
  namedEntries,
  type ReadCondition,
  type ReadPolicy,
  type ReadPrincipal,
  type ReadStatement,
} from '../../policy/policy';

/** What has to hold, all of it, so that none of the denials of a policy does. */
type WayPast = readonly ReadCondition[];

/** More are not told apart: the denials that make them count for nothing. */
const MAX_WAYS = 32;

/**
 * What the denials of a trust policy ask of whom its other statements let in. A denial does not hold where one of its conditions
 * does not, so each of them is a way past it: what is to be said of all who get in has to hold in every way.
 *
 * @param principal whom the denials have to be about
 * @returns none if everybody is denied; one without conditions if nobody is
 */
export function waysPastDenials(policy: ReadPolicy, action: string, principal: ReadPrincipal): readonly WayPast[] {
  const about = denialsOf(policy, action).filter(({ principals }) =>
    namedEntries(principals).some(({ value }) => value === '*' || value === principal.value),
  );
  return about.reduce<readonly WayPast[]>(
    (ways, { conditions }) => {
      const opposites = conditions.filter((condition) => !isOfEveryone(condition, principal)).map(oppositeOf);
      // Of a condition without an opposite it is not known here when it holds.
      if (opposites.includes(undefined) || ways.length * opposites.length > MAX_WAYS) return ways;
      const possible = opposites.filter((condition) => condition !== undefined && !isOfNobody(condition, principal));
      return ways.flatMap((way) => possible.map((condition) => [...way, condition!]));
    },
    [[]],
  );
}

/** Whether everybody is denied but those that a denial names. */
export function isDeniedToOthers(policy: ReadPolicy, action: string): boolean {
  return denialsOf(policy, action).some(({ principals, conditions }) => principals?.not && conditions.length === 0);
}

function denialsOf({ statements }: ReadPolicy, action: string): readonly ReadStatement[] {
  return statements.filter(({ effect, actions }) => effect === 'Deny' && mayMatchAction(actions, action));
}

/** Denials often except the services of AWS, or are about these only: everybody is one, or is none. */
function isOfEveryone({ key, operator, values }: ReadCondition, { type }: ReadPrincipal): boolean {
  const isService = String(type === 'Service');
  return (
    key.toLowerCase() === 'aws:principalisawsservice' &&
    operator?.comparison === 'Bool' &&
    values.length > 0 &&
    values.every((value) => value.toLowerCase() === isService)
  );
}

/** What there always is: the subject and the audience of a token, and on whose behalf a service asks. */
function isAlwaysThere(key: string, { type }: ReadPrincipal): boolean {
  if (type === 'Federated') return /:(aud|sub)$/i.test(key);
  return type === 'Service' && SOURCE_KEYS.includes(key.toLowerCase());
}

function isOfNobody({ key, operator, values }: ReadCondition, principal: ReadPrincipal): boolean {
  if (!operator || !isAlwaysThere(key, principal)) return false;
  if (operator.comparison === 'Null') return values.every((value) => /^true$/i.test(value));
  return operator.negated && operator.comparison === 'StringLike' && values.some((value) => /^\*+$/.test(value));
}

/** @returns `undefined` if no other condition holds exactly where this one does not */
function oppositeOf(condition: ReadCondition): ReadCondition | undefined {
  const { operator, values } = condition;
  if (!operator) return undefined;
  const { comparison, negated, quantifier, ifExists } = operator;
  if (quantifier || (ifExists && !negated)) return undefined;
  if (comparison === 'Null') return { ...condition, values: values.map((value) => String(!/^true$/i.test(value))) };
  return { ...condition, operator: { ...operator, negated: !negated, ifExists: false } };
}
