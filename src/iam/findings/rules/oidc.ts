import { type ReadCondition, namedEntries, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import type { FindingsContext, GithubRepository } from '../context';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, placeOf } from '../view';

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
};

const SUBJECT_OF_ANY_REPOSITORY: Rule = {
  id: 'oidc-subject-wildcard-repository',
  severity: 'security',
  title: 'The subject has a wildcard over the repository.',
  why: 'Workflows of repositories that are not meant, or that do not exist yet, can assume the role.',
  fix: 'Name the repository in full: repo:OWNER/REPOSITORY:….',
  documentation: PAGES.oidc,
};

const SUBJECT_OF_ANY_REF: Rule = {
  id: 'oidc-subject-any-ref',
  severity: 'warning',
  title: 'The subject has a wildcard over the branch.',
  why: 'Workflows on every branch, tag, environment and pull request of the repository can assume the role, reviewed or not.',
  fix: 'Name a branch (…:ref:refs/heads/main) or an environment (…:environment:NAME).',
  documentation: PAGES.oidc,
};

const SUBJECT_OF_PULL_REQUESTS: Rule = {
  id: 'oidc-subject-pull-request',
  severity: 'security',
  title: 'Jobs of pull requests can assume the role.',
  why: 'Everybody who can push a branch says what such a job does, and it runs before anybody has looked at it.',
  fix: 'Name a branch (…:ref:refs/heads/main) or an environment with required reviewers (…:environment:NAME).',
  documentation: PAGES.oidc,
};

const UNEXPECTED_AUDIENCE: Rule = {
  id: 'oidc-unexpected-audience',
  severity: 'warning',
  title: 'The audience is not the one that tokens for AWS have.',
  why: 'The action aws-actions/configure-aws-credentials asks for tokens for sts.amazonaws.com: with them the role can not be assumed.',
  fix: 'Write sts.amazonaws.com (in China sts.amazonaws.com.cn).',
  documentation: PAGES.oidc,
};

const SUBJECT_OF_OTHER_FORM: Rule = {
  id: 'oidc-subject-form',
  severity: 'error',
  title: 'The subject is not of the form that the tokens of the repository have.',
  why: 'No token of the repository fits, so its workflows can not assume the role.',
  fix: 'Name the subject in the form that the repository has: repo:OWNER@OWNER_ID/REPOSITORY@REPOSITORY_ID:… (immutable) or repo:OWNER/REPOSITORY:… (classic).',
  documentation: PAGES.oidc,
};

const CLASSIC_SUBJECT_ONLY: Rule = {
  id: 'oidc-classic-subject',
  severity: 'suggestion',
  title: 'The subject is named in its classic form only.',
  why: 'Repositories that were created or renamed since 15 July 2026 have immutable subjects (repo:OWNER@OWNER_ID/REPOSITORY@REPOSITORY_ID:…); their workflows can not assume the role.',
  fix: 'Name both forms, as long as it is not known which one the repository has.',
  documentation: PAGES.oidc,
};

export const OIDC_RULES: readonly Rule[] = [
  ...[WITHOUT_AUDIENCE, WITHOUT_SUBJECT, SUBJECT_OF_ANY_REPOSITORY, SUBJECT_OF_ANY_REF],
  ...[SUBJECT_OF_PULL_REQUESTS, UNEXPECTED_AUDIENCE, SUBJECT_OF_OTHER_FORM, CLASSIC_SUBJECT_ONLY],
];

/** GitHub, with the path of an enterprise behind it or not, in the cloud, or on a server of one's own. */
const GITHUB = /^token\.actions\.(githubusercontent\.com|[\w-]+\.ghe\.com)(\/|$)|\/_services\/token$/;
const GITHUB_SERVER = /\/_services\/token$/;

/**
 * Providers that AWS knows by name, and the keys that say for which application, or which pool of identities, a token is.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const NAMED_PROVIDERS: ReadonlyMap<string, string> = new Map([
  ['cognito-identity.amazonaws.com', 'cognito-identity.amazonaws.com:aud'],
  ['accounts.google.com', 'accounts.google.com:aud'],
  ['www.amazon.com', 'www.amazon.com:app_id'],
  ['graph.facebook.com', 'graph.facebook.com:app_id'],
]);

const AUDIENCES_OF_AWS = ['sts.amazonaws.com', 'sts.amazonaws.com.cn'];

export function checkOidc(policy: ReadPolicy, { github }: FindingsContext): Problem[] {
  return allowsOf(policy).flatMap((statement) =>
    namedEntries(statement.principals).flatMap(({ type, value }): Problem[] => {
      if (type !== 'Federated') return [];
      const audience = NAMED_PROVIDERS.get(value);
      if (audience !== undefined) return problemsOfNamedProvider(audience, statement);
      const provider = /:oidc-provider\/(.+)$/s.exec(value)?.[1];
      return provider === undefined ? [] : problemsOfProvider(provider, statement, github);
    }),
  );
}

/** Everybody in the world can make an application of their own, so this is what the tokens have to be for. */
function problemsOfNamedProvider(audience: string, statement: ReadStatement): Problem[] {
  if (valuesOf(audience, statement).length > 0) return [];
  const fix = `Add the condition StringEquals ${audience} with the application, or the pool of identities, that is meant.`;
  const message = `There is no condition on ${quoted(audience)}.`;
  return [{ rule: WITHOUT_AUDIENCE, statement: placeOf(statement), message, fix }];
}

