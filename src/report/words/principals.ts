import { namedWithin } from './room';
import { isAccountId } from '../../aws/arn';
import type { ComparedPrincipal, TrustDifference } from '../../iam/compare/difference';
import { accountOfArn, accountOfEntry } from '../../iam/evaluate/principal';
import { conditionsByJob, issuerOfProvider } from '../../iam/oidc/jobs';
import { readConditions } from '../../iam/policy/read-statement';
import { code, joined, strong, text, type Words, words } from '../inline';

const KINDS: Readonly<Record<string, string>> = {
  Service: 'service',
  Federated: 'identity provider',
  CanonicalUser: 'canonical user',
};

/** https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws */
const GITHUB = /^arn:[^:]+:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/;

/** @param account of the role, if it is known: whoever is of another one is said to be */
export function principalWords(type: string, value: string, account?: string): Words {
  if (type === 'AWS') return value === '*' ? [strong('anyone')] : awsWords(value, account);
  if (type === 'Federated' && GITHUB.test(value)) return words`GitHub Actions (${code(value)})`;
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type]! : text(type);
  return value === '*' ? words`${strong('any')} ${kind}` : words`the ${kind} ${code(value)}`;
}

/**
 * A trusted account stands for all who are of it, as far as its own policies let them.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
 */
function awsWords(value: string, own: string | undefined): Words {
  const account = accountOfEntry(value);
  if (account !== undefined) {
    const which = own === undefined ? 'the account' : account === own ? 'this account' : 'another account';
    return words`${which} ${code(account)} (any user or role that it permits)`;
  }
  const other = accountOfArn(value);
  const isOther = own !== undefined && other !== own && isAccountId(other ?? '');
  return isOther ? words`${code(value)} (of another account, ${code(other!)})` : [code(value)];
}

/** What principals are of whom a sentence tells together, such as `roles of other accounts`. */
export function principalsNoun({ type, value }: ComparedPrincipal, own: string | undefined): string {
  if (type !== 'AWS') {
    return type === 'Service' ? 'services' : type === 'Federated' ? 'identity providers' : 'principals';
  }
  const account = accountOfEntry(value);
  const isOther = own !== undefined && (account ?? accountOfArn(value)) !== own;
  if (account !== undefined) return `${isOther ? 'other ' : ''}accounts`;
  const kind = /^[^:]*:[^:]*:iam:[^:]*:[^:]*:(role|user)\//.exec(value)?.[1] ?? 'principal';
  return `${kind}s${isOther ? ' of other accounts' : ''}`;
}

/** The same as plain text, for where there is little room. */
export function awsLabel(value: string, own: string): string {
  if (value === '*') return 'anyone';
  const account = accountOfEntry(value);
  if (account !== undefined) return `${account === own ? 'this' : 'another'} account ${account}`;
  const other = accountOfArn(value);
  return other !== own && isAccountId(other ?? '') ? `${value} of another account` : value;
}

/**
 * What a trust policy allows besides: these let nobody in.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
const SESSION_ACTIONS = ['sts:setcontext', 'sts:setsourceidentity', 'sts:tagsession'];

export function isAboutSessions(difference: AboutActions): boolean {
  const ways = waysOf(difference.principal);
  return actionsOf(difference).every((action) => isOfSessions(action) || !ways.includes(action.toLowerCase()));
}

/** @returns the actions to name: of a pattern that is about sessions only, those about sessions */
export function namedActions(difference: AboutActions): readonly string[] {
  if (!isAboutSessions(difference)) return [difference.action];
  const all = actionsOf(difference);
  const ofSessions = all.filter(isOfSessions);
  return ofSessions.length > 0 ? ofSessions : all;
}

function isOfSessions(action: string): boolean {
  return SESSION_ACTIONS.includes(action.toLowerCase());
}

const BY_PROVIDERS = ['sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];

/** By which actions somebody of that type assumes a role. A pattern that nobody can take apart stands for all of them. */
function waysOf(principal: TrustDifference['principal'] | undefined): readonly string[] {
  const all = ['sts:assumerole', ...BY_PROVIDERS, 'sts:*', '*'];
  if (!principal || principal.value === '*') return all;
  const { type } = principal;
  return type === 'AWS' || type === 'Service'
    ? all.filter((way) => !BY_PROVIDERS.includes(way))
    : type === 'Federated'
      ? all.filter((way) => way !== 'sts:assumerole')
      : all;
}

function actionsOf({ action, actions = [] }: AboutActions): readonly string[] {
  return actions.length > 0 ? actions : [action];
}

/** An entry of a statement; what it names of which something is true, where it is a pattern; and who is allowed. */
type AboutActions = Pick<TrustDifference, 'action'> & Partial<Pick<TrustDifference, 'actions' | 'principal'>>;

export function isEverybody({ principal: { type, value } }: TrustDifference): boolean {
  return type === 'AWS' && value === '*';
}

/** @returns the same for the same one; each job that a provider vouches for is one of its own */
export function principalId({ principal: { type, value }, job }: Pick<TrustDifference, 'principal' | 'job'>): string {
  return JSON.stringify([type, value, job]);
}

/** A job has a subject in two forms, for one. */
const MAX_FORMS = 16;

/** Whether it is about as many jobs of a provider as fit, and nobody knows how many these are. */
export function isOfManyJobs({ principal, condition, job }: Pick<TrustDifference, 'principal' | 'condition' | 'job'>) {
  const issuer = issuerOfProvider(principal);
  if (issuer === undefined) return false;
  if (job === undefined) return true;
  const [only] = conditionsByJob(readConditions(condition), issuer, () => '', MAX_FORMS) ?? [];
  return !only?.job.traits.every(({ isExact }) => isExact);
}

/**
 * The principals of a difference.
 *
 * @param account of the role, if it is known
 * @param most of so many exceptions, the names
 */
export function whoWords({ principal, exceptPrincipals }: TrustDifference, account?: string, most = Infinity): Words {
  const wordsOf = ({ type, value }: ComparedPrincipal) => principalWords(type, value, account);
  if (exceptPrincipals.length === 0) return wordsOf(principal);
  return words`${strong('anyone but')} ${namedWithin(most, exceptPrincipals.map(wordsOf), ', ', 'exceptions')}`;
}

/**
 * What the principals may do with the role.
 *
 * @param actions entries of the statement
 * @param usualWay what goes without saying
 */
export function assumeWords(actions: readonly string[], roleName: string, usualWay = 'sts:AssumeRole'): Words {
  const isWay = (action: string) => !isOfSessions(action);
  const ways = actions.filter(isWay);
  const besides = joined(actions.filter((action) => !isWay(action)).map(code), ', ');
  if (ways.length === 0) return words`use ${besides} when assuming ${code(roleName)}`;
  const how = ways.join() === usualWay ? '' : words` by ${joined(ways.map(code), ', ')}`;
  return words`assume ${code(roleName)}${how}${besides.length > 0 ? words` (with ${besides})` : ''}`;
}
