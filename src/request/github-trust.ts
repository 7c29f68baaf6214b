import type { Inputs, InputValues } from './inputs';
import type { JobContext, PresentRepository } from './job-context';
import type { Words } from './problem';
import type { GithubRepository, SubjectFormat, TrustedJobs, TrustedWorkflows } from '../iam/generate/trust/github';
import {
  hasImmutableSubjects,
  type IdentityProvider,
  issuerOf,
  parseEnvironment,
  parseGithubRepository,
  parseIdentityProvider,
  parseRef,
} from '../iam/generate/trust/github-names';
import { parseAudience, parseSubject } from '../iam/generate/trust/github-tokens';
import { type Parsed, valid } from '../shared/parsed';

/** Repositories that were created later have immutable subjects: GitHub introduced them on 15 July 2026, UTC. */
const IMMUTABLE_SINCE = Date.UTC(2026, 6, 16);

/** What the workflow names; all of it has a default. */
interface GithubNames {
  readonly repository?: GithubRepository;
  readonly ref?: string;
  readonly environment?: string;
  readonly provider?: IdentityProvider;
  readonly audiences?: readonly string[];
  readonly subjects?: readonly string[];
}

/** Inputs that say which jobs are meant, with the values that say nothing. */
export const ABOUT_JOBS = {
  'github-repository': '',
  'github-ref': '',
  'github-environment': '',
  'github-pull-requests': false,
  'github-subject-format': 'auto',
} as const satisfies Partial<InputValues>;

export function readGithubNames(inputs: Inputs): GithubNames {
  return {
    repository: inputs.takeText('github-repository', parseGithubRepository),
    ref: inputs.takeText('github-ref', parseRef),
    environment: inputs.takeText('github-environment', parseEnvironment),
    provider: inputs.takeText('github-oidc-provider', parseIdentityProvider),
    audiences: inputs.takeEach('github-audience', parseAudience),
    subjects: inputs.takeText('github-subject', parseSubjects),
  };
}

/** @returns the workflows that are trusted; `undefined` where it can't be told which ones */
export function readTrustedWorkflows(
  inputs: Inputs,
  names: GithubNames,
  { serverUrl, repository: present }: JobContext,
): TrustedWorkflows | undefined {
  const expectedIssuer = issuerOf(serverUrl);
  const issuer = names.provider?.issuer ?? expectedIssuer;
  if (issuer !== expectedIssuer && !issuer.startsWith(`${expectedIssuer}/`)) {
    const expected = `the identity provider of this GitHub, oidc-provider/${expectedIssuer}`;
    inputs.refuse('github-oidc-provider', expected);
  }
  const tokens = { issuer, provider: names.provider?.arn, audiences: names.audiences };
  if (inputs.values['github-subject'] !== '') {
    refuseJobs(inputs);
    return names.subjects && { ...tokens, subjects: names.subjects };
  }
  const trusted = trustedRepository(inputs, names.repository, present);
  if (!trusted) return undefined;

  const formats = subjectFormats(inputs, trusted, serverUrl);
  const jobs = trustedJobs(inputs, names, trusted);
  if (!formats || !jobs) return undefined;
  const { owner, name, ownerId, repositoryId } = trusted;
  return { ...tokens, repository: { owner, name, ownerId, repositoryId }, formats, jobs };
}

/** One a line: an environment's name may have blanks and commas. */
function parseSubjects(text: string): Parsed<readonly string[]> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const subjects: string[] = [];
  for (const line of lines) {
    const subject = parseSubject(line);
    if (!subject.ok) return subject;
    subjects.push(subject.value);
  }
  return valid([...new Set(subjects)]);
}

function refuseJobs(inputs: Inputs): void {
  for (const [name, nothing] of Object.entries(ABOUT_JOBS) as [keyof typeof ABOUT_JOBS, unknown][]) {
    if (inputs.values[name] === nothing) continue;
    inputs.refuse(name, ['nothing, because ', { input: 'github-subject' }, ' says in full which jobs are meant']);
  }
}

