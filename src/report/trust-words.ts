import { principalWords } from './principal-words';
import { code } from './render/markdown';
import type { ComparedPrincipal, TrustDifference } from '../iam/compare';

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

/** The principals of a difference as inline Markdown. */
export function whoWords({ principal, exceptPrincipals }: TrustDifference): string {
  const words = ({ type, value }: ComparedPrincipal) => principalWords(type, value);
  return exceptPrincipals.length === 0 ? words(principal) : `**anyone but** ${exceptPrincipals.map(words).join(', ')}`;
}

/**
 * What the principals may do with the role, as inline Markdown.
 *
 * @param actions entries of the statement
 * @param usualWay what goes without saying
 */
export function assumeWords(actions: readonly string[], roleName: string, usualWay = 'sts:AssumeRole'): string {
  const isWay = (action: string) => !isAboutSessions({ action });
  const ways = actions.filter(isWay).map(code).join(', ');
  const besides = actions
    .filter((action) => !isWay(action))
    .map(code)
    .join(', ');
  if (!ways) return `use ${besides} when assuming ${code(roleName)}`;
  const how = ways === code(usualWay) ? '' : ` by ${ways}`;
  return `assume ${code(roleName)}${how}${besides && ` (with ${besides})`}`;
}
