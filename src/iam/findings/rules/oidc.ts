import {
  type ClaimCondition,
  claimConditions,
  isExact,
  isOpen,
  isPattern,
  namingConditions,
  valueGlob,
} from './claim-conditions';
import { asksForMissingClaim, checkClaims, OIDC_CLAIM_RULES } from './oidc-claims';
import { ABOUT_GITHUB, checkGithub, OIDC_GITHUB_RULES } from './oidc-github';
import { ABOUT_GITLAB, checkGitlab, OIDC_GITLAB_RULES } from './oidc-gitlab';
import { checkKubernetes, OIDC_KUBERNETES_RULES } from './oidc-kubernetes';
import { checkSubjects, CONTRADICTION, OIDC_SUBJECT_RULES, withoutImpossible } from './oidc-subjects';
import { similarName } from '../../../shared/similar-name';
import { matchesGlob } from '../../glob/glob';
import { AUDIENCES_OF_AWS } from '../../oidc/audience';
import { type OidcProvider, oidcProvider } from '../../oidc/provider';
import { namedEntries, type ReadPolicy } from '../../policy/policy';
import type { FindingsContext } from '../context';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, statementId } from '../view';

/** Trust in an OpenID Connect provider, such as GitHub Actions. */

const WITHOUT_AUDIENCE: Rule = {
  id: 'oidc-without-audience',
  severity: 'security',
  title: 'An identity provider is trusted whomever its tokens are for.',
  why: 'A token that was made for another service can be used to assume the role.',
  fix: 'Add the condition StringEquals PROVIDER:aud with sts.amazonaws.com.',
  documentation: PAGES.oidc,
};

const WITHOUT_SUBJECT: Rule = {
  id: 'oidc-without-subject',
  severity: 'security',
  title: 'An identity provider is trusted whomever its tokens are about.',
  why: 'Everybody who gets a token from the provider can assume the role: with GitHub, every workflow of every repository in the world.',
  fix: 'Add the condition StringEquals PROVIDER:sub with the exact subject.',
  documentation: PAGES.oidc,
  letsUnreviewedCodeIn: true,
};

const UNEXPECTED_AUDIENCE: Rule = {
  id: 'oidc-unexpected-audience',
  severity: 'warning',
  title: 'The audience is not the one that tokens for AWS have.',
  why: 'The action aws-actions/configure-aws-credentials asks for tokens for sts.amazonaws.com, unless its input audience says otherwise: with them the role can not be assumed.',
  fix: 'Write sts.amazonaws.com (in China also sts.amazonaws.com.cn), or set the input audience of that action to this one, which the identity provider in IAM has to list.',
  documentation: PAGES.oidc,
};

const MISSPELT_AUDIENCE: Rule = {
  id: 'oidc-misspelt-audience',
  severity: 'error',
  title: 'The audience is nearly the one that tokens for AWS have.',
  why: 'Audiences are compared to the letter: no token for AWS fits, so nobody can assume the role.',
  fix: 'Write sts.amazonaws.com (in China sts.amazonaws.com.cn).',
  documentation: PAGES.oidc,
};

export const OIDC_RULES: readonly Rule[] = [
  ...[WITHOUT_AUDIENCE, UNEXPECTED_AUDIENCE, MISSPELT_AUDIENCE, WITHOUT_SUBJECT],
  ...[...OIDC_SUBJECT_RULES, ...OIDC_CLAIM_RULES, ...OIDC_GITHUB_RULES, ...OIDC_GITLAB_RULES],
  ...OIDC_KUBERNETES_RULES,
];

