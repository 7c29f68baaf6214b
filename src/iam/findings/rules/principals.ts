import { isDeniedToOthers, waysPastDenials } from './denials';
import { limitsWho, ORGANIZATION_KEYS, PRINCIPAL_KEYS } from './limits';
import { isAccountId } from '../../../aws/arn';
import { PARTITIONS } from '../../../aws/partition';
import {
  type ReadCondition,
  namedEntries,
  type ReadPolicy,
  type ReadPrincipal,
  type ReadStatement,
} from '../../policy/policy';
import { findAction } from '../../reference/names';
import type { FindingsContext } from '../context';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, statementId } from '../view';

const INVALID_PRINCIPAL: Rule = {
  id: 'invalid-principal',
  severity: 'error',
  title: 'A principal is none that can assume a role.',
  why: 'AWS refuses the trust policy ("Invalid principal in policy").',
  fix: 'Write an account, the ARN of a role or user in full, SERVICE.amazonaws.com, or the ARN of an identity provider. Wildcards are not allowed; use a condition on aws:PrincipalArn instead.',
  documentation: PAGES.principal,
  refusedByAws: true,
};

const TRUST_ACTION_NOT_STS: Rule = {
  id: 'trust-action-not-sts',
  severity: 'error',
  title: 'A trust policy is about an action other than assuming the role.',
  why: 'AWS refuses the trust policy.',
  fix: 'Write sts:AssumeRole, sts:AssumeRoleWithWebIdentity or sts:AssumeRoleWithSAML; sts:TagSession and sts:SetSourceIdentity beside it. What the role may do is said in its policy.',
  documentation: PAGES.sts,
  refusedByAws: true,
};

const TRUST_ACTION_MISMATCH: Rule = {
  id: 'trust-action-mismatch',
  severity: 'error',
  title: 'A principal is allowed to assume the role in a way that it can not.',
  why: 'Identities of a provider assume roles by AssumeRoleWithWebIdentity or AssumeRoleWithSAML, all others by AssumeRole: the principal can not assume the role.',
  fix: 'Allow the action that belongs to the principal.',
  documentation: PAGES.sts,
};

const ALLOW_NOT_PRINCIPAL: Rule = {
  id: 'allow-not-principal',
  severity: 'security',
  title: 'A statement allows everybody but some to assume the role.',
  why: 'Everybody in the world who is not named is trusted, also anonymous callers and other accounts.',
  fix: 'Name whoever is to assume the role in Principal.',
  documentation: PAGES.notPrincipal,
};

const TRUST_EVERYBODY: Rule = {
  id: 'trust-everybody',
  severity: 'security',
  title: 'Everybody is trusted to assume the role.',
  why: 'Any AWS account in the world can use the permissions of the role.',
  fix: 'Name whoever is to assume the role in Principal, or add a condition on aws:PrincipalArn, aws:PrincipalAccount or aws:PrincipalOrgID.',
  documentation: PAGES.principal,
};

const TRUST_OTHER_ACCOUNT: Rule = {
  id: 'trust-other-account',
  severity: 'security',
  title: 'Another account is trusted, without an external id or an organization.',
  why: 'Who can assume the role is decided in that account: any role or user of it may be let in, also on behalf of others.',
  fix: 'Add the condition StringEquals sts:ExternalId (the input trust-external-id) or aws:PrincipalOrgID.',
  documentation: PAGES.thirdParty,
};

export const PRINCIPAL_RULES: readonly Rule[] = [
  ...[INVALID_PRINCIPAL, TRUST_ACTION_NOT_STS, TRUST_ACTION_MISMATCH, ALLOW_NOT_PRINCIPAL, TRUST_EVERYBODY],
  TRUST_OTHER_ACCOUNT,
];

const PROVIDERS_BY_NAME = [
  ...['cognito-identity.amazonaws.com', 'accounts.google.com', 'www.amazon.com', 'graph.facebook.com'],
];

export function checkPrincipals(policy: ReadPolicy, { target }: FindingsContext): Problem[] {
  return [
    ...policy.statements.flatMap((statement) => [...invalidPrincipals(statement), ...otherActions(statement)]),
    ...allowsOf(policy).flatMap((statement) => [
      ...mismatchedActions(statement),
      ...everybody(statement, policy),
      ...otherAccounts(statement, policy, target?.account),
    ]),
  ];
}

function invalidPrincipals(statement: ReadStatement): Problem[] {
  return (statement.principals?.entries ?? [])
    .filter((principal) => !isPossible(principal))
    .map(({ type, value }) => ({
      rule: INVALID_PRINCIPAL,
      statement: statementId(statement),
      message: `${quoted(value)} is no principal of the type ${quoted(type)} that can assume a role.`,
    }));
}

function isPossible({ type, value }: ReadPrincipal): boolean {
  switch (type) {
    case 'AWS':
      return value === '*' || isAccountId(value) || isIdentity(value) || /^A(?:ID|RO)A[A-Z0-9]{12,}$/.test(value);
    case 'Service':
      return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com|amazonaws\.com\.cn|amazon\.com|amazonaws\.eu)$/.test(value);
    case 'Federated':
      return PROVIDERS_BY_NAME.includes(value) || isIamArn(value, /^(saml-provider|oidc-provider)\/[^*?]+$/);
    case 'CanonicalUser':
      // Only policies of S3 know them.
      return false;
    default:
      // A type that does not exist is reported as such.
      return true;
  }
}

function isIdentity(value: string): boolean {
  return (
    isIamArn(value, /^(root|(user|role)\/[^*?]+)$/) ||
    (/^arn:[a-z-]+:sts::\d{12}:(assumed-role\/[^*?/]+\/[^*?/]+|federated-user\/[^*?]+)$/.test(value) &&
      isKnownPartition(value))
  );
}

