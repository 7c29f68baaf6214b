import { readDate } from '../../evaluate/condition/date';
import { readRange } from '../../evaluate/condition/ip-address';
import type { Comparison } from '../../policy/condition-operator';
import type { ReadCondition } from '../../policy/policy';
import { REFERENCE_SOURCE } from '../../reference/source';

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
  return values.every((value) => namesSomebody(key.toLowerCase(), textOf(value, operator.comparison)));
}

/** What stands for a character that is none of a pattern's wildcards. */
const CHARACTER = 'x';

/** A value in which a wildcard is a wildcard, whatever the operator: what stands for a variable depends on who asks. */
function textOf(value: string, comparison: Comparison): string {
  const isPattern = comparison === 'ArnLike' || comparison === 'StringLike';
  return value.replace(/\$\{([^}]*)\}|[*?]/g, (text: string, variable: string | undefined) => {
    if (variable === undefined) return isPattern ? text : CHARACTER;
    return /^[*?$]$/.test(variable) || OF_THE_ROLE.test(variable) ? CHARACTER : '*';
  });
}

/** Variables that do not depend on who asks. */
const OF_THE_ROLE = /^\s*aws:Resource(Account|OrgID|OrgPaths)\s*$/i;

/** @param pattern in which `*` and `?` are wildcards */
function namesSomebody(key: string, pattern: string): boolean {
  if (key.endsWith('arn')) return isOfOneAccount(pattern);
  // Behind the organization, and behind the id of a role, anything may follow: o-1234567890/*, AROAEXAMPLE:*
  const [first = ''] = pattern.split(/[/:]/);
  return !/[*?]/.test(first);
}

/** Buckets have no account in their ARN, and names that are there once in the world: their start has to be named. */
function isOfOneAccount(pattern: string): boolean {
  const [account, ...resource] = pattern.split(':').slice(4);
  if (account === undefined) return false;
  return account === '' ? !/^([*?]|$)/.test(resource.join(':')) : !/[*?]/.test(account);
}

/** Keys that every request of somebody who has signed in has. */
const ALWAYS_PRESENT = ['aws:principalarn', 'aws:principalaccount', 'aws:principaltype', 'aws:userid'];

const ANYTHING = { StringLike: /^(arn:)?\??\*+$/, ArnLike: /^(arn|\*+)(:\*+){5}$/ } as const;

const TIMES = ['aws:currenttime', 'aws:epochtime'];

/** Whether a condition holds whoever asks, and from wherever: it names all addresses, or all principals. */
export function limitsNobody({ key, operator, values }: ReadCondition): boolean {
  if (!operator || operator.negated) return false;
  const { comparison } = operator;
  if (comparison === 'IpAddress') return areAllAddresses(values);
  if (comparison !== 'ArnLike' && comparison !== 'StringLike') return false;
  return ALWAYS_PRESENT.includes(key.toLowerCase()) && values.some((value) => ANYTHING[comparison].test(value));
}

/** Whether a condition on the time holds as long as anybody can think of: it names one that is over, or very far away. */
export function isAlwaysInTime({ key, operator, values }: ReadCondition): boolean {
  if (!operator || operator.negated || !TIMES.includes(key.toLowerCase())) return false;
  const times = values.map(readDate).filter((time) => time !== undefined);
  if (/^(Date|Numeric)LessThan/.test(operator.comparison)) return times.some((time) => time > LATEST);
  return /^(Date|Numeric)GreaterThan/.test(operator.comparison) && times.some((time) => time < NOW);
}

/** What was over when the data was made is over whenever it is read. */
const NOW = Date.parse(REFERENCE_SOURCE.date);
const YEAR = 365 * 24 * 3600 * 1000;
const LATEST = NOW + 50 * YEAR;

/** All addresses of one version, be it in parts: who may use any of them is limited no more. */
function areAllAddresses(values: readonly string[]): boolean {
  const ranges = values.map(readRange).filter((range) => range !== undefined);
  return ([32, 128] as const).some((bits) => {
    let next = 0n;
    const ofVersion = ranges.filter((range) => range.bits === bits);
    for (const { address, prefixLength } of ofVersion.sort((a, b) => (a.address < b.address ? -1 : 1))) {
      if (address > next) return false;
      const end = address + 2n ** BigInt(bits - prefixLength);
      if (end > next) next = end;
    }
    return next === 2n ** BigInt(bits);
  });
}