/** What to do where the user did not ask for GitHub, and it is not known which jobs that would be. */
function orOtherTrust(inputs: Inputs): readonly Exclude<Words, string>[number][] {
  return inputs.values.trust.length > 0 ? [] : ['; or ', { input: 'trust' }, ': whoever else is to assume the role'];
}

/** The repository that is asked for, and all that is known of it if it is the present one. */
function trustedRepository(
  inputs: Inputs,
  given: GithubRepository | undefined,
  present: PresentRepository | undefined,
): PresentRepository | undefined {
  const refuse = (...expected: Exclude<Words, string>) => void inputs.refuse('github-repository', expected);
  if (!given) {
    const expected = 'a repository, OWNER/NAME, because it is not known here which one this is';
    if (!present) refuse(expected, ...orOtherTrust(inputs));
    return present;
  }
  if (!present || fullName(given).toLowerCase() !== fullName(present).toLowerCase()) return given;
  if (fullName(given) !== fullName(present)) {
    refuse(`${fullName(present)} as GitHub spells it, because subjects differ by case`);
    return undefined;
  }
  if (given.repositoryId && hasIds(present) && !hasSameIds(given, present)) {
    refuse(`the ids ${present.ownerId} and ${present.repositoryId} for ${fullName(present)}`);
    return undefined;
  }
  return { ...present, ...given };
}

function subjectFormats(inputs: Inputs, repository: PresentRepository, serverUrl: string): SubjectFormat[] | undefined {
  const format = inputs.values['github-subject-format'];
  if (!hasImmutableSubjects(serverUrl)) {
    if (format === 'auto' || format === 'classic') return ['classic'];
    const expected = 'classic, because GitHub Enterprise Server has no immutable subjects';
    inputs.refuse('github-subject-format', expected);
    return undefined;
  }
  if (format === 'classic') return ['classic'];
  if (!hasIds(repository)) {
    inputs.refuse('github-repository', [
      `its ids as well, OWNER@OWNER_ID/NAME@ID, which gh api repos/${fullName(repository)} tells; or `,
      { input: 'github-subject-format' },
      ': classic, if its subjects have no ids',
    ]);
    return undefined;
  }
  const isImmutable = format === 'immutable' || (format === 'auto' && (repository.createdAt ?? 0) >= IMMUTABLE_SINCE);
  // Older repositories may have been renamed, or may have chosen immutable subjects.
  return isImmutable ? ['immutable'] : ['classic', 'immutable'];
}

function trustedJobs(
  inputs: Inputs,
  { ref, environment }: GithubNames,
  repository: PresentRepository,
): TrustedJobs[] | undefined {
  const { values } = inputs;
  const jobs: TrustedJobs[] = [
    ...(ref ? [{ kind: 'ref' as const, ref }] : []),
    ...(environment ? [{ kind: 'environment' as const, name: environment }] : []),
    ...(values['github-pull-requests'] ? [{ kind: 'pull_request' as const }] : []),
  ];
  if (jobs.length > 0 || values['github-ref'] !== '' || values['github-environment'] !== '') return jobs;

  const branch = parseRef(repository.defaultBranch ?? '');
  if (branch.ok) return [{ kind: 'ref', ref: branch.value }];
  const expected = `a branch or tag, because the default branch of ${fullName(repository)} is not known here`;
  inputs.refuse('github-ref', [expected, ...orOtherTrust(inputs)]);
  return undefined;
}

function hasIds({ ownerId, repositoryId }: GithubRepository): boolean {
  return ownerId !== undefined && repositoryId !== undefined;
}

function hasSameIds(a: GithubRepository, b: GithubRepository): boolean {
  return a.ownerId === b.ownerId && a.repositoryId === b.repositoryId;
}

function fullName({ owner, name }: GithubRepository): string {
  return `${owner}/${name}`;
}
