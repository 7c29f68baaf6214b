import { type ClaimCondition, isOpen, isPattern, namingConditions, valueGlob } from './claim-conditions';
import { similarName } from '../../../shared/similar-name';
import { parseRef } from '../../generate/trust/github-names';
import { globsOverlap } from '../../glob/algebra';
import { matchesGlob } from '../../glob/glob';
import { GITHUB_SUBJECT } from '../../oidc/github';
import { GITLAB_SUBJECT } from '../../oidc/gitlab';
import { type OidcProvider, oidcProvider } from '../../oidc/provider';
import { encodedValue, readSubject, type SubjectPart } from '../../oidc/subject';
import type { ReadCondition } from '../../policy/policy';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';

/** Subjects that no token has. */

const IMPOSSIBLE_SUBJECT: Rule = {
  id: 'oidc-impossible-subject',
  severity: 'error',
  title: 'No token of the identity provider has such a subject.',
  why: 'No token fits, so nobody can assume the role by it.',
  fix: 'Write the subject as the tokens have it.',
  documentation: PAGES.oidc,
};

export const CONTRADICTION: Rule = {
  id: 'oidc-contradiction',
  severity: 'error',
  title: 'No token fits all conditions of a statement.',
  why: 'All of them have to hold together, so nobody can assume the role by the statement.',
  fix: 'Put what is to hold alternatively into one list, or into another statement.',
  documentation: PAGES.oidc,
};

const IMPOSSIBLE_CLAIM: Rule = {
  id: 'oidc-impossible-claim',
  severity: 'error',
  title: 'No token of the identity provider has such a value of a claim.',
  why: 'No token fits, so nobody can assume the role by it.',
  fix: 'Write the value as the tokens have it.',
  documentation: PAGES.oidcKeys,
};

export const OIDC_SUBJECT_RULES: readonly Rule[] = [IMPOSSIBLE_SUBJECT, IMPOSSIBLE_CLAIM, CONTRADICTION];

/** @param conditions on the claims of the provider */
export function checkSubjects(provider: OidcProvider, conditions: readonly ClaimCondition[]): Problem[] {
  return [
    ...namingConditions(conditions, 'sub').flatMap((condition) =>
      condition.values
        .filter((value) => isImpossible(provider, condition, value))
        .map((value) => impossible(provider, condition, value)),
    ),
    ...(provider.kind.startsWith('github') ? impossibleClaims(conditions) : []),
    ...contradictions(conditions),
  ];
}

/** The claims whose values are of a form of their own, and how it is. */
const VALUE_FORMS: Readonly<Record<string, string>> = {
  ref: 'Write refs/heads/BRANCH or refs/tags/TAG.',
  repository: 'Write OWNER/REPOSITORY.',
  repository_id: 'Write the number.',
  repository_owner_id: 'Write the number.',
  actor_id: 'Write the number.',
  enterprise_id: 'Write the number.',
  job_workflow_ref: 'Write OWNER/REPOSITORY/.github/workflows/FILE@refs/heads/BRANCH.',
};

function impossibleClaims(conditions: readonly ClaimCondition[]): Problem[] {
  return Object.entries(VALUE_FORMS).flatMap(([claim, form]) =>
    namingConditions(conditions, claim).flatMap((condition) =>
      condition.values
        .filter((value) => !isOpen(condition, value) && !GITHUB_SUBJECT.isValue(claim, value))
        .map((value) => {
          const meant = claim === 'ref' ? fullRef(value) : value;
          const fix = GITHUB_SUBJECT.isValue(claim, meant) ? `Did you mean ${quoted(meant)}?` : form;
          return { rule: IMPOSSIBLE_CLAIM, message: `The claim ${quoted(claim)} is never ${quoted(value)}.`, fix };
        }),
    ),
  );
}

/** The conditions without the subjects that no token has; `undefined` where none is left. */
export function withoutImpossible(
  provider: OidcProvider,
  conditions: readonly ClaimCondition[],
): readonly ClaimCondition[] | undefined {
  const subjects = namingConditions(conditions, 'sub');
  const possible = conditions.map((condition) =>
    subjects.includes(condition)
      ? { ...condition, values: condition.values.filter((value) => !isImpossible(provider, condition, value)) }
      : condition,
  );
  return possible.every(({ values }) => values.length > 0) ? possible : undefined;
}

/** Whether no token of a provider has a subject, which is told then, so that nothing else need be said of it. */
export function isImpossibleSubject({ key, operator, values }: ReadCondition, value: string): boolean {
  const [, issuer, claim] = /^(.*):(sub)$/is.exec(key) ?? [];
  if (!operator || operator.negated || claim === undefined) return false;
  const condition = { claim: 'sub', key: key.toLowerCase(), operator, values };
  return isImpossible(oidcProvider(issuer!.toLowerCase(), values), condition, value);
}

