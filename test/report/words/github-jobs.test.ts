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

function jobsOf(provider: string, condition: unknown, but: readonly unknown[] = []) {
  return githubJobs(
    provider,
    readConditions(condition),
    but.map((each) => readConditions(each)),
  );
}

test.each([
  ['a branch', [MAIN], 'of `acme/churn` on branch `main`'],
  ['a branch with a slash', ['repo:acme/churn:ref:refs/heads/fix/it'], 'of `acme/churn` on branch `fix/it`'],
  ['a tag', ['repo:acme/churn:ref:refs/tags/v1'], 'of `acme/churn` on tag `v1`'],
  ['an environment', ['repo:acme/churn:environment:prod: eu'], 'of `acme/churn` in environment `prod: eu`'],
  ['pull requests', ['repo:acme/churn:pull_request'], 'of `acme/churn` for pull requests'],
  ['both forms', [MAIN, IMMUTABLE_MAIN], 'of `acme/churn` or `acme@1/churn@2` on branch `main`'],
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
  expect(inlineMarkdown(jobsWords(jobsOf(PROVIDER, exactly(...subjects))!))).toBe(words);
});

test('leaves out those that other statements let in as well', () => {
  const jobs = jobsOf(PROVIDER, exactly(MAIN, 'repo:acme/churn:pull_request'), [exactly(MAIN)]);

  expect(inlineMarkdown(jobsWords(jobs!))).toBe('of `acme/churn` for pull requests');
});

test('has a form without ids for where there is little room', () => {
  expect(briefJobs(jobsOf(PROVIDER, exactly(MAIN, IMMUTABLE_MAIN))!)).toEqual(['acme/churn on branch main']);
});

test.each([
  ['an enterprise of github.com', 'token.actions.githubusercontent.com/acme'],
  ['an enterprise on ghe.com', 'token.actions.acme.ghe.com'],
  ['a GitHub Enterprise Server', 'github.acme.example/_services/token'],
])('knows the tokens of %s', (_, issuer) => {
  const condition = { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: MAIN } };

  expect(jobsOf(`arn:aws-cn:iam::123456789012:oidc-provider/${issuer}`, condition)).toHaveLength(1);
});

test.each([[['sts.amazonaws.com.cn']], [['sts.amazonaws.com', 'sts.amazonaws.com.cn']]])(
  'knows the audiences of AWS: %j',
  (audiences) => {
    const condition = { StringEquals: { [`${ISSUER}:aud`]: audiences, [`${ISSUER}:sub`]: MAIN } };

    expect(jobsOf(PROVIDER, condition)).toHaveLength(1);
    // The same jobs by other tokens are no other jobs, and there are no words for that here.
    expect(jobsOf(PROVIDER, condition, [exactly('repo:acme/churn:pull_request')])).toBeUndefined();
  },
);

test.each<[string, string, unknown]>([
  ['another provider', 'arn:aws:iam::123456789012:oidc-provider/gitlab.com', exactly(MAIN)],
  ['a provider that only looks like it', `${PROVIDER}.evil.example`, exactly(MAIN)],
  ['no conditions', PROVIDER, undefined],
  ['no subject', PROVIDER, { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } }],
  ['no audience', PROVIDER, { StringEquals: { [`${ISSUER}:sub`]: MAIN } }],
  ['another audience', PROVIDER, { StringEquals: { [`${ISSUER}:aud`]: 'x', [`${ISSUER}:sub`]: MAIN } }],
  ['a pattern', PROVIDER, { StringLike: exactly(MAIN).StringEquals }],
  ['a wildcard in the text', PROVIDER, exactly('repo:acme/*:ref:refs/heads/main')],
  ['a branch with a wildcard', PROVIDER, exactly('repo:acme/churn:ref:refs/heads/*')],
  ['a variable', PROVIDER, exactly('repo:acme/churn:environment:${aws:username}')],
  ['a subject of another form', PROVIDER, exactly(MAIN, 'repository_owner:acme')],
  ['another condition', PROVIDER, { ...exactly(MAIN), IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
  ['another key', PROVIDER, { StringEquals: { ...exactly(MAIN).StringEquals, [`${ISSUER}:actor`]: 'octocat' } }],
  ['no subjects', PROVIDER, exactly()],
  ['something else', PROVIDER, ['x']],
])('does not take for jobs what says something else: %s', (_, provider, condition) => {
  expect(jobsOf(provider, condition)).toBeUndefined();
});

test('does not leave out what is let in by other conditions', () => {
  const other = { StringLike: { [`${ISSUER}:sub`]: 'repo:acme/*' } };

  expect(jobsOf(PROVIDER, exactly(MAIN), [other])).toBeUndefined();
});
