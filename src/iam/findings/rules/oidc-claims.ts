import { similarName } from '../../../shared/similar-name';
import { GITHUB_CLAIMS, isGithubClaim } from '../../oidc/github';
import { GITLAB_CLAIMS } from '../../oidc/gitlab';
import { type OidcProvider, oidcProvider } from '../../oidc/provider';
import { namedEntries, type ReadCondition, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import { conditionKeyType, isClaimKey } from '../../reference/condition-keys';
import { REFERENCE_SOURCE } from '../../reference/source';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { quoted } from '../text';
import { allowsOf, statementId } from '../view';

/** The names of the claims that conditions ask for. */

const UNKNOWN_CLAIM: Rule = {
  id: 'oidc-unknown-claim',
  severity: 'error',
  title: 'No token of the identity provider has the claim.',
  why: 'The condition never holds, so that no token fits; or, in its negated form or with IfExists, it always does, and limits nobody.',
  fix: 'Correct the name of the claim.',
  documentation: PAGES.oidcKeys,
};

const UNCHECKED_CLAIM: Rule = {
  id: 'oidc-claim-not-checked',
  severity: 'warning',
  title: "AWS's list does not have a claim of the identity provider.",
  why: 'Unless the list is older than the claim, AWS does not look at it: the condition never holds, or in its negated form always.',
  fix: 'Ask for a claim that AWS checks, or for the subject.',
  documentation: PAGES.oidcKeys,
};

const CLAIM_OF_OTHER_PROVIDER: Rule = {
  id: 'oidc-claim-of-other-provider',
  severity: 'error',
  title: 'A condition asks for a claim of another identity provider than the one that is trusted.',
  why: 'Tokens have the claims of the provider that issued them only: the condition never holds, and the tokens can not be used.',
  fix: 'Write the claim with the provider of the statement in front.',
  documentation: PAGES.oidcKeys,
};

export const OIDC_CLAIM_RULES: readonly Rule[] = [UNKNOWN_CLAIM, UNCHECKED_CLAIM, CLAIM_OF_OTHER_PROVIDER];

export function checkClaims(policy: ReadPolicy): Problem[] {
  return [
    ...policy.statements.flatMap((statement) =>
      statement.conditions.flatMap((condition) => problemsOfClaim(condition, statement)),
    ),
    ...allowsOf(policy).flatMap(claimsOfOthers),
  ];
}

/** Whether a statement asks the tokens of a provider for a claim that they do not have, so that none fits. */
export function asksForMissingClaim({ conditions }: ReadStatement, issuer: string): boolean {
  return conditions.some(
    (condition) =>
      needsClaim(condition) && (!isOfIssuer(condition.key, issuer) || knowledgeOf(condition.key) === 'none'),
  );
}

/** Claims that AWS knows of every provider. */
const COMMON_CLAIMS = ['aud', 'sub', 'amr', 'oaud', 'azp', 'email'];

/** https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/ */
const KUBERNETES_CLAIMS = ['aud', 'sub', 'iss', 'exp', 'iat', 'nbf', 'jti', 'kubernetes.io'];

function problemsOfClaim(condition: ReadCondition, statement: ReadStatement): Problem[] {
  const { key } = condition;
  const knowledge = isClaimKey(key) ? knowledgeOf(key) : 'checked';
  if (knowledge === 'checked') return [];

  const effect = holdsWithoutKey(condition) ? 'always' : 'never';
  const { issuer, claim } = partsOf(key);
  const message =
    knowledge === 'none'
      ? `No token of ${quoted(issuer)} has the claim ${quoted(claim)}: the condition ${effect} holds.`
      : `${quoted(key)} is not among the claims that AWS checks, as of its list of ${REFERENCE_SOURCE.date}: the condition ${effect} holds.`;
  const meant = similarClaim(oidcProvider(issuer, []), claim);
  const fix = meant && `Did you mean ${quoted(`${issuer}:${meant}`)}?`;
  const rule = knowledge === 'none' ? UNKNOWN_CLAIM : UNCHECKED_CLAIM;
  return [{ rule, statement: statementId(statement), message, ...(fix && { fix }) }];
}

function partsOf(key: string): { readonly issuer: string; readonly claim: string } {
  const colon = key.indexOf(':');
  return { issuer: key.slice(0, colon), claim: key.slice(colon + 1).toLowerCase() };
}

/** What there is to know of a claim: AWS checks it, tokens may have it all the same, or they have `none` of the kind. */
function knowledgeOf(key: string): 'checked' | 'unchecked' | 'none' {
  const { issuer, claim } = partsOf(key);
  if (conditionKeyType(key) || COMMON_CLAIMS.includes(claim)) return 'checked';
  return tokensHave(oidcProvider(issuer, []), claim) === false ? 'none' : 'unchecked';
}

/** @returns `undefined` where it is not known which claims the provider's tokens have */
function tokensHave({ kind }: OidcProvider, claim: string): boolean | undefined {
  switch (kind) {
    case 'github':
    case 'github-server':
      return isGithubClaim(claim);
    case 'gitlab':
      return GITLAB_CLAIMS.includes(claim);
    case 'kubernetes':
      return KUBERNETES_CLAIMS.includes(claim);
    default:
      return undefined;
  }
}

/** What claims are called in workflows, or elsewhere. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  audience: 'aud',
  subject: 'sub',
  branch: 'ref',
  tag: 'ref',
  ref_type: 'ref',
  repo: 'repository',
  repo_id: 'repository_id',
  owner: 'repository_owner_id',
  repository_owner: 'repository_owner_id',
  env: 'environment',
  enterprise: 'enterprise_id',
  workflow_ref: 'job_workflow_ref',
  project_path: 'project_id',
  namespace_path: 'namespace_id',
};

/** The claim that AWS checks, and that was most likely meant. */
function similarClaim({ issuer, kind }: OidcProvider, claim: string): string | undefined {
  const claims = kind === 'gitlab' ? GITLAB_CLAIMS : kind.startsWith('github') ? GITHUB_CLAIMS : [];
  const checked = [...COMMON_CLAIMS, ...claims.filter((each) => conditionKeyType(`${issuer}:${each}`))];
  const other = OTHER_NAMES[claim];
  return other !== undefined && checked.includes(other) ? other : similarName(claim, checked);
}

/** Whether a condition holds for requests that do not have its key. */
function holdsWithoutKey({ operator, values }: ReadCondition): boolean {
  if (!operator) return false;
  if (operator.comparison === 'Null') return values.some((value) => /^true$/i.test(value));
  return (
    operator.quantifier === 'all' || (operator.quantifier === undefined && (operator.negated || operator.ifExists))
  );
}

function claimsOfOthers(statement: ReadStatement): Problem[] {
  const issuers = namedEntries(statement.principals)
    .filter(({ type }) => type === 'Federated')
    .map(({ value }) => issuerOfPrincipal(value));
  const asked = statement.conditions.filter(needsClaim);
  return issuers.flatMap((issuer) =>
    asked
      .filter(({ key }) => !isOfIssuer(key, issuer))
      .map(({ key }): Problem => {
        const claim = key.slice(key.indexOf(':') + 1);
        const fix = /:saml-provider\//.test(issuer) ? undefined : `Did you mean ${quoted(`${issuer}:${claim}`)}?`;
        const message = `${quoted(issuer)} is trusted, but the condition asks for ${quoted(key)}.`;
        return { rule: CLAIM_OF_OTHER_PROVIDER, statement: statementId(statement), message, ...(fix && { fix }) };
      }),
  );
}

function issuerOfPrincipal(principal: string): string {
  return /:oidc-provider\/(.+)$/s.exec(principal)?.[1] ?? principal;
}

/** Whether a condition does not hold for tokens without the claim that it is about. */
function needsClaim(condition: ReadCondition): boolean {
  const { key, operator } = condition;
  return (isClaimKey(key) || /^saml:/i.test(key)) && operator !== undefined && !holdsWithoutKey(condition);
}

function isOfIssuer(key: string, issuer: string): boolean {
  if (/:saml-provider\//.test(issuer)) return /^saml:/i.test(key);
  const start = issuer.replace(/\/$/, '').toLowerCase();
  const rest = key.toLowerCase().startsWith(start) ? key.slice(start.length) : '';
  return /^\/?:/.test(rest);
}
