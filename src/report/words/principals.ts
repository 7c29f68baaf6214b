import type { ComparedPrincipal, TrustDifference } from '../../iam/compare/difference';
import { code, joined, strong, text, type Words, words } from '../inline';

const KINDS: Readonly<Record<string, string>> = {
  Service: 'service',
  Federated: 'identity provider',
  CanonicalUser: 'canonical user',
};

/** https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws */
const GITHUB = /^arn:[^:]+:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/;

export function principalWords(type: string, value: string): Words {
  if (type === 'AWS') return [value === '*' ? strong('anyone') : code(value)];
  if (type === 'Federated' && GITHUB.test(value)) return words`GitHub Actions (${code(value)})`;
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type]! : text(type);
  return value === '*' ? words`${strong('any')} ${kind}` : words`the ${kind} ${code(value)}`;
}

/**
 * What a trust policy allows besides: these let nobody in.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
const SESSION_ACTIONS = ['sts:setcontext', 'sts:setsourceidentity', 'sts:tagsession'];

export function isAboutSessions({ action }: Pick<TrustDifference, 'action'>): boolean {
  return SESSION_ACTIONS.includes(action.toLowerCase());
}

export function isEverybody({ principal: { type, value } }: TrustDifference): boolean {
  return type === 'AWS' && value === '*';
}

/** @returns the same for the same one; each job that a provider vouches for is one of its own */
export function principalId({ principal: { type, value }, job }: Pick<TrustDifference, 'principal' | 'job'>): string {
  return JSON.stringify([type, value, job]);
}

/** The principals of a difference. */
export function whoWords({ principal, exceptPrincipals }: TrustDifference): Words {
  const wordsOf = ({ type, value }: ComparedPrincipal) => principalWords(type, value);
  if (exceptPrincipals.length === 0) return wordsOf(principal);
  return words`${strong('anyone but')} ${joined(exceptPrincipals.map(wordsOf), ', ')}`;
}

/**
 * What the principals may do with the role.
 *
 * @param actions entries of the statement
 * @param usualWay what goes without saying
 */
export function assumeWords(actions: readonly string[], roleName: string, usualWay = 'sts:AssumeRole'): Words {
  const isWay = (action: string) => !isAboutSessions({ action });
  const ways = actions.filter(isWay);
  const besides = joined(actions.filter((action) => !isWay(action)).map(code), ', ');
  if (ways.length === 0) return words`use ${besides} when assuming ${code(roleName)}`;
  const how = ways.join() === usualWay ? '' : words` by ${joined(ways.map(code), ', ')}`;
  return words`assume ${code(roleName)}${how}${besides.length > 0 ? words` (with ${besides})` : ''}`;
}