function isImpossible({ kind }: OidcProvider, condition: ClaimCondition, value: string): boolean {
  const text = condition.operator.comparison === 'StringEqualsIgnoreCase' ? value.toLowerCase() : value;
  switch (kind) {
    case 'github':
    case 'github-server': {
      const { fault, parts } = readSubject(text, isPattern(condition), GITHUB_SUBJECT);
      // Older servers leave the colons of a value as they are.
      return fault !== undefined && (kind === 'github' || parts.at(-1)?.claim !== 'environment');
    }
    case 'gitlab':
      return readSubject(text, isPattern(condition), GITLAB_SUBJECT).fault !== undefined;
    case 'kubernetes':
      return !isServiceAccount(text, isPattern(condition));
    default:
      return false;
  }
}

const SERVICE_ACCOUNT = 'system:serviceaccount:';

/** `system:serviceaccount:NAMESPACE:NAME`. */
function isServiceAccount(text: string, isPatternOfTexts: boolean): boolean {
  if (text.includes('${')) return true;
  if (!isPatternOfTexts || !/[*?]/.test(text)) return /^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$/.test(text);
  const start = /^[^*?]*/.exec(text)![0];
  return SERVICE_ACCOUNT.startsWith(start) || /^system:serviceaccount:[a-z0-9-]*(:[a-z0-9.-]*)?$/.test(start);
}

const FORMS: Readonly<Record<OidcProvider['kind'], string>> = {
  github:
    'Write repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH, …:ref:refs/tags/TAG, …:environment:NAME (a colon in the name is %3A) or …:pull_request; with ids, repo:OWNER@OWNER_ID/REPOSITORY@REPOSITORY_ID:….',
  'github-server':
    'Write repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH, …:ref:refs/tags/TAG, …:environment:NAME or …:pull_request.',
  gitlab: 'Write project_path:GROUP/PROJECT:ref_type:branch:ref:BRANCH.',
  kubernetes: 'Write system:serviceaccount:NAMESPACE:NAME.',
  other: IMPOSSIBLE_SUBJECT.fix,
};

function impossible({ kind }: OidcProvider, condition: ClaimCondition, value: string): Problem {
  const message = `The subject is ${quoted(value)}.`;
  if (!isPattern(condition) && /[*?]/.test(value)) {
    return { rule: IMPOSSIBLE_SUBJECT, message, fix: 'Use StringLike, in whose values * and ? are wildcards.' };
  }
  const meant = kind.startsWith('github')
    ? likelyGithubSubject(value, isPattern(condition))
    : kind === 'gitlab'
      ? likelyGitlabSubject(value, isPattern(condition))
      : undefined;
  const fix = meant === undefined ? FORMS[kind] : `Did you mean ${quoted(meant)}?`;
  return { rule: IMPOSSIBLE_SUBJECT, message, fix };
}

/** The subject that was most likely meant, if it is one that tokens can have. */
function likelyGithubSubject(subject: string, isPatternOfTexts: boolean): string | undefined {
  const { fault, parts } = readSubject(subject, isPatternOfTexts, GITHUB_SUBJECT);
  if (fault === undefined) return undefined;
  const fields = subject.split(':');
  const [before, word, rest] = [fields.slice(0, fault), fields[fault] ?? '', fields.slice(fault + 1)];
  const isOfEnvironment = parts.at(-1)?.claim === 'environment' && before.length === 2 * parts.length;
  const guesses = isOfEnvironment
    ? [[...before.slice(0, -1), encodedValue(fields.slice(fault - 1).join(':'))]]
    : likelyWords(before, word, rest);
  return guesses
    .filter((guess) => guess !== undefined)
    .map((guess) => guess.join(':'))
    .find((guess) => readSubject(guess, isPatternOfTexts, GITHUB_SUBJECT).fault === undefined);
}

function likelyWords(
  before: readonly string[],
  word: string,
  rest: readonly string[],
): (readonly string[] | undefined)[] {
  const name = word.toLowerCase();
  if (before.length === 0) {
    return [
      ['repo', ...[word, ...rest]],
      ['repo', ...rest],
    ];
  }
  if (before.at(-1) === 'ref') return [[...before, fullRef(word), ...rest]];
  if (before.at(-1) === 'repo') return [[...before, `${word}/${rest[0]}`, ...rest.slice(1)]];
  const isOfPullRequest = similarName(name.replace(/[^a-z]+/g, '_'), ['pull_request']) ?? PULL_REQUEST.includes(name);
  return [
    name.startsWith('refs/') ? [...before, 'ref', word, ...rest] : undefined,
    ['branch', 'branches', 'head', 'heads'].includes(name)
      ? [...before, 'ref', `refs/heads/${rest[0]}`, ...rest.slice(1)]
      : undefined,
    ['tag', 'tags'].includes(name) ? [...before, 'ref', `refs/tags/${rest[0]}`, ...rest.slice(1)] : undefined,
    ['env', 'environments', 'deployment'].includes(name) ? [...before, 'environment', ...rest] : undefined,
    isOfPullRequest ? [...before, 'pull_request', ...rest] : undefined,
    likelyClaim(before, name, rest),
    rest.length === 0 ? [...before, 'ref', fullRef(word)] : undefined,
  ];
}

