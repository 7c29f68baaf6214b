import { readConditions } from '../../../src/iam/policy/read-statement';
import { inlineMarkdown } from '../../../src/report/render/markdown/inline';
import { briefJobs, githubJobs, jobsWords } from '../../../src/report/words/github-jobs';

const ISSUER = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;
const MAIN = 'repo:acme/churn:ref:refs/heads/main';
const IMMUTABLE_MAIN = 'repo:acme@1/churn@2:ref:refs/heads/main';

function exactly(...subjects: readonly string[]) {
  return { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: subjects } };
}

function jobsOf(provider: string, condition: unknown) {
  return githubJobs(provider, readConditions(condition));
}

function toldBy(condition: unknown): string | undefined {
  const jobs = jobsOf(PROVIDER, condition);
  return jobs && inlineMarkdown(jobsWords(jobs.jobs));
}

test.each([
  ['a branch', [MAIN], 'of `acme/churn` on branch `main`'],
  ['a branch with a slash', ['repo:acme/churn:ref:refs/heads/fix/it'], 'of `acme/churn` on branch `fix/it`'],
  ['a tag', ['repo:acme/churn:ref:refs/tags/v1'], 'of `acme/churn` on tag `v1`'],
  ['an environment', ['repo:acme/churn:environment:prod: eu'], 'of `acme/churn` in environment `prod: eu`'],
  ['pull requests', ['repo:acme/churn:pull_request'], 'of `acme/churn` for pull requests'],
  ['both forms', [MAIN, IMMUTABLE_MAIN], 'of `acme/churn` (both subject forms) on branch `main`'],
  ['the form with ids', [IMMUTABLE_MAIN], 'of `acme@1/churn@2` on branch `main`'],
  [
    'forms of two repositories',
    [MAIN, 'repo:acme/other:ref:refs/heads/main', IMMUTABLE_MAIN],
    'of `acme/churn` (both subject forms) or `acme/other` on branch `main`',
  ],
  [
    'two repositories with one name',
    [MAIN, IMMUTABLE_MAIN, 'repo:acme@1/churn@3:ref:refs/heads/main'],
    'of `acme/churn` or `acme@1/churn@2` or `acme@1/churn@3` on branch `main`',
  ],
  [
    'several of one repository',
    [MAIN, 'repo:acme/churn:pull_request', MAIN],
    'of `acme/churn` on branch `main` or for pull requests',
  ],
  [
    'different ones of two repositories',
    [MAIN, 'repo:acme/other:pull_request'],
    'of `acme/churn` on branch `main` or of `acme/other` for pull requests',
  ],
  ['a repository, whatever its jobs do', ['repo:acme/churn'], 'of `acme/churn` on whatever branch, for whatever event'],
  [
    'a workflow that is called',
    ['repo:acme/churn:ref:refs/heads/main:job_workflow_ref:acme/shared/.github/workflows/deploy.yml@refs/heads/main'],
    'of `acme/churn` on branch `main` that call the workflow `acme/shared/.github/workflows/deploy.yml@refs/heads/main`',
  ],
  [
    'a workflow that any repository may call',
    ['repository_owner:acme:job_workflow_ref:acme/shared/.github/workflows/deploy.yml@v1'],
    'of any repository with `repository_owner:acme` that call the workflow `acme/shared/.github/workflows/deploy.yml@v1`',
  ],
  [
    'claims in an order of their own',
    ['actor:octocat:repository:acme/churn:workflow_ref:acme/churn/.github/workflows/a.yml@refs/heads/main'],
    'of `acme/churn` with `actor:octocat` of the workflow `acme/churn/.github/workflows/a.yml@refs/heads/main`',
  ],
  ['a ref that is no branch', ['repo:acme/churn:ref:refs/pull/7/merge'], 'of `acme/churn` on `refs/pull/7/merge`'],
  ['markup in a name', ['repo:acme/churn:environment:`[x](y)`'], 'of `acme/churn` in environment `` `[x](y)` ``'],
])('tells jobs by what they have in common: %s', (_, subjects, words) => {
  expect(toldBy(exactly(...subjects))).toBe(words);
});

test.each([
  ['repo:acme/churn:*', 'of `acme/churn` on any branch or tag, in any environment, for any event'],
  ['repo:acme@1/churn@2:*', 'of `acme@1/churn@2` on any branch or tag, in any environment, for any event'],
  ['repo:acme/churn:ref:*', 'of `acme/churn` on any branch or tag'],
  ['repo:acme/churn:ref:refs/heads/*', 'of `acme/churn` on any branch'],
  ['repo:acme/churn:ref:refs/heads/release/*', 'of `acme/churn` on branches like `release/*`'],
  ['repo:acme/churn:ref:refs/tags/v?', 'of `acme/churn` on tags like `v?`'],
  ['repo:acme/churn:environment:*', 'of `acme/churn` in any environment'],
  ['repo:acme/churn:environment:p*', 'of `acme/churn` in environments like `p*`'],
  ['repo:acme/churn:*:refs/heads/main', 'of `acme/churn` whose subject goes on like `*:refs/heads/main`'],
  ['repo:acme/churn:pull_request', 'of `acme/churn` for pull requests'],
  ['repo:acme/churn*', undefined],
  ['repo:acme/*:pull_request', undefined],
  ['*', undefined],
])('tells jobs by a pattern, as long as that names the repository: %s', (subject, words) => {
  const audience = { [`${ISSUER}:aud`]: 'sts.amazonaws.com' };
  expect(toldBy({ StringEquals: audience, StringLike: { [`${ISSUER}:sub`]: subject } })).toBe(words);
});

