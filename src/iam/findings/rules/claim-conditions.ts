import { mayMatchAction } from './matching';
import { type Glob, globOf, Wildcard } from '../../glob/glob';
import { parsePattern } from '../../glob/pattern';
import { namedEntries, type ReadCondition, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import type { WellFormedCondition } from '../../policy/well-formed';

/** What is asked of a claim of a provider's tokens. */
export interface ClaimCondition extends WellFormedCondition {
  /** In lower case, without the provider. */
  readonly claim: string;
}

/**
 * What a statement asks of the tokens of a provider. A denial beside it that has but one condition asks for the opposite of it;
 * of other denials it is not known here when they hold.
 *
 * @param federated the principal
 * @param issuer what its claims start with
 */
export function claimConditions(
  policy: ReadPolicy,
  statement: ReadStatement,
  federated: string,
  issuer: string,
): ClaimCondition[] {
  const denied = policy.statements.filter((other) => other.effect === 'Deny' && isAbout(other, federated));
  return [...statement.conditions, ...denied.flatMap(({ conditions }) => oppositeOf(conditions))].flatMap(
    (condition) => {
      const { operator, key, values } = condition;
      const name = key.toLowerCase();
      const start = `${issuer.toLowerCase()}:`;
      if (!operator || values.length === 0 || !name.startsWith(start)) return [];
      return [{ claim: name.slice(start.length), key: name, operator, values }];
    },
  );
}

function isAbout({ principals, actions }: ReadStatement, federated: string): boolean {
  const isEverybody = namedEntries(principals).some(({ value }) => value === '*' || value === federated);
  return isEverybody && mayMatchAction(actions, 'sts:AssumeRoleWithWebIdentity');
}

function oppositeOf(conditions: readonly ReadCondition[]): readonly ReadCondition[] {
  const [only, ...others] = conditions;
  if (!only?.operator || others.length > 0) return [];
  const { comparison, negated, quantifier, ifExists } = only.operator;
  if (quantifier || (ifExists && !negated)) return [];
  if (comparison === 'Null') return [{ ...only, values: only.values.map((value) => String(!/^true$/i.test(value))) }];
  return [{ ...only, operator: { ...only.operator, negated: !negated, ifExists: false } }];
}

/** Whether a condition does not hold for any other text than those it names, given that the token has the claim. */
function isNaming({ operator }: ClaimCondition): boolean {
  return !operator.negated && operator.comparison.startsWith('String');
}

/** Those that name what a claim may be. */
export function namingConditions(conditions: readonly ClaimCondition[], claim: string): ClaimCondition[] {
  return conditions.filter((condition) => condition.claim === claim && isNaming(condition));
}

export function isPattern({ operator }: WellFormedCondition): boolean {
  return operator.comparison === 'StringLike';
}

/** Whether a value of a condition may be several texts. */
export function isOpen(condition: ClaimCondition, value: string): boolean {
  return value.includes('${') || (isPattern(condition) && /[*?]/.test(value));
}

/** Whether all values of a condition say what they mean in full. */
export function isExact(condition: ClaimCondition): boolean {
  return condition.values.every((value) => !isOpen(condition, value));
}

/** The texts that a value of a condition takes; a variable stands for all that it could be. */
export function valueGlob(condition: ClaimCondition, value: string): Glob {
  const parts = parsePattern(value, { wildcards: isPattern(condition), variables: true });
  return globOf(parts, () => [Wildcard.many])!;
}
