import { waysPastDenials } from './denials';
import { type Glob, globOf, Wildcard } from '../../glob/glob';
import { parsePattern } from '../../glob/pattern';
import type { ReadCondition, ReadPolicy, ReadStatement } from '../../policy/policy';
import type { WellFormedCondition } from '../../policy/well-formed';

/** What is asked of a claim of a provider's tokens. */
export interface ClaimCondition extends WellFormedCondition {
  /** In lower case, without the provider. */
  readonly claim: string;
}

/**
 * What a statement, and the denials beside it, ask of the tokens of a provider: in each of the ways past these.
 *
 * @param federated the principal
 * @param issuer what its claims start with
 */
export function claimConditions(
  policy: ReadPolicy,
  statement: ReadStatement,
  federated: string,
  issuer: string,
): ClaimCondition[][] {
  const principal = { type: 'Federated', value: federated };
  const ways = waysPastDenials(policy, 'sts:AssumeRoleWithWebIdentity', principal);
  return ways.map((way) => [...statement.conditions, ...way].flatMap((condition) => claimCondition(condition, issuer)));
}

function claimCondition({ operator, key, values }: ReadCondition, issuer: string): ClaimCondition[] {
  const name = key.toLowerCase();
  const start = `${issuer.toLowerCase()}:`;
  if (!operator || values.length === 0 || !name.startsWith(start)) return [];
  return [{ claim: name.slice(start.length), key: name, operator, values }];
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
