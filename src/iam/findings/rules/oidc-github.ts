import { type ClaimCondition, isExact, isOpen, isPattern, namingConditions, valueGlob } from './claim-conditions';
import { type LetIn, type UnnamedJobs, unnamedCharacter, unnamedJobs } from './oidc-jobs';
import { groupBy } from '../../../shared/group-by';
import { parseGithubRepository } from '../../generate/trust/github-names';
import { commonText } from '../../glob/common-text';
import { codeUnits, type Glob, globOfTokens, Wildcard } from '../../glob/glob';
import { GITHUB_SUBJECT, OF_REPOSITORY, OF_WORKFLOW_FILE } from '../../oidc/github';
import type { OidcProvider } from '../../oidc/provider';
import { readSubject, type SubjectPart } from '../../oidc/subject';
import type { FindingsContext, GithubRepository } from '../context';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';

/** Which workflows of GitHub are trusted. */

const SUBJECT_OF_ANY_REPOSITORY: Rule = {
  id: 'oidc-subject-wildcard-repository',
  severity: 'security',
  title: 'Workflows are trusted whose repository is not named in full.',
  why: 'Workflows of repositories that are not meant, or that do not exist yet, can assume the role.',
  fix: 'Name the repository in full: repo:OWNER/REPOSITORY:….',
  documentation: PAGES.oidc,
  letsUnreviewedCodeIn: true,
};

export const SUBJECT_OF_ANY_REF: Rule = {
  id: 'oidc-subject-any-ref',
  severity: 'warning',
  title: 'Jobs on any branch or tag can assume the role.',
  why: 'Anyone who can push a branch controls what its jobs run, reviewed or not.',
  fix: 'Name a branch (…:ref:refs/heads/main) or an environment (…:environment:NAME).',
  documentation: PAGES.oidc,
  letsUnreviewedCodeIn: true,
};

const SUBJECT_OF_ANY_ENVIRONMENT: Rule = {
  id: 'oidc-subject-any-environment',
  severity: 'warning',
  title: 'Jobs in any environment can assume the role.',
  why: 'A job may name an environment that does not exist: GitHub makes it, without reviewers, for jobs on every branch and of pull requests.',
  fix: 'Name the environment (…:environment:NAME), and require reviewers for it.',
  documentation: PAGES.oidc,
  letsUnreviewedCodeIn: true,
};

const PATTERN_OF_NAMES: Rule = {
  id: 'oidc-subject-pattern',
  severity: 'suggestion',
  title: 'Branches, tags or environments are named by a pattern.',
  why: 'Anyone who can push can create one that fits, unless a ruleset of the repository forbids it.',
  fix: 'Name them in full, or forbid by a ruleset to create others that fit.',
  documentation: PAGES.oidc,
  letsUnreviewedCodeIn: true,
};

const SUBJECT_OF_PULL_REQUESTS: Rule = {
  id: 'oidc-subject-pull-request',
  severity: 'security',
  title: 'Jobs of pull requests can assume the role.',
  why: 'Anyone who can push a branch controls what it runs, before anybody has looked at it.',
  fix: 'Name a branch (…:ref:refs/heads/main) or an environment with required reviewers (…:environment:NAME).',
  documentation: PAGES.oidc,
  letsUnreviewedCodeIn: true,
};

const OTHER_REPOSITORY: Rule = {
  id: 'oidc-other-repository',
  severity: 'security',
  title: 'Workflows of a repository of another owner are trusted.',
  why: 'Who can assume the role is decided in that repository: anyone who can push there controls what its jobs run.',
  fix: 'Name the repository that the workflow runs in, unless the other one is meant.',
  documentation: PAGES.oidc,
};

