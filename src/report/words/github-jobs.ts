import { namedWithin } from './room';
import { parseEnvironment, parseGithubRepository } from '../../iam/generate/trust/github-names';
import { AUDIENCES_OF_AWS } from '../../iam/oidc/audience';
import { GITHUB_SUBJECT, OF_WORKFLOW_FILE } from '../../iam/oidc/github';
import { readSubject, type SubjectPart } from '../../iam/oidc/subject';
import type { ReadCondition } from '../../iam/policy/policy';
import { groupBy } from '../../shared/group-by';
import { code, joined, textOf, type Words, words } from '../inline';

/** Who issues the tokens of GitHub's workflows: github.com or an enterprise of it, ghe.com, or a GitHub Enterprise Server. */
const PROVIDER =
  /^arn:[^:]+:iam::\d{12}:oidc-provider\/(token\.actions\.(?:githubusercontent\.com(?:\/[\w-]+)?|[\w-]+\.ghe\.com)|[\w.-]+\/_services\/token)$/;

/** What jobs of a repository have in common, all of it together: `on branch main`, `that call the workflow …`. */
type Context = readonly Trait[];

interface Trait {
  readonly kind: string;
  readonly name?: string;
}

/** Jobs of GitHub workflows that a trust policy names one by one. */
interface GithubJobs {
  /** As the subjects have them: `acme/churn`, or `acme@123456/churn@456789` with the ids; none for jobs of any repository. */
  readonly repositories: readonly string[];
  readonly contexts: readonly Context[];
}

/** The jobs that conditions let in, and what else they ask for. */
export interface JobsLetIn {
  readonly jobs: readonly GithubJobs[];
  /** For which audience of AWS their tokens have to be. */
  readonly audience: ReadCondition;
  /** What says more than which jobs are meant, such as from where. */
  readonly others: readonly ReadCondition[];
}

/**
 * The jobs that conditions are about, if they ask for the audience of AWS, and for jobs of repositories that are named in full.
 *
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 *
 * @param provider the federated principal
 * @param conditions of a statement
 */
export function githubJobs(provider: string, conditions: readonly ReadCondition[]): JobsLetIn | undefined {
  const issuer = PROVIDER.exec(provider)?.[1];
  const [audience, ...moreAudiences] = conditions.filter(({ key }) => key === `${issuer}:aud`);
  if (!issuer || !audience || moreAudiences.length > 0 || !isForAws(audience)) return undefined;
  const claims = conditions.flatMap((condition) => claimOf(condition, issuer) ?? []);
  const subjects = claims.filter(({ claim }) => claim === 'sub');
  const named = claims
    .filter(({ claim }) => claim !== 'sub')
    .map(({ claim, values }) => ({ claim, value: values[0]! }));
  const others = conditions.filter(
    (condition) => condition !== audience && !claims.some((claim) => claim.condition === condition),
  );
  const jobs = subjects.length > 1 ? undefined : jobsOf(subjects[0], named);
  return jobs && { jobs: withSameContexts(jobs), audience, others };
}

function isForAws({ operatorText, values }: ReadCondition): boolean {
  return (
    operatorText === 'StringEquals' && values.length > 0 && values.every((each) => AUDIENCES_OF_AWS.includes(each))
  );
}

/** What a claim has to be; but for the subject, that is one text. */
interface NamedClaim {
  readonly claim: string;
  readonly values: readonly string[];
  readonly isPattern: boolean;
  readonly condition: ReadCondition;
}