/**
 * Providers that AWS knows by name, and the keys that say for which application, or which pool of identities, a token is.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const NAMED_PROVIDERS: ReadonlyMap<string, string> = new Map([
  ['cognito-identity.amazonaws.com', 'aud'],
  ['accounts.google.com', 'aud'],
  ['www.amazon.com', 'app_id'],
  ['graph.facebook.com', 'app_id'],
]);

export function checkOidc(policy: ReadPolicy, context: FindingsContext): Problem[] {
  const trusted = allowsOf(policy).flatMap((statement) =>
    namedEntries(statement.principals).flatMap(({ type, value }): Problem[] => {
      if (type !== 'Federated') return [];
      const audience = NAMED_PROVIDERS.get(value);
      const issuer = audience === undefined ? /:oidc-provider\/(.+)$/s.exec(value)?.[1] : value;
      // Whom no token fits lets nobody in.
      if (issuer === undefined || asksForMissingClaim(statement, issuer)) return [];
      const ways = claimConditions(policy, statement, value, issuer).map((conditions) =>
        audience === undefined
          ? problemsOfProvider(issuer, conditions, context)
          : problemsOfNamedProvider(`${value}:${audience}`, namingConditions(conditions, audience)),
      );
      // A way past the denials that no token can take is none.
      const possible = ways.filter((problems) => !problems.some(({ rule }) => rule === CONTRADICTION));
      const problems = (possible.length > 0 ? possible : ways).flat();
      return problems.map((problem) => ({ ...problem, statement: statementId(statement) }));
    }),
  );
  return [...trusted, ...checkClaims(policy)];
}

/** Everybody in the world can make an application of their own, so this is what the tokens have to be for. */
function problemsOfNamedProvider(key: string, audiences: readonly ClaimCondition[]): Problem[] {
  if (audiences.some(isLimiting)) return [];
  const fix = `Add the condition StringEquals ${key} with the application, or the pool of identities, that is meant.`;
  return [{ rule: WITHOUT_AUDIENCE, message: `There is no condition on ${quoted(key)}.`, fix }];
}

function problemsOfProvider(
  issuer: string,
  conditions: readonly ClaimCondition[],
  context: FindingsContext,
): Problem[] {
  const subjects = namingConditions(conditions, 'sub').flatMap(({ values }) => values);
  const provider = oidcProvider(issuer, subjects);
  const possible = withoutImpossible(provider, conditions);
  return [
    ...audienceProblems(provider, namingConditions(conditions, 'aud')),
    ...checkSubjects(provider, conditions),
    ...(possible ? breadthProblems(provider, possible, context) : []),
  ];
}

function audienceProblems({ issuer, kind }: OidcProvider, conditions: readonly ClaimCondition[]): Problem[] {
  const limiting = conditions.filter(isLimiting);
  if (limiting.length === 0) {
    const key = `${issuer}:aud`;
    const fix = `Add the condition StringEquals ${key} with sts.amazonaws.com.`;
    const audiences = conditions.flatMap(({ values }) => values);
    const message =
      audiences.length === 0
        ? `There is no condition on ${quoted(key)}.`
        : `The audience may be anything: it is ${listed(audiences)}.`;
    return [{ rule: WITHOUT_AUDIENCE, message, fix }];
  }
  const isExpected = limiting.some((condition) =>
    condition.values.some((value) => AUDIENCES_OF_AWS.some((audience) => takes(condition, value, audience))),
  );
  if (isExpected) return [];
  const audiences = limiting.flatMap(({ values }) => values);
  const message = `The audience is ${listed(audiences)}.`;
  const meant = audiences.map(audienceMeant).find((each) => each !== undefined);
  if (meant !== undefined) return [{ rule: MISSPELT_AUDIENCE, message, fix: `Did you mean ${quoted(meant)}?` }];
  return kind.startsWith('github') ? [{ rule: UNEXPECTED_AUDIENCE, message }] : [];
}

/** The audience that one was most likely meant to be; AWS has other domains, of which none is it. */
function audienceMeant(audience: string): string | undefined {
  return similarName(audience.replace(/^(sts)\.(aws|amazon|aws\.amazon)\.com/i, '$1.amazonaws.com'), AUDIENCES_OF_AWS);
}