function problemsOfProvider(provider: string, statement: ReadStatement, github?: GithubRepository): Problem[] {
  const place = placeOf(statement);
  const problem = (rule: Rule, message: string, fix?: string): Problem => ({
    rule,
    statement: place,
    message,
    ...(fix !== undefined && { fix }),
  });
  const isGithub = GITHUB.test(provider);
  const audiences = valuesOf(`${provider}:aud`, statement);
  const subjects = conditionsOn(`${provider}:sub`, statement);
  const problems: Problem[] = [];

  if (audiences.length === 0) {
    const fix = `Add the condition StringEquals ${provider}:aud with sts.amazonaws.com.`;
    problems.push(problem(WITHOUT_AUDIENCE, `There is no condition on ${quoted(`${provider}:aud`)}.`, fix));
  } else if (isGithub && !audiences.some((audience) => AUDIENCES_OF_AWS.includes(audience))) {
    problems.push(problem(UNEXPECTED_AUDIENCE, `The audience is ${listed(audiences)}.`));
  }
  if (subjects.length === 0) {
    const fix = `Add the condition StringEquals ${provider}:sub with the exact subject.`;
    problems.push(problem(WITHOUT_SUBJECT, `There is no condition on ${quoted(`${provider}:sub`)}.`, fix));
  }
  // Any one of them has to hold, so each that says too little matters, unless another condition says more.
  const tooWide = subjects.map((condition) => tooWideSubjects(condition, isGithub));
  if (tooWide.length > 0 && tooWide.every((found) => found.length > 0)) {
    problems.push(...tooWide.flat().map(([rule, subject]) => problem(rule, `The subject is ${quoted(subject)}.`)));
  }
  if (isGithub) {
    problems.push(
      ...pullRequestSubjects(subjects).map((subject) =>
        problem(SUBJECT_OF_PULL_REQUESTS, `The subject is ${quoted(subject)}.`),
      ),
    );
  }
  // The subjects of a server have one form only.
  if (isGithub && !GITHUB_SERVER.test(provider)) {
    problems.push(...formOfSubjects(subjects, github).map(([rule, message]) => problem(rule, message)));
  }
  return problems;
}

/** Conditions that do not hold for any other value than those they name. */
function conditionsOn(key: string, { conditions }: ReadStatement): readonly ReadCondition[] {
  return conditions.filter(
    ({ key: other, operator, values }) =>
      other.toLowerCase() === key.toLowerCase() &&
      operator !== undefined &&
      !operator.negated &&
      operator.comparison.startsWith('String') &&
      values.length > 0,
  );
}

function valuesOf(key: string, statement: ReadStatement): readonly string[] {
  return conditionsOn(key, statement).flatMap(({ values }) => values);
}

function tooWideSubjects({ operator, values }: ReadCondition, isGithub: boolean): (readonly [Rule, string])[] {
  if (operator?.comparison !== 'StringLike') return [];
  return values.flatMap((value): (readonly [Rule, string])[] => {
    if (/^[*?]+$/.test(value)) return [[isGithub ? SUBJECT_OF_ANY_REPOSITORY : WITHOUT_SUBJECT, value]];
    if (!isGithub || !/[*?]/.test(value)) return [];

    const named = value.slice(0, value.search(/[*?]/));
    const repository = /^repo:[^/:]+\/[^:]+:/.exec(named);
    if (!repository) return isSamePath(named, 'repo:') ? [[SUBJECT_OF_ANY_REPOSITORY, value]] : [];
    const job = value.slice(repository[0].length);
    const isAnyRef = /^[^*?]*\*+$/.test(job) && 'ref:refs/heads/'.startsWith(job.replace(/\*+$/, ''));
    return isAnyRef ? [[SUBJECT_OF_ANY_REF, value]] : [];
  });
}

/** Those of one condition, as each of them has to let such a job in. */
function pullRequestSubjects(conditions: readonly ReadCondition[]): readonly string[] {
  const named = conditions.map(({ values }) => values.filter((value) => /^repo:[^:]+:pull_request$/.test(value)));
  return named.length > 0 && named.every((subjects) => subjects.length > 0) ? named[0]!.slice(0, 1) : [];
}

/** Whether one of the two is the beginning of the other. */
function isSamePath(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

const FORMS = {
  classic: /^repo:[^/:@*?]+\/[^:@*?]+:/,
  immutable: /^repo:[^/:@*?]+@\d+\/[^:@*?]+@\d+:/,
} as const;

function formOfSubjects(
  conditions: readonly ReadCondition[],
  github: GithubRepository | undefined,
): (readonly [Rule, string])[] {
  const subjects = conditions.flatMap(({ values }) => values);
  const classic = subjects.filter((subject) => FORMS.classic.test(subject));
  const immutable = subjects.filter((subject) => FORMS.immutable.test(subject));
  // Subjects of other forms may fit either kind.
  if (subjects.length === 0 || classic.length + immutable.length < subjects.length) return [];

  switch (github?.subjects) {
    case 'immutable':
      return immutable.length > 0
        ? []
        : [
            [
              SUBJECT_OF_OTHER_FORM,
              `The repository has immutable subjects, but the trust policy names ${listed(classic)}.`,
            ],
          ];
    case 'classic':
      return classic.length > 0
        ? []
        : [
            [
              SUBJECT_OF_OTHER_FORM,
              `The repository has classic subjects, but the trust policy names ${listed(immutable)}.`,
            ],
          ];
    case undefined:
      return immutable.length > 0 ? [] : [[CLASSIC_SUBJECT_ONLY, `The trust policy names ${listed(classic)}.`]];
  }
}