function claimOf(condition: ReadCondition, issuer: string): NamedClaim | undefined {
  const { operatorText, key, values } = condition;
  const isPattern = operatorText === 'StringLike';
  if (!key.startsWith(`${issuer}:`) || !(isPattern || operatorText === 'StringEquals')) return undefined;
  const claim = key.slice(issuer.length + 1);
  const isOneText = values.length === 1 && !/\$\{/.test(values[0]!) && !(isPattern && /[*?]/.test(values[0]!));
  return claim === 'sub' || (isOneText && claim !== 'aud') ? { claim, values, isPattern, condition } : undefined;
}

function jobsOf(subject: NamedClaim | undefined, named: readonly SubjectPart[]): GithubJobs[] | undefined {
  if (!subject) {
    const jobs = jobsOfParts(named);
    return jobs && [jobs];
  }
  const jobs = subject.values.map((value) => jobsOfSubject(value, subject.isPattern));
  if (jobs.length === 0 || !jobs.every((each) => each !== undefined)) return undefined;
  return jobs.map((each) => limitedBy(named, each));
}

/** With what other claims ask for, as far as the subject does not say it already. */
function limitedBy(named: readonly SubjectPart[], { repositories, contexts }: GithubJobs): GithubJobs {
  const isSaid = ({ claim, value }: SubjectPart) =>
    claim === 'repository' && repositories.length > 0 && repositories.every((each) => withoutIds(each) === value);
  const traits = named.filter((part) => !isSaid(part)).map(traitOf);
  return { repositories, contexts: contexts.map((context) => distinctTraits([...context, ...traits])) };
}

/** Jobs with the same in common are told together. */
export function jobsTogether(all: readonly JobsLetIn[]): readonly GithubJobs[] {
  return withSameContexts(all.flatMap(({ jobs }) => jobs));
}

/** @param most of so many repositories, and of so many of what their jobs have in common, the names */
export function jobsWords(jobs: readonly GithubJobs[], most = Infinity): Words {
  const all = jobs.length > most + 1 ? [...jobs.filter(isBroad), ...jobs.filter((each) => !isBroad(each))] : jobs;
  const each = all.map(
    ({ repositories, contexts }) => words`of ${repositoryWords(repositories, most)} ${contextWords(contexts, most)}`,
  );
  return namedWithin(most, each, ' or ', 'kinds');
}

/** Whether nobody knows how many jobs these are. */
function isBroad({ repositories, contexts }: GithubJobs): boolean {
  return repositories.length === 0 || contexts.some(isOpen);
}

function isOpen(context: Context): boolean {
  return context.some(({ kind, name = '' }) => /\b(any|whatever|like)\b/.test(kind) || /[*?]/.test(name));
}

function repositoryWords(repositories: readonly string[], most: number): Words {
  if (repositories.length === 0) return words`any repository`;
  const each = groupBy(repositories, withoutIds).flatMap((forms) => {
    const plain = forms.find((form) => withoutIds(form) === form);
    return forms.length === 2 && plain
      ? [words`${code(plain)} (both subject forms)`]
      : forms.map((form) => [code(form)]);
  });
  return namedWithin(most, each, ' or ', 'repositories');
}

/** @returns the repositories by their names alone, each once */
export function repositoryNames(jobs: readonly GithubJobs[]): string[] {
  return [...new Set(jobs.flatMap(({ repositories }) => repositories.map(withoutIds)))].sort();
}

function withoutIds(repository: string): string {
  return repository.replace(/@\d+/g, '');
}

/** Whether the jobs are the same, whichever forms their subjects have. */
export function areSameJobs(one: readonly GithubJobs[], other: readonly GithubJobs[]): boolean {
  return briefJobs(one).sort().join() === briefJobs(other).sort().join();
}

/** Jobs of the repositories as one form of their subjects has them, but not as those that are known. */
export function formsBeside(jobs: readonly GithubJobs[], known: readonly GithubJobs[]): readonly GithubJobs[] {
  const names = known.flatMap(({ repositories }) => repositories);
  return jobs.map((each) => ({
    ...each,
    repositories: each.repositories.filter((repository) => !names.includes(repository)),
  }));
}

/**
 * What each of the jobs have in common, as plain text, for where there is little room.
 *
 * @param withIds whether to name the ids of repositories, where the subjects have them
 */
export function briefJobs(jobs: readonly GithubJobs[], withIds = false): string[] {
  const brief = jobs.flatMap(({ repositories, contexts }) =>
    (repositories.length === 0 ? ['any repository'] : repositories).flatMap((repository) =>
      contexts.map((context) => `${withIds ? repository : withoutIds(repository)} ${textOf(contextWords([context]))}`),
    ),
  );
  return [...new Set(brief)];
}

function contextWords(contexts: readonly Context[], most = Infinity): Words {
  const all =
    contexts.length > most + 1 ? [...contexts.filter(isOpen), ...contexts.filter((each) => !isOpen(each))] : contexts;
  const each = all.map((traits) => joined(traits.map(traitWords), ' '));
  return namedWithin(most, each, ' or ', 'cases');
}

function traitWords({ kind, name }: Trait): Words {
  return name === undefined ? words`${kind}` : words`${kind} ${code(name)}`;
}

function jobsOfSubject(subject: string, isPattern: boolean): GithubJobs | undefined {
  if (isPattern && /[*?]/.test(subject)) return jobsOfPattern(subject);
  return jobsOfClaims(subject) ?? jobsOfContext(subject);
}

const ANY_REF = 'on any branch or tag';

/** What subjects of a repository may go on with, by how patterns are usually written. */
const ANY: Readonly<Record<string, string>> = {
  '*': `${ANY_REF}, in any environment, for any event`,
  'ref:*': ANY_REF,
  'ref:refs/*': ANY_REF,
  'ref:refs/heads/*': 'on any branch',
  'ref:refs/tags/*': 'on any tag',
  'environment:*': 'in any environment',
};

const LIKE: readonly (readonly [start: string, kind: string])[] = [
  ['ref:refs/heads/', 'on branches like'],
  ['ref:refs/tags/', 'on tags like'],
  ['environment:', 'in environments like'],
];

/** Patterns that name the repository in full. */
function jobsOfPattern(subject: string): GithubJobs | undefined {
  const [, repository = '', rest = ''] = /^repo:([^:*?$]+):(.+)$/s.exec(subject) ?? [];
  if (!parseGithubRepository(repository).ok || rest.includes('${')) return undefined;
  return { repositories: [repository], contexts: [[traitOfPattern(rest)]] };
}

function traitOfPattern(rest: string): Trait {
  const any = ANY[rest];
  if (any !== undefined) return { kind: any };
  const [start, kind] = LIKE.find(([each]) => rest.startsWith(each)) ?? ['', ''];
  const name = rest.slice(start.length);
  return start !== '' && !name.includes(':') ? { kind, name } : { kind: 'whose subject goes on like', name: rest };
}

/** Subjects of whatever claims a repository has chosen, as long as they say whose jobs these are, or whose code they run. */
function jobsOfClaims(subject: string): GithubJobs | undefined {
  const { parts, isWhole } = readSubject(subject, false, GITHUB_SUBJECT);
  return isWhole ? jobsOfParts(parts) : undefined;
}

function jobsOfParts(parts: readonly SubjectPart[]): GithubJobs | undefined {
  const repository = parts.find(({ claim }) => claim === 'repo' || claim === 'repository');
  const isNamed = repository !== undefined || parts.some(({ claim }) => OF_WORKFLOW_FILE.includes(claim));
  if (!isNamed) return undefined;
  const traits = parts.filter((part) => part !== repository).map(traitOf);
  return {
    repositories: repository ? [repository.value] : [],
    contexts: [traits.length > 0 ? traits : [{ kind: 'on whatever branch, for whatever event' }]],
  };
}

const TRAITS: Readonly<Record<string, string>> = {
  environment: 'in environment',
  job_workflow_ref: 'that call the workflow',
  workflow_ref: 'of the workflow',
};

function traitOf({ claim, value }: SubjectPart): Trait {
  if (claim === 'pull_request') return { kind: 'for pull requests' };
  if (claim === 'ref') return refTrait(value);
  const kind = TRAITS[claim];
  return kind === undefined ? { kind: 'with', name: `${claim}:${value}` } : { kind, name: value };
}

function refTrait(ref: string): Trait {
  const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/s.exec(ref) ?? [];
  if (kind === undefined) return { kind: 'on', name: ref };
  return { kind: kind === 'tags' ? 'on tag' : 'on branch', name };
}

/** Older servers leave the colons in the name of an environment as they are. */
function jobsOfContext(subject: string): GithubJobs | undefined {
  const [, repository = '', name = ''] = /^repo:([^:]+):environment:(.+)$/s.exec(subject) ?? [];
  return parseGithubRepository(repository).ok && parseEnvironment(name).ok
    ? { repositories: [repository], contexts: [[{ kind: 'in environment', name }]] }
    : undefined;
}

/** Repositories with the same contexts, and contexts of the same repositories, are told together. */
function withSameContexts(jobs: readonly GithubJobs[]): GithubJobs[] {
  const byRepository = merged(jobs, ({ repositories }) => repositories);
  return merged(byRepository, ({ contexts }) => contexts);
}

function merged(jobs: readonly GithubJobs[], shared: (jobs: GithubJobs) => unknown): GithubJobs[] {
  return groupBy(jobs, (each) => JSON.stringify(shared(each))).map((alike) => ({
    repositories: [...new Set(alike.flatMap(({ repositories }) => repositories))],
    contexts: distinct(alike.flatMap(({ contexts }) => contexts)),
  }));
}

function distinctTraits(traits: readonly Trait[]): Trait[] {
  return groupBy(traits, (trait) => JSON.stringify(trait)).map(([first]) => first!);
}

function distinct(contexts: readonly Context[]): Context[] {
  return groupBy(contexts, (context) => JSON.stringify(context)).map(([first]) => first!);
}