test.each([
  [{ repository: 'acme/churn', ref: 'refs/heads/main' }, 'of `acme/churn` on branch `main`'],
  [{ repository: 'acme/churn' }, 'of `acme/churn` on whatever branch, for whatever event'],
  [{ repository: 'acme/churn', event_name: 'push' }, 'of `acme/churn` with `event_name:push`'],
  [{ sub: MAIN, repository: 'acme/churn', ref: 'refs/heads/main' }, 'of `acme/churn` on branch `main`'],
  [{ sub: MAIN, actor: 'octocat' }, 'of `acme/churn` on branch `main` with `actor:octocat`'],
  [
    { job_workflow_ref: 'acme/a/.github/workflows/a.yml@v1' },
    'of any repository that call the workflow `acme/a/.github/workflows/a.yml@v1`',
  ],
  [{ ref: 'refs/heads/main' }, undefined],
  [{ repository_id: '2' }, undefined],
])('tells jobs by other claims: %j', (claims, words) => {
  const all = Object.entries(claims).map(([claim, value]) => [`${ISSUER}:${claim}`, value]);
  expect(toldBy({ StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', ...Object.fromEntries(all) } })).toBe(words);
});

test('leaves what says more than which jobs to others', () => {
  const { jobs, others } = jobsOf(PROVIDER, { ...exactly(MAIN), IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })!;

  expect([inlineMarkdown(jobsWords(jobs)), others.map(({ key }) => key)]).toEqual([
    'of `acme/churn` on branch `main`',
    ['aws:SourceIp'],
  ]);
});

test('has a form without ids for where there is little room', () => {
  const { jobs } = jobsOf(PROVIDER, exactly(MAIN, IMMUTABLE_MAIN, 'repo:acme/churn:pull_request'))!;

  expect(briefJobs(jobs)).toEqual(['acme/churn on branch main', 'acme/churn for pull requests']);
  expect(briefJobs(jobs, true)).toContain('acme@1/churn@2 on branch main');
});

test.each([
  ['an enterprise of github.com', 'token.actions.githubusercontent.com/acme'],
  ['an enterprise on ghe.com', 'token.actions.acme.ghe.com'],
  ['a GitHub Enterprise Server', 'github.acme.example/_services/token'],
])('knows the tokens of %s', (_, issuer) => {
  const condition = { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: MAIN } };

  expect(jobsOf(`arn:aws-cn:iam::123456789012:oidc-provider/${issuer}`, condition)?.jobs).toHaveLength(1);
});

test.each([[['sts.amazonaws.com.cn']], [['sts.amazonaws.com', 'sts.amazonaws.com.cn']]])(
  'knows the audiences of AWS: %j',
  (audiences) => {
    const condition = { StringEquals: { [`${ISSUER}:aud`]: audiences, [`${ISSUER}:sub`]: MAIN } };

    expect(jobsOf(PROVIDER, condition)?.jobs).toHaveLength(1);
  },
);

test.each<[string, string, unknown]>([
  ['another provider', 'arn:aws:iam::123456789012:oidc-provider/gitlab.com', exactly(MAIN)],
  ['a provider that only looks like it', `${PROVIDER}.evil.example`, exactly(MAIN)],
  ['no conditions', PROVIDER, undefined],
  ['no subject', PROVIDER, { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } }],
  ['no audience', PROVIDER, { StringEquals: { [`${ISSUER}:sub`]: MAIN } }],
  ['another audience', PROVIDER, { StringEquals: { [`${ISSUER}:aud`]: 'x', [`${ISSUER}:sub`]: MAIN } }],
  ['an audience by a pattern', PROVIDER, { StringLike: exactly(MAIN).StringEquals }],
  ['a wildcard in the text', PROVIDER, exactly('repo:acme/*:ref:refs/heads/main')],
  ['a branch with a wildcard', PROVIDER, exactly('repo:acme/churn:ref:refs/heads/*')],
  ['a variable', PROVIDER, exactly('repo:acme/churn:environment:${aws:username}')],
  ['a subject of another form', PROVIDER, exactly(MAIN, 'repository_owner:acme')],
  ['no subjects', PROVIDER, exactly()],
  ['something else', PROVIDER, ['x']],
])('does not take for jobs what says something else: %s', (_, provider, condition) => {
  expect(jobsOf(provider, condition)).toBeUndefined();
});
