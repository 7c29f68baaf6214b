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

/**
 * The jobs that a statement is about, if its conditions ask for the audience of AWS, for these subjects, and for nothing else.
 *
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 *
 * @param provider the federated principal
 * @param conditions of the statement
 * @param but those of statements that let in such jobs as well: these are left out
 */
export function githubJobs(
  provider: string,
  conditions: readonly ReadCondition[],
  but: readonly (readonly ReadCondition[])[] = [],
): readonly GithubJobs[] | undefined {
  const [tokens, ...others] = [conditions, ...but].map((each) => tokensOf(provider, each));
  const isAlike = (other: Tokens | undefined) => other?.audiences.join() === tokens?.audiences.join();
  if (!tokens || !others.every(isAlike)) return undefined;
  const known = others.flatMap((other) => other?.subjects ?? []);
  const rest = tokens.subjects.filter((subject) => !known.includes(subject));
  const jobs = rest.map(jobsOfSubject);
  return jobs.length > 0 && jobs.every((each) => each !== undefined) ? withSameContexts(jobs) : undefined;
}

interface Tokens {
  readonly audiences: readonly string[];
  readonly subjects: readonly string[];
}

function tokensOf(provider: string, conditions: readonly ReadCondition[]): Tokens | undefined {
  const issuer = PROVIDER.exec(provider)?.[1];
  const valuesOf = (claim: string) => conditions.find(({ key }) => key === `${issuer}:${claim}`)?.values ?? [];
  const isExact = conditions.length === 2 && conditions.every(({ operatorText }) => operatorText === 'StringEquals');
  const audiences = valuesOf('aud');
  const isForAws = audiences.length > 0 && audiences.every((audience) => AUDIENCES_OF_AWS.includes(audience));
  return issuer && isExact && isForAws ? { audiences, subjects: valuesOf('sub') } : undefined;
}

export function jobsWords(jobs: readonly GithubJobs[]): Words {
  const each = jobs.map(({ repositories, contexts }) => {
    const whose = repositories.length === 0 ? 'any repository' : joined(repositories.map(code), ' or ');
    return words`of ${whose} ${contextWords(contexts)}`;
  });
  return joined(each, ' or ');
}

/** @returns plain text without the ids, for where there is little room */
export function briefJobs(jobs: readonly GithubJobs[]): string[] {
  const brief = jobs.flatMap(({ repositories, contexts }) =>
    (repositories.length === 0 ? ['any repository'] : repositories).map(
      (repository) => `${repository.replace(/@\d+/g, '')} ${textOf(contextWords(contexts))}`,
    ),
  );
  return [...new Set(brief)];
}

function contextWords(contexts: readonly Context[]): Words {
  const each = contexts.map((traits) => joined(traits.map(traitWords), ' '));
  return joined(each, ' or ');
}

function traitWords({ kind, name }: Trait): Words {
  return name === undefined ? words`${kind}` : words`${kind} ${code(name)}`;
}

function jobsOfSubject(subject: string): GithubJobs | undefined {
  return jobsOfClaims(subject) ?? jobsOfContext(subject);
}

/** Subjects of whatever claims a repository has chosen, as long as they say whose jobs these are, or whose code they run. */
function jobsOfClaims(subject: string): GithubJobs | undefined {
  const { parts, isWhole } = readSubject(subject, false, GITHUB_SUBJECT);
  const repository = parts.find(({ claim }) => claim === 'repo' || claim === 'repository');
  const isNamed = repository !== undefined || parts.some(({ claim }) => OF_WORKFLOW_FILE.includes(claim));
  if (!isWhole || !isNamed) return undefined;
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

function distinct(contexts: readonly Context[]): Context[] {
  return groupBy(contexts, (context) => JSON.stringify(context)).map(([first]) => first!);
}
