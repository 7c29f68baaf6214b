import { join } from 'node:path';
import { run } from '../../sandbox/process';

const NO_FAILURE_OF_THE_RUN =
  /^Could not comment on pull request #\d+ of acme\/churn: .* The report is in the job summary\.$/;

let results: Record<string, unknown>;
let violations: readonly string[];

beforeAll(async () => {
  const output = await run(process.execPath, ['--import', 'tsx', join(__dirname, 'github-scenarios.ts')]);
  ({ results, violations } = JSON.parse(output) as { results: typeof results; violations: string[] });
}, 60_000);

it('no request and no answer breaks the description of the API', () => {
  expect(violations).toEqual([]);
});

it('the comment is created, left alone, and edited', () => {
  expect(results.lifecycle).toEqual({
    actions: ['created', 'unchanged', 'updated'],
    oneAddress: true,
    bodies: [expect.stringMatching(/\nsecond$/)],
  });
});

it('the own comment is found behind 250 of others, and those stay as they are', () => {
  expect(results.crowdedPullRequest).toEqual({
    actions: ['created', 'updated'],
    comments: 251,
    others: 250,
    pages: 6,
  });
});

it('of several comments for one stack the oldest stays', () => {
  expect(results.duplicates).toEqual({
    action: 'updated',
    url: '/acme/churn/pull/1#issuecomment-1',
    left: [1, 2, 4, 6, 7],
  });
});

it('a comment that is deleted meanwhile is created anew', () => {
  expect(results.deletedMeanwhile).toBe('created');
});

it('a commit leads to its pull request', () => {
  expect(results.commit).toEqual({ merged: true, open: true, unknown: 'none' });
});

it('labels are found behind 120 others in whatever case, and taken off with a token that may', () => {
  expect(results.labels).toEqual({ found: 'IAM/approved: yes?', left: 120, refused: 403 });
});

it('who approved is found among many, and not known to a token that may not read it', () => {
  expect(results.approvers).toEqual([
    'octocat',
    'mona',
    'mona',
    'Who added the label ok is not known: GitHub answered with status 403: Resource not accessible by integration - https://docs.github.com/rest; the token needs pull-requests: read.',
    `Who pushed the commit ${`1`.padStart(40, 'a').slice(0, 7)} is not known: GitHub answered with status 403: Resource not accessible by integration - https://docs.github.com/rest; the token needs contents: read.`,
    expect.stringContaining('mona pushed the newest commit'),
  ]);
});

it('a body of exactly the limit is accepted', () => {
  expect(results.longestBody).toBe('created');
});

describe('a failure becomes advice', () => {
  it.each([
    ['readOnlyToken', /'pull-requests: write'/],
    ['forkToken', /comes from a fork/],
    ['badToken', /refused the token \(Bad credentials/],
    ['unknownNumber', /no such pull request/],
    ['tooLong', /longer than the 65536 characters/],
    ['rateLimit', /until 2023-11-14T22:13:20\.000Z/],
    ['serverError', /failed with status 500/],
    ['networkError', /could not be reached/],
  ])('%s', (name, advice) => {
    const warning = (results.failures as Record<string, string>)[name];
    expect(warning).toMatch(advice);
    expect(warning).toMatch(NO_FAILURE_OF_THE_RUN);
  });

  it('and leaves no comment behind', () => {
    expect(results.failures).toMatchObject({ comments: 0 });
  });
});

it('the permissions that docs/aws-permissions.md lists are enough for all that the Action asks, and each is used', () => {
  expect(results.tokenPermissions).toEqual({
    nothing: [],
    'pull-requests': [
      ...[
        'listComments',
        'createComment',
        'updateComment',
        'labels',
        'labelEvents',
        'pullRequest',
        'changedFiles',
        'reviews',
      ],
      ...['pullRequestsOfCommit', 'removeLabel', 'deleteComment'],
    ],
    contents: ['pushersOf'],
    actions: ['statusOf'],
    writing: ['createComment', 'updateComment', 'removeLabel', 'deleteComment'],
  });
});

it('everything is asked of the GitHub that the workflow runs on', () => {
  expect(results.hosts).toEqual({
    'https://api.github.com': addresses('https://api.github.com', 'https://api.github.com/graphql'),
    'https://api.acme.ghe.com': addresses('https://api.acme.ghe.com', 'https://api.acme.ghe.com/graphql'),
    'https://github.acme.dev/api/v3': addresses(
      'https://github.acme.dev/api/v3',
      'https://github.acme.dev/api/graphql',
    ),
  });

  function addresses(rest: string, graphql: string) {
    return { graphql: [graphql], rest: [`${rest}/repos/acme/churn/`], count: 15 };
  }
});
