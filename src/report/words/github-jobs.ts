import { parseEnvironment, parseGithubRepository, parseRef } from '../../iam/generate/trust/github-names';
import { groupBy } from '../../shared/group-by';
import { code, joined, textOf, type Words, words } from '../inline';
import { entries, texts } from '../statements';

/** Who issues the tokens of GitHub's workflows: github.com or an enterprise of it, ghe.com, or a GitHub Enterprise Server. */
const PROVIDER =
  /^arn:[^:]+:iam::\d{12}:oidc-provider\/(token\.actions\.(?:githubusercontent\.com(?:\/[\w-]+)?|[\w-]+\.ghe\.com)|[\w.-]+\/_services\/token)$/;

/** What jobs of a repository have in common: `on branch main`. */
interface Context {
  readonly kind: string;
  readonly name?: string;
}

/** Jobs of GitHub workflows that a trust policy names one by one. */
interface GithubJobs {
  /** As the subjects have them: `acme/churn`, or `acme@123456/churn@456789` with the ids. */
  readonly repositories: readonly string[];
  readonly contexts: readonly Context[];
}

/**
 * The jobs that a statement is about, if its conditions ask for the audience of AWS, for these subjects, and for nothing else.
 *
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 *
 * @param provider the federated principal
 * @param condition of the statement
 * @param but conditions of statements that let in such jobs as well: these are left out
 */
export function githubJobs(
  provider: string,
  condition: unknown,
  but: readonly unknown[] = [],
): readonly GithubJobs[] | undefined {
  const [subjects, ...others] = [condition, ...but].map((each) => subjectsOf(provider, each));
  if (!subjects || !others.every((each) => each !== undefined)) return undefined;
  const rest = subjects.filter((subject) => !others.flat().includes(subject));
  const jobs = rest.map(jobsOfSubject);
  return jobs.length > 0 && jobs.every((each) => each !== undefined) ? withSameContexts(jobs) : undefined;
}

function subjectsOf(provider: string, condition: unknown): readonly string[] | undefined {
  const issuer = PROVIDER.exec(provider)?.[1];
  const [[operator, keys] = [], ...others] = entries(condition);
  const values = Object.fromEntries(entries(keys).map(([key, value]) => [key, texts(value)]));
  const { [`${issuer}:aud`]: audiences, [`${issuer}:sub`]: subjects, ...rest } = values;
  const isExact = operator === 'StringEquals' && others.length === 0 && Object.keys(rest).length === 0;
  return issuer && isExact && audiences?.join() === 'sts.amazonaws.com' ? subjects : undefined;
}

export function jobsWords(jobs: readonly GithubJobs[]): Words {
  const each = jobs.map(({ repositories, contexts }) => {
    return words`of ${joined(repositories.map(code), ' or ')} ${contextWords(contexts)}`;
  });
  return joined(each, ' or ');
}

/** @returns plain text without the ids, for where there is little room */
export function briefJobs(jobs: readonly GithubJobs[]): string[] {
  const brief = jobs.flatMap(({ repositories, contexts }) =>
    repositories.map((repository) => `${repository.replace(/@\d+/g, '')} ${textOf(contextWords(contexts))}`),
  );
  return [...new Set(brief)];
}

function contextWords(contexts: readonly Context[]): Words {
  const each = contexts.map(({ kind, name }) => (name === undefined ? kind : words`${kind} ${code(name)}`));
  return joined(each, ' or ');
}

function jobsOfSubject(subject: string): GithubJobs | undefined {
  const [, repository = '', rest = ''] = /^repo:([^:]+):(.+)$/s.exec(subject) ?? [];
  const context = contextOf(rest);
  return context && parseGithubRepository(repository).ok
    ? { repositories: [repository], contexts: [context] }
    : undefined;
}

function contextOf(text: string): Context | undefined {
  if (text === 'pull_request') return { kind: 'for pull requests' };
  const [, prefix, name = ''] = /^(ref:refs\/heads\/|ref:refs\/tags\/|environment:)(.+)$/s.exec(text) ?? [];
  if (prefix === 'environment:') return parseEnvironment(name).ok ? { kind: 'in environment', name } : undefined;
  if (!prefix || !parseRef(text.slice('ref:'.length)).ok) return undefined;
  return { kind: prefix === 'ref:refs/tags/' ? 'on tag' : 'on branch', name };
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
