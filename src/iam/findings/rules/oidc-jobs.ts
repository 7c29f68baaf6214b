import { type ClaimCondition, isExact, isOpen, isPattern, namingConditions, valueGlob } from './claim-conditions';
import { compileCondition } from '../../evaluate/condition/condition';
import { Context } from '../../evaluate/context';
import { commonText } from '../../glob/common-text';
import { codeUnits, type Glob, globOfTokens, type Tokens, Wildcard } from '../../glob/glob';
import { GITHUB_SUBJECT, OF_JOB, OF_REPOSITORY, OF_WORKFLOW_FILE } from '../../oidc/github';
import { readSubject, type SubjectPart } from '../../oidc/subject';

/**
 * Jobs of a repository that nobody has named: those of pull requests, and those on a branch or tag, or in an environment, that
 * somebody may call as they like.
 */
export type UnnamedJobs = 'pull request' | 'branch' | 'tag' | 'environment';

const KINDS: readonly UnnamedJobs[] = ['pull request', 'branch', 'tag', 'environment'];

/** What conditions let in, and by which subject; there is none where no condition is about it. */
export interface LetIn {
  readonly subject?: string;
  readonly jobs: readonly UnnamedJobs[];
}

/** What a subject begins with where nothing says of which repository it is. */
const ANY_REPOSITORY: Tokens = [
  ...[...codeUnits('repo:'), Wildcard.oneInName, Wildcard.manyInName],
  ...[...codeUnits('/'), Wildcard.oneInName, Wildcard.manyInName],
];

/**
 * Makes up tokens of jobs that nobody has named, and asks the conditions whether they hold for them.
 *
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 *
 * @param conditions on the claims of GitHub's tokens
 */
export function unnamedJobs(conditions: readonly ClaimCondition[], issuer: string): LetIn[] {
  if (conditions.some(namesTheCode)) return [];
  const subjects = namingConditions(conditions, 'sub').filter(({ values }) => !values.some(isAnything));
  const wanted = subjects.flatMap((condition) => condition.values.map((value) => ({ condition, value })));
  const isHeldBy = holding(conditions, issuer);
  const jobsOf = (glob: Glob, head: readonly Tokens[], whole: string | undefined) =>
    KINDS.filter((kind) => tokensOf(kind, glob, head, whole, conditions).some(isHeldBy));
  if (wanted.length === 0) {
    const everything = globOfTokens([Wildcard.many]);
    return [{ jobs: jobsOf(everything, headsWithoutSubject(conditions), undefined) }];
  }
  return wanted.map(({ condition, value }) => {
    const { parts, isWhole } = readSubject(value, isPattern(condition), GITHUB_SUBJECT);
    const file = /^(?:job_)?workflow_ref:(.*)$/s.exec(value)?.[1];
    if (file !== undefined && !isWhole) return { subject: value, jobs: namesFile(file) ? [] : ['branch', 'tag'] };
    // A subject in full that says nothing of the job is that of any.
    const whole = isWhole && !parts.some(({ claim }) => OF_JOB.includes(claim)) ? value : undefined;
    return { subject: value, jobs: jobsOf(valueGlob(condition, value), [headOf(parts)], whole) };
  });
}

function isAnything(value: string): boolean {
  return /^[*?]+$/.test(value);
}

/** Whether a condition names who started the job, or the file that says what it does. */
function namesTheCode(condition: ClaimCondition): boolean {
  const { claim, operator } = condition;
  if (operator.negated || operator.ifExists || operator.quantifier === 'all') return false;
  if (!operator.comparison.startsWith('String')) return false;
  if (claim === 'actor' || claim === 'actor_id') return isExact(condition);
  return claim === 'job_workflow_ref' && condition.values.every((value) => namesFile(value));
}