const PULL_REQUEST = ['pr', 'pull', 'pulls', 'pullrequest', 'merge_request'];

function likelyClaim(before: readonly string[], name: string, rest: readonly string[]): readonly string[] | undefined {
  const claim = similarName(name, ['environment', 'ref', 'job_workflow_ref']);
  return claim === undefined ? undefined : [...before, claim, ...rest];
}

/** `main`, `heads/main` and `/refs/heads/main` are `refs/heads/main`. */
function fullRef(text: string): string {
  const path = text.replace(/^\/+/, '');
  const ref = /^(heads|tags)\//.test(path) ? `refs/${path}` : path;
  const parsed = parseRef(ref);
  return parsed.ok ? parsed.value : ref;
}

function likelyGitlabSubject(subject: string, isPatternOfTexts: boolean): string | undefined {
  const fields = subject.split(':');
  const [, path, type, name] = fields;
  const guesses = [
    ['project_path', ...fields.slice(1)],
    ['project_path', ...fields],
    ['project_path', path, 'ref_type', type, 'ref', name],
    ['project_path', path, 'ref_type', 'branch', 'ref', type],
  ];
  return guesses
    .filter((guess) => guess.every((field) => field !== undefined))
    .map((guess) => guess.join(':'))
    .find((guess) => readSubject(guess, isPatternOfTexts, GITLAB_SUBJECT).fault === undefined);
}

function contradictions(conditions: readonly ClaimCondition[]): Problem[] {
  return [...differentValues(conditions), ...otherSubjects(conditions)];
}

/** Subjects of GitHub's of which each says of a claim what a condition on the claim itself does not take. */
function otherSubjects(conditions: readonly ClaimCondition[]): Problem[] {
  return namingConditions(conditions, 'sub').flatMap((subject) => {
    const others = subject.values.map((value) =>
      readSubject(value, isPattern(subject), GITHUB_SUBJECT).parts.flatMap((part) =>
        conditionsAgainst(part, conditions),
      ),
    );
    const [first] = others.every((each) => each.length > 0) ? others.flat() : [];
    if (!first) return [];
    const message = `"sub" has to be ${listed(subject.values)}, and ${quoted(first.claim)} has to be ${listed(first.values)}.`;
    return [{ rule: CONTRADICTION, message }];
  });
}

function conditionsAgainst({ claim, value }: SubjectPart, conditions: readonly ClaimCondition[]): ClaimCondition[] {
  const [name, text] = claim === 'repo' ? ['repository', value.replace(/@\d+/g, '')] : [claim, value];
  if (!['repository', 'repository_id', 'ref', 'environment'].includes(name)) return [];
  const decoded = text.replaceAll('%3A', ':');
  return namingConditions(conditions, name)
    .filter(isAboutOneText)
    .filter((condition) => !condition.values.some((each) => matchesGlob(valueGlob(condition, each), decoded)));
}

/** Conditions on the same claim that have no value in common. */
function differentValues(conditions: readonly ClaimCondition[]): Problem[] {
  return conditions.flatMap((condition, index) => {
    const [one] = namingConditions([condition], condition.claim).filter(isAboutOneText);
    if (!one) return [];
    return namingConditions(conditions.slice(index + 1), condition.claim)
      .filter((other) => isAboutOneText(other) && !haveCommonValue(one, other))
      .map((other) => ({
        rule: CONTRADICTION,
        message: `${quoted(condition.claim)} has to be ${listed(one.values)}, and also ${listed(other.values)}.`,
      }));
  });
}

/** Of several values of a claim, one may fit one condition, and another one the other. */
function isAboutOneText({ operator }: ClaimCondition): boolean {
  return operator.quantifier === undefined && operator.comparison !== 'StringEqualsIgnoreCase';
}

function haveCommonValue(one: ClaimCondition, other: ClaimCondition): boolean {
  return one.values.some((value) =>
    other.values.some((each) => globsOverlap(valueGlob(one, value), valueGlob(other, each))),
  );
}