function takes(condition: ClaimCondition, value: string, text: string): boolean {
  const isOfAnyCase = condition.operator.comparison === 'StringEqualsIgnoreCase';
  return isOfAnyCase ? value.toLowerCase() === text : matchesGlob(valueGlob(condition, value), text);
}

/** Whether each value of a condition has something that is named. */
function isLimiting(condition: ClaimCondition): boolean {
  return condition.values.every((value) => !isPattern(condition) || /[^*?]/.test(value));
}

function breadthProblems(
  provider: OidcProvider,
  conditions: readonly ClaimCondition[],
  context: FindingsContext,
): Problem[] {
  const { issuer, kind } = provider;
  const isAbout = (claims: readonly string[]) => claims.some((claim) => namingConditions(conditions, claim).length > 0);
  switch (kind) {
    case 'github':
    case 'github-server':
      return isAbout(ABOUT_GITHUB) ? checkGithub(provider, conditions, context) : [withoutSubject(issuer)];
    case 'gitlab':
      return isAbout(ABOUT_GITLAB) ? checkGitlab(conditions) : [withoutSubject(issuer)];
    case 'kubernetes':
      return isAbout(['sub']) ? checkKubernetes(conditions) : [withoutSubject(issuer)];
    default:
      return anySubject(issuer, conditions);
  }
}

/**
 * Providers whose tokens are for everybody who is their customer, and the claim that subjects say first: whose they are.
 *
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 * https://buildkite.com/docs/pipelines/security/oidc/aws
 * https://codefresh.io/docs/docs/integrations/oidc-pipelines/
 * https://vercel.com/docs/oidc/reference
 */
const SHARED_PROVIDERS: ReadonlyMap<string, string> = new Map([
  ['app.terraform.io', 'organization'],
  ['agent.buildkite.com', 'organization'],
  ['oidc.codefresh.io', 'account'],
  ['oidc.vercel.com', 'owner'],
]);

/** Of a provider whose subjects are not known, a condition on a claim of its own says as well whom the tokens are about. */
function anySubject(issuer: string, conditions: readonly ClaimCondition[]): Problem[] {
  const subjects = namingConditions(conditions, 'sub');
  const others = conditions.filter(({ claim }) => !['sub', 'aud', 'oaud', 'amr', 'azp'].includes(claim));
  const isNamed = others.some(
    (condition) =>
      namingConditions([condition], condition.claim).some(isExact) &&
      !condition.operator.ifExists &&
      condition.operator.quantifier !== 'all',
  );
  if (isNamed || subjects.some((condition) => isLimiting(condition) && namesCustomer(issuer, condition))) return [];
  const wide = subjects.filter(isLimiting).flatMap(({ values }) => values);
  if (wide.length > 0) {
    const message = `The subject is ${listed(wide)}: whoever else is a customer of ${quoted(issuer)} may have such a one.`;
    const fix = `Name whose it is in full: ${SHARED_PROVIDERS.get(issuer)!}:NAME:….`;
    return [{ rule: WITHOUT_SUBJECT, message, fix }];
  }
  const [value] = subjects.flatMap(({ values }) => values);
  return [
    value === undefined
      ? withoutSubject(issuer)
      : { rule: WITHOUT_SUBJECT, message: `The subject is ${quoted(value)}.` },
  ];
}

/** Whether each value says in full whose token it is, where a provider gives tokens to everybody. */
function namesCustomer(issuer: string, condition: ClaimCondition): boolean {
  const claim = SHARED_PROVIDERS.get(issuer);
  if (claim === undefined) return true;
  const start = new RegExp(`^${claim}:[^:*?$]+:`);
  return condition.values.every((value) => start.test(value) || !isOpen(condition, value));
}

function withoutSubject(issuer: string): Problem {
  const key = `${issuer}:sub`;
  const fix = `Add the condition StringEquals ${key} with the exact subject.`;
  return { rule: WITHOUT_SUBJECT, message: `There is no condition on ${quoted(key)}.`, fix };
}