/** Of which repository, and in which version; what follows a named start of the version is not looked at. */
function namesFile(value: string): boolean {
  return /^[^/*?$]+\/[^/*?$]+\/.*@[^*?$]/.test(value);
}

interface Token {
  readonly sub: string;
  readonly ref: string;
  readonly environment?: string;
}

/** Conditions on other claims hold for some job of the repository, so they are left out. */
function holding(conditions: readonly ClaimCondition[], issuer: string): (token: Token) => boolean {
  const tests = conditions
    .filter(({ claim }) => ['sub', 'ref', 'environment'].includes(claim))
    .map((condition) => compileCondition(condition, true));
  return (token) => {
    const context = new Context(
      Object.fromEntries(Object.entries(token).map(([claim, value]) => [`${issuer}:${claim}`, value as string])),
    );
    return tests.every((holds) => holds(context));
  };
}

/** The subject up to where it has said of which repository the job is. */
function headOf(parts: readonly SubjectPart[]): Tokens {
  const last = parts.map(({ claim }) => OF_REPOSITORY.includes(claim)).lastIndexOf(true);
  if (last === -1) return ANY_REPOSITORY;
  return codeUnits(
    parts
      .slice(0, last + 1)
      .map(textOfPart)
      .join(':'),
  );
}

function textOfPart({ claim, value }: SubjectPart): string {
  return value === '' ? claim : `${claim}:${value}`;
}

function headsWithoutSubject(conditions: readonly ClaimCondition[]): readonly Tokens[] {
  const named = namingConditions(conditions, 'repository').filter(isExact);
  return named.length === 0 ? [ANY_REPOSITORY] : named[0]!.values.map((value) => codeUnits(`repo:${value}`));
}

function tokensOf(
  kind: UnnamedJobs,
  subjects: Glob,
  heads: readonly Tokens[],
  whole: string | undefined,
  conditions: readonly ClaimCondition[],
): Token[] {
  const fresh = unnamedCharacter(conditions);
  if (whole !== undefined) return namesFor(kind, fresh, conditions).map((name) => tokenOf(kind, whole, name, fresh));
  const contexts = [contextOf(kind, fresh), ...namesFor(kind, fresh, conditions).map((name) => contextIn(kind, name))];
  return heads.flatMap((head) =>
    contexts.flatMap((context) => {
      const start = [...head, ...codeUnits(':'), ...context];
      const longer = [...start, ...codeUnits(':'), Wildcard.many];
      // Subjects go on only if the repository has chosen so, which a pattern has to ask for.
      const sub = commonText([subjects, globOfTokens(start)]) ?? commonText([subjects, globOfTokens(longer)]);
      if (sub === undefined) return [];
      const { parts, fault } = readSubject(sub, false, GITHUB_SUBJECT);
      const name = parts.find(({ claim }) => claim === (kind === 'environment' ? 'environment' : 'ref'))?.value;
      const token = tokenOf(kind, sub, name ?? fresh, fresh);
      return fault === undefined && parts.every((part) => isPossible(part, token)) ? [token] : [];
    }),
  );
}

/** Whether a part of the subject says the same as the token's claims, and not whose code it is. */
function isPossible({ claim, value }: SubjectPart, { ref, environment }: Token): boolean {
  if (claim === 'ref') return value === ref;
  if (claim === 'environment') return value === environment;
  return !OF_WORKFLOW_FILE.includes(claim) && claim !== 'actor' && claim !== 'actor_id';
}

function tokenOf(kind: UnnamedJobs, sub: string, name: string, fresh: string): Token {
  switch (kind) {
    case 'pull request':
      return { sub, ref: 'refs/pull/1/merge' };
    case 'environment':
      return { sub, ref: `refs/heads/${fresh}`, environment: name };
    default:
      return { sub, ref: name };
  }
}

const STARTS: Readonly<Record<UnnamedJobs, string>> = {
  'pull request': 'pull_request',
  branch: 'ref:refs/heads/',
  tag: 'ref:refs/tags/',
  environment: 'environment:',
};

function contextOf(kind: UnnamedJobs, fresh: string): Tokens {
  const start = codeUnits(STARTS[kind]);
  return kind === 'pull request' ? start : [...start, ...codeUnits(fresh), Wildcard.manyInField];
}

function contextIn(kind: UnnamedJobs, name: string): Tokens {
  if (kind === 'pull request') return contextOf(kind, '');
  return codeUnits(kind === 'environment' ? `environment:${name}` : `ref:${name}`);
}

/** Names that nobody has named, and that conditions on the claim itself let pass. */
function namesFor(kind: UnnamedJobs, fresh: string, conditions: readonly ClaimCondition[]): string[] {
  if (kind === 'pull request') return [''];
  const [claim, start] = kind === 'environment' ? ['environment', ''] : ['ref', STARTS[kind].slice('ref:'.length)];
  const unnamed = globOfTokens([...codeUnits(start + fresh), Wildcard.manyInField]);
  const passing = namingConditions(conditions, claim).flatMap((condition) =>
    condition.values
      .filter((value) => isOpen(condition, value))
      .map((value) => commonText([unnamed, valueGlob(condition, value)])),
  );
  return [start + fresh, ...passing.filter((name) => name !== undefined)];
}

/** One that no condition has, so that a name that begins with it is none that anybody thought of. */
export function unnamedCharacter(conditions: readonly ClaimCondition[]): string {
  const named = conditions.flatMap(({ values }) => values).join('');
  return [...'xyzqjkvw0123456789'].find((character) => !named.includes(character)) ?? '\ue000';
}
