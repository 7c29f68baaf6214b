import { type BrokenRule, broken } from './broken-rule';
import type { Parts } from './parts';
import type { Surroundings } from './request';
import type { GithubRepository, SubjectForm, TrustedJobs, TrustedWorkflows } from '../../iam/generate/trust';
import { hasImmutableSubjects, issuerOf, parseRef } from '../../iam/generate/trust/github-names';
import type { PresentRepository } from '../github-repository';
import type { InputValues } from '../inputs';

/** Repositories that were created later have immutable subjects: GitHub introduced them on 15 July 2026, UTC. */
const IMMUTABLE_SINCE = Date.UTC(2026, 6, 16);

const DEFAULT_SERVER = 'https://github.com';

/** The workflows that are trusted, or what is wrong with the inputs about them. */
export function trustedWorkflows(
  inputs: InputValues,
  parts: Parts,
  surroundings: Surroundings,
): { readonly workflows?: TrustedWorkflows; readonly rules: readonly BrokenRule[] } {
  const rules: BrokenRule[] = [];
  const server = surroundings.githubServerUrl ?? DEFAULT_SERVER;
  const issuer = parts.identityProvider?.issuer ?? issuerOf(server);
  const expectedIssuer = issuerOf(server);
  if (issuer !== expectedIssuer && !issuer.startsWith(`${expectedIssuer}/`)) {
    rules.push(broken('github-oidc-provider', `the identity provider of this GitHub, oidc-provider/${expectedIssuer}`));
  }
  const { repository, broken: brokenRepository } = repositoryOf(parts, surroundings.repository);
  if (brokenRepository) rules.push(brokenRepository);
  if (!repository) return { rules };

  const forms = formsOf(inputs['github-subject-format'], repository, server);
  if (!Array.isArray(forms)) rules.push(forms);
  const jobs = jobsOf(inputs, parts, repository);
  if (!Array.isArray(jobs)) rules.push(jobs);
  if (rules.length > 0 || !Array.isArray(forms) || !Array.isArray(jobs)) return { rules };

  const { owner, name, ownerId, repositoryId } = repository;
  return {
    workflows: {
      issuer,
      provider: parts.identityProvider?.arn,
      repository: { owner, name, ownerId, repositoryId },
      forms,
      jobs,
    },
    rules,
  };
}

/** The repository that is asked for, and all that is known of it if it is the present one. */
function repositoryOf(
  { githubRepository: given }: Parts,
  present: PresentRepository | undefined,
): { readonly repository?: PresentRepository; readonly broken?: BrokenRule } {
  if (!given) {
    return present
      ? { repository: present }
      : {
          broken: broken(
            'github-repository',
            'a repository, OWNER/NAME, because it is not known here which one this is',
          ),
        };
  }
  if (!present || fullName(given).toLowerCase() !== fullName(present).toLowerCase()) return { repository: given };
  if (fullName(given) !== fullName(present)) {
    return {
      broken: broken('github-repository', `${fullName(present)} as GitHub spells it, because subjects differ by case`),
    };
  }
  if (given.repositoryId && hasIds(present) && !hasSameIds(given, present)) {
    return {
      broken: broken(
        'github-repository',
        `the ids ${present.ownerId} and ${present.repositoryId} for ${fullName(present)}`,
      ),
    };
  }
  return { repository: { ...present, ...given } };
}

function formsOf(format: InputValues['github-subject-format'], repository: PresentRepository, server: string) {
  if (!hasImmutableSubjects(server)) {
    return format === 'auto' || format === 'classic'
      ? (['classic'] satisfies SubjectForm[])
      : broken('github-subject-format', 'classic, because GitHub Enterprise Server has no immutable subjects');
  }
  if (format === 'classic') return ['classic'] satisfies SubjectForm[];
  if (!hasIds(repository)) {
    const name = fullName(repository);
    return broken(
      'github-repository',
      `its ids as well, OWNER@OWNER_ID/NAME@ID, which gh api repos/${name} tells; or github-subject-format: classic, if its subjects have no ids`,
    );
  }
  const isImmutable = format === 'immutable' || (format === 'auto' && (repository.createdAt ?? 0) >= IMMUTABLE_SINCE);
  // Older repositories may have been renamed, or may have chosen immutable subjects.
  return isImmutable ? (['immutable'] satisfies SubjectForm[]) : (['classic', 'immutable'] satisfies SubjectForm[]);
}

function jobsOf(inputs: InputValues, parts: Parts, { defaultBranch, ...repository }: PresentRepository) {
  const jobs: TrustedJobs[] = [
    ...(parts.githubRef ? [{ kind: 'ref' as const, ref: parts.githubRef }] : []),
    ...(parts.githubEnvironment ? [{ kind: 'environment' as const, name: parts.githubEnvironment }] : []),
    ...(inputs['github-pull-requests'] ? [{ kind: 'pull_request' as const }] : []),
  ];
  if (jobs.length > 0 || inputs['github-ref'] !== '' || inputs['github-environment'] !== '') return jobs;

  const ref = parseRef(defaultBranch ?? '');
  return ref.ok
    ? [{ kind: 'ref' as const, ref: ref.value }]
    : broken('github-ref', `a branch or tag, because the default branch of ${fullName(repository)} is not known here`);
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
