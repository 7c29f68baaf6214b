import type { ReadCondition } from '../../policy/policy';

/**
 * Keys by which a condition can say who asks, or on whose behalf; their values are ARNs, accounts, organizations and ids.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const PRINCIPAL_KEYS = [
  ...['aws:principalarn', 'aws:principalaccount', 'aws:principalorgid', 'aws:principalorgpaths', 'aws:userid'],
];
export const SOURCE_KEYS = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths'];
export const ORGANIZATION_KEYS = ['aws:principalorgid', 'aws:principalorgpaths'];

/**
 * Whether a condition on one of these keys keeps anybody out. It does not where it holds without the key, and where one of its
 * values fits whomever: `arn:aws:iam::*:role/ci` is in every account, and anybody can make an account that begins with `1`.
 *
 * @param keys in lower case
 */
export function limitsWho(condition: ReadCondition, keys: readonly string[]): boolean {
  const { key, operator, values } = condition;
  if (!keys.includes(key.toLowerCase()) || !operator || values.length === 0) return false;
  if (operator.negated || operator.ifExists || operator.quantifier === 'all' || operator.comparison === 'Null') {
    return false;
  }
  const isPattern = operator.comparison === 'ArnLike' || operator.comparison === 'StringLike';
  return !isPattern || values.every((value) => namesSomebody(key.toLowerCase(), value));
}

/** @param pattern in which `*` and `?` are wildcards */
function namesSomebody(key: string, pattern: string): boolean {
  if (key.endsWith('arn')) return isOfOneAccount(pattern);
  // Behind the organization, and behind the id of a role, anything may follow: o-1234567890/*, AROAEXAMPLE:*
  const [first = ''] = pattern.split(/[/:]/);
  return !/[*?]/.test(first);
}

/** Buckets have no account in their ARN, and names that are there once in the world. */
function isOfOneAccount(pattern: string): boolean {
  const [account, ...resource] = pattern.split(':').slice(4);
  if (account === undefined) return false;
  return account === '' ? !/^[*?]*$/.test(resource.join(':')) : !/[*?]/.test(account);
}