const SIBLING_REPOSITORY: Rule = {
  id: 'oidc-sibling-repository',
  severity: 'warning',
  title: 'Workflows of another repository of the same owner are trusted.',
  why: 'Who can assume the role is decided in that repository: anyone who can push there controls what its jobs run.',
  fix: 'Name the repository that the workflow runs in, unless the other one is meant.',
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

const CUSTOMIZED_SUBJECT: Rule = {
  id: 'oidc-customized-subject',
  severity: 'suggestion',
  title: 'The subject is of a form that a repository has only if it has chosen it.',
  why: 'Tokens of other repositories never have such a subject: their workflows can not assume the role.',
  fix: 'Look up what the repository has chosen: gh api repos/OWNER/REPOSITORY/actions/oidc/customization/sub.',
  documentation: PAGES.oidc,
};

export const OIDC_GITHUB_RULES: readonly Rule[] = [
  ...[SUBJECT_OF_ANY_REPOSITORY, SUBJECT_OF_ANY_REF, SUBJECT_OF_ANY_ENVIRONMENT, PATTERN_OF_NAMES],
  SUBJECT_OF_PULL_REQUESTS,
  ...[OTHER_REPOSITORY, SIBLING_REPOSITORY, SUBJECT_OF_OTHER_FORM, CLASSIC_SUBJECT_ONLY, CUSTOMIZED_SUBJECT],
];

/** @param conditions on the claims of the provider; there is one that says whom they are about */
export function checkGithub(
  { issuer, kind }: OidcProvider,
  conditions: readonly ClaimCondition[],
  { github, repository = github }: FindingsContext,
): Problem[] {
  const wide = valuesOfAnyRepository(conditions);
  if (wide) return wide.map((message) => ({ rule: SUBJECT_OF_ANY_REPOSITORY, message }));
  const subjects = namingConditions(conditions, 'sub');
  return [
    ...groupBy(unnamedJobs(conditions, issuer), ({ jobs }) => jobs.join()).flatMap(problemsOfJobs),
    ...namePatterns(conditions),
    ...(repository ? otherRepositories(conditions, repository) : []),
    // The subjects of a server have one form only.
    ...(kind === 'github' ? formatOfSubjects(subjects, github) : []),
    ...subjects.flatMap(customizedSubjects),
  ];
}

/** @returns `undefined` where some condition says of which repository a job has to be, or which workflow it has to run */
function valuesOfAnyRepository(conditions: readonly ClaimCondition[]): string[] | undefined {
  const naming = ['sub', 'repository', 'repository_id', 'job_workflow_ref'].flatMap((claim) =>
    namingConditions(conditions, claim)
      .filter(isRequired)
      .map((condition) => ({
        condition,
        wide: condition.values.filter((value) => !namesRepository(condition, value)),
      })),
  );
  if (naming.some(({ wide }) => wide.length === 0)) return undefined;
  const subjects = naming.filter(({ condition }) => condition.claim === 'sub');
  if (nameRepositoryTogether(subjects.map(({ condition }) => condition))) return undefined;
  if (subjects.length > 0) {
    return subjects.flatMap(({ wide }) => wide).map((value) => `The subject is ${quoted(value)}.`);
  }
  const others = conditions.filter(({ claim, operator }) => !operator.negated && OF_OWNER.includes(claim));
  return others.map(({ claim, values }) => `There is no condition on the subject, and ${claim} is ${listed(values)}.`);
}

/** More combinations of values are not looked at. */
const MAX_COMBINATIONS = 64;

/** Whether patterns leave open what the repository is called, but not together: `repo:acme/*` and `repo:*\/churn:*`. */
function nameRepositoryTogether(conditions: readonly ClaimCondition[]): boolean {
  const isOfRepository = ({ values }: ClaimCondition) => values.every((value) => value.startsWith('repo:'));
  if (conditions.length < 2 || !conditions.some(isOfRepository)) return false;
  const combinations = conditions.reduce<readonly (readonly Glob[])[]>(
    (all, condition) =>
      all.flatMap((globs) => condition.values.map((value) => [...globs, valueGlob(condition, value)])),
    [[]],
  );
  if (combinations.length > MAX_COMBINATIONS) return false;
  const unnamed = subjectsOfUnnamed(unnamedCharacter(conditions));
  return combinations.every((globs) => unnamed.every((glob) => commonText([...globs, glob]) === undefined));
}

/** Subjects, of the usual forms, of repositories whose name, or whose owner's, has a letter that no condition has. */
function subjectsOfUnnamed(letter: string): readonly Glob[] {
  const [any, own] = [[Wildcard.manyInName], [Wildcard.manyInName, ...codeUnits(letter), Wildcard.manyInName]];
  const contexts = [
    codeUnits(':pull_request'),
    ...['ref:refs/', 'environment:'].map((start) => [...codeUnits(`:${start}`), Wildcard.manyInField]),
  ];
  const names = [
    [...own, ...codeUnits('/'), ...any],
    [...any, ...codeUnits('/'), ...own],
  ];
  return names.flatMap((name) => contexts.map((context) => globOfTokens([...codeUnits('repo:'), ...name, ...context])));
}

/** All tokens have the other claims, but not all jobs are of a workflow that is called by another one. */
function isRequired({ claim, operator }: ClaimCondition): boolean {
  return claim !== 'job_workflow_ref' || (!operator.ifExists && operator.quantifier !== 'all');
}

/** Claims by which an owner is named, or a pattern of repositories. */
const OF_OWNER = ['repository', 'repository_id', 'repository_owner_id', 'enterprise_id', 'job_workflow_ref'];

/** Claims that say whose workflows a statement is about, if not for certain those of one repository. */
export const ABOUT_GITHUB = ['sub', ...OF_OWNER];

function namesRepository(condition: ClaimCondition, value: string): boolean {
  const { claim } = condition;
  if (claim === 'repository' || claim === 'repository_id') return !isOpen(condition, value);
  if (claim === 'job_workflow_ref') return namesRepositoryOfFile(value);
  return subjectParts(condition, value).some(isOfOneRepository) || startsWithFile(value);
}

function isOfOneRepository({ claim }: SubjectPart): boolean {
  return OF_REPOSITORY.includes(claim) || OF_WORKFLOW_FILE.includes(claim);
}

function startsWithFile(subject: string): boolean {
  const file = /^(?:job_)?workflow_ref:(.*)$/s.exec(subject)?.[1];
  return file !== undefined && namesRepositoryOfFile(file);
}

function namesRepositoryOfFile(file: string): boolean {
  return /^[^/*?$]+\/[^/*?$]+\//.test(file);
}

function subjectParts(condition: ClaimCondition, value: string): readonly SubjectPart[] {
  return readSubject(value, isPattern(condition), GITHUB_SUBJECT).parts;
}

/** @param letIn what lets the same jobs in: a repository has one subject in two forms, for one */
function problemsOfJobs(letIn: readonly LetIn[]): Problem[] {
  const { jobs } = letIn[0]!;
  const subjects = letIn.map(({ subject }) => subject).filter((subject) => subject !== undefined);
  if (subjects.length === 0) {
    // The repository is named by its own claim, and all that is missing is which of its jobs are meant.
    const message = `Only the repository is named: jobs ${jobsWords(jobs)} get in.`;
    return jobs.length > 0 ? [{ rule: SUBJECT_OF_ANY_REF, message, fix: FIX_WITHOUT_SUBJECT }] : [];
  }
  const problem = (rule: Rule, kinds: readonly UnnamedJobs[]): Problem => {
    const named = `${subjects.length > 1 ? 'subjects are' : 'subject is'} ${listed(subjects)}`;
    return { rule, message: `The ${named}: jobs ${jobsWords(kinds)} get in.` };
  };
  const refs = jobs.filter((kind) => kind === 'branch' || kind === 'tag');
  const environments = jobs.filter((kind) => kind === 'environment');
  return [
    ...(jobs.includes('pull request') ? [problem(SUBJECT_OF_PULL_REQUESTS, ['pull request'])] : []),
    ...(refs.length > 0 ? [problem(SUBJECT_OF_ANY_REF, [...refs, ...environments])] : []),
    ...(refs.length === 0 && environments.length > 0 ? [problem(SUBJECT_OF_ANY_ENVIRONMENT, environments)] : []),
  ];
}

const FIX_WITHOUT_SUBJECT =
  'Add a condition on the claim ref or environment, or on the subject (…:ref:refs/heads/main, …:environment:NAME).';

/** `on any branch or tag, in any environment and of pull requests`. */
function jobsWords(kinds: readonly UnnamedJobs[]): string {
  const refs = kinds.filter((kind) => kind === 'branch' || kind === 'tag');
  const words = [
    ...(refs.length > 0 ? [`on any ${refs.join(' or ')}`] : []),
    ...(kinds.includes('environment') ? ['in any environment'] : []),
    ...(kinds.includes('pull request') ? ['of pull requests'] : []),
  ];
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Patterns of names, of which somebody has said how they begin. */
function namePatterns(conditions: readonly ClaimCondition[]): Problem[] {
  if (['ref', 'environment'].some((claim) => namingConditions(conditions, claim).some(isExact))) return [];
  return namingConditions(conditions, 'sub')
    .filter(isPattern)
    .flatMap(({ values }) => values)
    .filter((value) => /^[^*?]*:(ref:refs\/(heads|tags)\/|environment:)[^*?:]+[*?]/.test(value))
    .map((value) => ({ rule: PATTERN_OF_NAMES, message: `The subject is ${quoted(value)}.` }));
}

/** Repositories that are named, but are not the one that the workflow runs in. */
function otherRepositories(conditions: readonly ClaimCondition[], own: GithubRepository): Problem[] {
  const named = conditions
    .filter(({ operator }) => !operator.negated)
    .flatMap((condition) => condition.values.flatMap((value) => namedRepositories(condition, value)));
  const others = named.filter(({ repository }) => !isSame(repository, own));
  return [OTHER_REPOSITORY, SIBLING_REPOSITORY].flatMap((rule) => {
    const texts = others.filter(({ repository }) => ruleFor(repository, own) === rule).map(({ text }) => text);
    if (texts.length === 0) return [];
    const where = quoted(`${own.owner}/${own.name}`);
    return [{ rule, message: `Jobs of ${listed([...new Set(texts)])} are trusted; the workflow runs in ${where}.` }];
  });
}

function ruleFor({ owner, ownerId }: Partial<GithubRepository>, own: GithubRepository): Rule {
  const isOfOwner = owner !== undefined && isSameName(owner, own.owner) && isSameId(ownerId, own.ownerId);
  return isOfOwner ? SIBLING_REPOSITORY : OTHER_REPOSITORY;
}

interface NamedRepository {
  readonly text: string;
  readonly repository: Partial<GithubRepository>;
}

function namedRepositories(condition: ClaimCondition, value: string): NamedRepository[] {
  if (condition.claim === 'sub') {
    return subjectParts(condition, value).flatMap((part) => repositoryOf(part.claim, part.value));
  }
  return isOpen(condition, value) ? [] : repositoryOf(condition.claim, value);
}

function repositoryOf(claim: string, value: string): NamedRepository[] {
  if (claim === 'repository_id') return [{ text: `repository_id ${value}`, repository: { repositoryId: value } }];
  const parsed = claim === 'repo' || claim === 'repository' ? parseGithubRepository(value) : undefined;
  return parsed?.ok ? [{ text: value, repository: parsed.value }] : [];
}

function isSame({ owner, name, ownerId, repositoryId }: Partial<GithubRepository>, own: GithubRepository): boolean {
  return (
    isSameName(owner, own.owner) &&
    isSameName(name, own.name) &&
    isSameId(ownerId, own.ownerId) &&
    isSameId(repositoryId, own.repositoryId)
  );
}

/** Names of owners and repositories do not differ by case alone. */
function isSameName(a: string | undefined, b: string): boolean {
  return a === undefined || a.toLowerCase() === b.toLowerCase();
}

/** As far as both are known. */
function isSameId(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

const FORMS = {
  classic: /^repo:[^/:@*?]+\/[^:@*?]+:/,
  immutable: /^repo:[^/:@*?]+@\d+\/[^:@*?]+@\d+:/,
} as const;

function formatOfSubjects(conditions: readonly ClaimCondition[], github: GithubRepository | undefined): Problem[] {
  const subjects = conditions.flatMap(({ values }) => values);
  const classic = subjects.filter((subject) => FORMS.classic.test(subject));
  const immutable = subjects.filter((subject) => FORMS.immutable.test(subject));
  // Subjects of other forms may fit either kind.
  if (subjects.length === 0 || classic.length + immutable.length < subjects.length) return [];

  const mismatch = (form: string, names: readonly string[]): Problem => ({
    rule: SUBJECT_OF_OTHER_FORM,
    message: `The repository has ${form} subjects, but the trust policy names ${listed(names)}.`,
  });
  switch (github?.subjects) {
    case 'immutable':
      return immutable.length > 0 ? [] : [mismatch('immutable', classic)];
    case 'classic':
      return classic.length > 0 ? [] : [mismatch('classic', immutable)];
    case undefined:
      return immutable.length > 0
        ? []
        : [{ rule: CLASSIC_SUBJECT_ONLY, message: `The trust policy names ${listed(classic)}.` }];
  }
}

/** Those that say something else than the repository and the context, or less. */
function customizedSubjects(condition: ClaimCondition): Problem[] {
  return condition.values
    .filter((value) => isCustomized(condition, value))
    .map((value) => ({
      rule: CUSTOMIZED_SUBJECT,
      message: `The subject is ${quoted(value)}.`,
    }));
}

const CONTEXTS = ['ref', 'environment', 'pull_request'];

function isCustomized(condition: ClaimCondition, value: string): boolean {
  const { parts, isWhole } = readSubject(value, isPattern(condition), GITHUB_SUBJECT);
  const [first, second, ...others] = parts;
  if (!first) return false;
  const isUsual = first.claim === 'repo' && (!second || CONTEXTS.includes(second.claim)) && others.length === 0;
  return !isUsual || (isWhole && !second);
}