function isIamArn(value: string, resource: RegExp): boolean {
  const match = /^arn:[a-z-]+:iam::(\d{12}):(.*)$/s.exec(value);
  return match !== null && resource.test(match[2]!) && isKnownPartition(value);
}

function isKnownPartition(arn: string): boolean {
  return (PARTITIONS as readonly string[]).includes(arn.split(':')[1]!);
}

function otherActions(statement: ReadStatement): Problem[] {
  return (statement.actions?.entries ?? [])
    .filter((action) => !isOfSts(action))
    .map((action) => ({
      rule: TRUST_ACTION_NOT_STS,
      statement: statementId(statement),
      message: `The trust policy is about ${quoted(action)}.`,
    }));
}

/** AWS looks for names, too: it refuses sts:TagSessions. */
function isOfSts(action: string): boolean {
  return /^sts:/i.test(action) && (/[*?]/.test(action) || findAction(action) !== undefined);
}

const WAYS = ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];

function mismatchedActions(statement: ReadStatement): Problem[] {
  const actions = namedEntries(statement.actions).map((action) => action.toLowerCase());
  const ways = WAYS.filter((way) => actions.includes(way));
  if (ways.length === 0 || actions.some((action) => /[*?]/.test(action))) return [];
  return namedEntries(statement.principals).flatMap((principal): Problem[] => {
    const way = wayOf(principal);
    if (!way || ways.includes(way.toLowerCase())) return [];
    const message = `${quoted(principal.value)} is allowed ${listed(namedEntries(statement.actions))}.`;
    return [{ rule: TRUST_ACTION_MISMATCH, statement: statementId(statement), message, fix: `Allow ${way} instead.` }];
  });
}

/** @returns how a principal assumes a role; `undefined` for everybody, and for what is no principal */
function wayOf({ type, value }: ReadPrincipal): string | undefined {
  if (value === '*') return undefined;
  if (type === 'Federated') {
    return /:saml-provider\//.test(value) ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
  }
  return type === 'AWS' || type === 'Service' ? 'sts:AssumeRole' : undefined;
}

/** What a statement, and the denials beside it, ask of principals of AWS: in each of the ways past these. */
function conditionsOf({ conditions }: ReadStatement, policy: ReadPolicy): readonly (readonly ReadCondition[])[] {
  const ways = waysPastDenials(policy, 'sts:AssumeRole', { type: 'AWS', value: '*' });
  return ways.map((way) => [...conditions, ...way]);
}

function everybody(statement: ReadStatement, policy: ReadPolicy): Problem[] {
  const { principals } = statement;
  if (principals?.not) {
    const names = listed(principals.entries.map(({ value }) => value));
    return [
      { rule: ALLOW_NOT_PRINCIPAL, statement: statementId(statement), message: `Everybody but ${names} is trusted.` },
    ];
  }
  const isOpen = namedEntries(principals).some(({ value }) => value === '*');
  const isNarrowed = conditionsOf(statement, policy).every((conditions) =>
    conditions.some((condition) => limitsWho(condition, PRINCIPAL_KEYS)),
  );
  if (!isOpen || isNarrowed || isDeniedToOthers(policy, 'sts:AssumeRole')) return [];
  return [{ rule: TRUST_EVERYBODY, statement: statementId(statement), message: 'The principal is "*".' }];
}

/** Of another account, where nothing but the account decides who of it may assume the role. */
function otherAccounts(statement: ReadStatement, policy: ReadPolicy, own: string | undefined): Problem[] {
  if (!own) return [];
  const isKnown = (condition: ReadCondition) => isExternalId(condition) || limitsWho(condition, ORGANIZATION_KEYS);
  const open = conditionsOf(statement, policy).filter((conditions) => !conditions.some(isKnown));
  return [...new Set(open.flatMap((conditions) => namedByTrust(statement, conditions)))]
    .map((value) => ({ value, account: accountOf(value) }))
    .filter(({ account }) => account !== undefined && account !== own)
    .map(({ value, account }) => {
      const where = /[*?]/.test(account!) ? 'every account' : `the account ${account}`;
      const isWhole = isAccountId(value) || /:(root|((role|user)\/)?\*)$/.test(value);
      const who = isWhole ? `any role or user of ${where} may be let in by it` : `a principal of ${where}`;
      const message = `${quoted(value)} is trusted: ${who}.`;
      return { rule: TRUST_OTHER_ACCOUNT, statement: statementId(statement), message };
    });
}

/** Principals of AWS, and those to whom a condition narrows everybody. */
function namedByTrust({ principals }: ReadStatement, conditions: readonly ReadCondition[]): readonly string[] {
  const named = namedEntries(principals).filter(({ type }) => type === 'AWS');
  if (!named.some(({ value }) => value === '*')) return named.map(({ value }) => value);
  return conditions
    .filter((condition) => limitsWho(condition, ['aws:principalarn', 'aws:principalaccount']))
    .flatMap(({ values }) => values);
}

/** @returns the number of the account, or a pattern of numbers; `undefined` for everybody, and for an id */
function accountOf(principal: string): string | undefined {
  return isAccountId(principal) ? principal : /^arn:[^:]*:(?:iam|sts)::(\d{12}|[^:]*[*?][^:]*):/.exec(principal)?.[1];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html */
function isExternalId({ key, operator, values }: ReadCondition): boolean {
  return (
    key.toLowerCase() === 'sts:externalid' &&
    operator !== undefined &&
    operator.comparison.startsWith('String') &&
    !operator.negated &&
    !operator.ifExists &&
    operator.quantifier !== 'all' &&
    values.every((value) => (operator.comparison === 'StringLike' ? /^[^*?$]{2}/.test(value) : value !== ''))
  );
}
