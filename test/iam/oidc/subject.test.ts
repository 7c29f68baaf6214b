import fc from 'fast-check';
import { trustGithub, type TrustedJobs } from '../../../src/iam/generate/trust/github';
import { parseEnvironment, parseRef } from '../../../src/iam/generate/trust/github-names';
import { GITHUB_SUBJECT } from '../../../src/iam/oidc/github';
import { GITLAB_SUBJECT } from '../../../src/iam/oidc/gitlab';
import { encodedValue, readSubject } from '../../../src/iam/oidc/subject';
import { cases } from '../../cases';
import { TARGET } from '../target';

const REPOSITORY = { owner: 'acme', name: 'churn', ownerId: '1', repositoryId: '2' };

test('a colon of a value is none of the subject', () => {
  expect(encodedValue('prod:eu:1')).toBe('prod%3Aeu%3A1');
});

test('has the claims of a subject in full', () => {
  expect(readSubject('repo:acme@1/churn@2:environment:prod%3Aeu', false, GITHUB_SUBJECT)).toEqual({
    parts: [
      { claim: 'repo', value: 'acme@1/churn@2' },
      { claim: 'environment', value: 'prod%3Aeu' },
    ],
    isWhole: true,
  });
  expect(readSubject('repo:acme/churn:pull_request', false, GITHUB_SUBJECT).parts).toEqual([
    { claim: 'repo', value: 'acme/churn' },
    { claim: 'pull_request', value: '' },
  ]);
});

test.each<[subject: string, claims: string[]]>([
  ['repo:acme/churn:*', ['repo']],
  ['repo:acme/churn*', []],
  ['repo:acme/churn:ref:refs/heads/*', ['repo']],
  ['repo:acme/churn:ref:refs/heads/main:*', ['repo', 'ref']],
  ['*', []],
  ['repo:${x:y}/churn:pull_request', []],
])('has of the pattern %s what is certain', (subject, claims) => {
  const { parts, isWhole, fault } = readSubject(subject, true, GITHUB_SUBJECT);
  expect(parts.map(({ claim }) => claim)).toEqual(claims);
  expect(isWhole).toBe(false);
  expect(fault).toBeUndefined();
});

test.each<[subject: string, fault: number]>([
  ['acme/churn:pull_request', 0],
  ['repo:acme', 1],
  ['repo:acme/churn:refs/heads/main', 2],
  ['repo:acme/churn:ref:main', 3],
  ['repo:acme/churn:ref', 3],
  ['repo:acme/churn:environment:prod:eu', 4],
  ['repo:acme/churn:pull_request:eu', 3],
])('%s goes wrong at field %i', (subject, fault) => {
  expect(readSubject(subject, false, GITHUB_SUBJECT).fault).toBe(fault);
});

test.each(['project_path:acme/a/churn:ref_type:branch:ref:main', 'project_path:acme/churn:ref:v1:ref_type:tag'])(
  'GitLab has %s',
  (subject) => {
    expect(readSubject(subject, false, GITLAB_SUBJECT)).toMatchObject({ isWhole: true });
  },
);

test.each(['ref:main:project_path:acme/churn', 'project_path:acme:ref:main', 'project_path:a/b:ref_type:commit:ref:x'])(
  'GitLab does not have %s',
  (subject) => {
    expect(readSubject(subject, false, GITLAB_SUBJECT).fault).toBeDefined();
  },
);

test('every subject that is asked for in a trust policy of ours is one that tokens have', () => {
  const name = fc.string({ minLength: 1, maxLength: 40, unit: 'binary-ascii' });
  const job = fc.oneof(
    name
      .filter((text) => parseRef(text).ok)
      .map((text): TrustedJobs => {
        const ref = parseRef(text);
        return { kind: 'ref', ref: ref.ok ? ref.value : '' };
      }),
    name.filter((text) => parseEnvironment(text).ok).map((text): TrustedJobs => ({ kind: 'environment', name: text })),
    fc.constant<TrustedJobs>({ kind: 'pull_request' }),
  );
  fc.assert(
    fc.property(job, (trusted) => {
      const { Condition } = trustGithub(TARGET, {
        issuer: 'token.actions.githubusercontent.com',
        repository: REPOSITORY,
        formats: ['classic', 'immutable'],
        jobs: [trusted],
      });
      const subjects = Condition!.StringEquals!['token.actions.githubusercontent.com:sub'] as string[];
      return subjects.every((subject) => {
        const { isWhole, parts } = readSubject(subject, false, GITHUB_SUBJECT);
        return isWhole && parts.length === 2;
      });
    }),
    cases(2_000),
  );
});
