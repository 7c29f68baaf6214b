import { pullRequestApi } from '../../src/github/octokit-api';

const REPOSITORY = { owner: 'acme', repo: 'churn' };
const COMMENT = {
  id: 1,
  body: 'text',
  html_url: 'https://github.com/acme/churn/pull/7#issuecomment-1',
  updated_at: '2026-01-01T00:00:00Z',
  user: { login: 'bot' },
};

type Octokit = Parameters<typeof pullRequestApi>[0];

/** An octokit that has these answers to what is asked page by page. */
function fakeOctokit(pages: readonly (readonly object[])[] = [], pullRequest: object = {}) {
  const answer = () => jest.fn(async (_parameters: object) => ({ data: COMMENT }));
  const issues = {
    ...{ createComment: answer(), updateComment: answer(), deleteComment: answer(), removeLabel: answer() },
    ...{ listComments: answer(), listLabelsOnIssue: answer(), listEvents: answer() },
  };
  const repos = {
    listPullRequestsAssociatedWithCommit: answer(),
    getCollaboratorPermissionLevel: jest.fn(async (_: object) => ({
      data: { permission: 'write', role_name: 'maintain' },
    })),
    listActivities: answer(),
  };
  const pulls = {
    get: jest.fn(async (_: object) => ({ data: pullRequest })),
    listReviews: answer(),
    listFiles: answer(),
  };
  const asked: unknown[][] = [];
  const paginate = Object.assign(
    async (...args: unknown[]) => {
      asked.push(args);
      return pages.flat();
    },
    {
      async *iterator(...args: unknown[]) {
        asked.push(args);
        for (const data of pages) yield { data };
      },
    },
  );
  const graphql = async () => ({ viewer: { login: 'github-actions[bot]' } });
  const api = pullRequestApi({ rest: { issues, pulls, repos }, graphql, paginate } as unknown as Octokit, REPOSITORY);
  return { api, issues, pulls, repos, asked };
}

it('tells who the token acts as', async () => {
  expect(await fakeOctokit().api.viewerLogin()).toBe('github-actions[bot]');
});

it('lists comments page by page, those of accounts that are gone among them', async () => {
  const { api, issues, asked } = fakeOctokit([[COMMENT], [{ ...COMMENT, id: 2, body: undefined, user: null }]]);
  const pages = [];
  for await (const page of api.listComments(7)) pages.push(page);
  expect(pages).toEqual([
    [{ id: 1, author: 'bot', body: 'text', url: COMMENT.html_url, updatedAt: COMMENT.updated_at }],
    [{ id: 2, author: undefined, body: '', url: COMMENT.html_url, updatedAt: COMMENT.updated_at }],
  ]);
  expect(asked).toEqual([[issues.listComments, { ...REPOSITORY, issue_number: 7, per_page: 100 }]]);
});

it('writes, changes and deletes comments, and takes labels off, in the repository', async () => {
  const { api, issues } = fakeOctokit();
  expect(await api.createComment(7, 'new')).toMatchObject({ id: 1, author: 'bot' });
  expect(await api.updateComment(1, 'newer')).toMatchObject({ url: COMMENT.html_url });
  await api.deleteComment(2);
  await api.removeLabel(7, 'iam-approved');
  expect(issues.createComment).toHaveBeenCalledWith({ ...REPOSITORY, issue_number: 7, body: 'new' });
  expect(issues.updateComment).toHaveBeenCalledWith({ ...REPOSITORY, comment_id: 1, body: 'newer' });
  expect(issues.deleteComment).toHaveBeenCalledWith({ ...REPOSITORY, comment_id: 2 });
  expect(issues.removeLabel).toHaveBeenCalledWith({ ...REPOSITORY, issue_number: 7, name: 'iam-approved' });
});

it('lists labels by name', async () => {
  const { api, issues, asked } = fakeOctokit([[{ name: 'a' }], [{ name: 'b' }]]);
  expect(await api.labels(7)).toEqual(['a', 'b']);
  expect(asked).toEqual([[issues.listLabelsOnIssue, { ...REPOSITORY, issue_number: 7, per_page: 100 }]]);
});

it('knows the commit that a pull request was merged as, and none before it is', async () => {
  const pullRequest = { number: 7, head: { sha: 'head' }, merge_commit_sha: 'merge' };
  const { api, repos, asked } = fakeOctokit([
    [
      { ...pullRequest, state: 'closed', merged_at: '2026-01-01T00:00:00Z' },
      { ...pullRequest, state: 'open', merged_at: null },
    ],
    [{ ...pullRequest, state: 'closed', merged_at: '2026-01-01T00:00:00Z', merge_commit_sha: null }],
  ]);
  expect(await api.pullRequestsOfCommit('c0ffee')).toEqual([
    { number: 7, isOpen: false, headSha: 'head', mergeSha: 'merge' },
    { number: 7, isOpen: true, headSha: 'head', mergeSha: undefined },
    { number: 7, isOpen: false, headSha: 'head', mergeSha: undefined },
  ]);
  const parameters = { ...REPOSITORY, commit_sha: 'c0ffee', per_page: 100 };
  expect(asked).toEqual([[repos.listPullRequestsAssociatedWithCommit, parameters]]);
});

const MONA = { login: 'mona', type: 'User' };
const BOT = { login: 'github-actions[bot]', type: 'Bot' };

it('lists who added labels and took them off, and nothing else that happened', async () => {
  const created_at = '2026-01-01T00:00:00Z';
  const { api, issues, asked } = fakeOctokit([
    [
      { event: 'labeled', label: { name: 'a' }, actor: MONA, created_at },
      { event: 'closed', actor: MONA, created_at },
    ],
    [
      { event: 'unlabeled', label: { name: 'a' }, actor: BOT, created_at },
      { event: 'labeled', label: { name: 'b' }, actor: null, created_at },
    ],
  ]);
  expect(await api.labelEvents(7)).toEqual([
    { label: 'a', isAdded: true, by: { login: 'mona', isPerson: true }, at: created_at },
    { label: 'a', isAdded: false, by: { login: 'github-actions[bot]', isPerson: false }, at: created_at },
    { label: 'b', isAdded: true, by: undefined, at: created_at },
  ]);
  expect(asked).toEqual([[issues.listEvents, { ...REPOSITORY, issue_number: 7, per_page: 100 }]]);
});

it.each([
  [{ id: 1 }, false],
  [{ id: 2 }, true],
  [null, true],
])('tells of a pull request whose it is, and where its branch is: %j', async (repo, isFromFork) => {
  const head = { sha: 'c0ffee', ref: 'topic', repo };
  const { api, pulls } = fakeOctokit([], { user: MONA, head, base: { repo: { id: 1 } } });
  const author = { login: 'mona', isPerson: true };
  expect(await api.pullRequest(7)).toEqual({ author, headSha: 'c0ffee', headRef: 'topic', isFromFork });
  expect(pulls.get).toHaveBeenCalledWith({ ...REPOSITORY, pull_number: 7 });
});

it('lists reviews, those without a time or a commit among them', async () => {
  const { api, pulls, asked } = fakeOctokit([
    [{ state: 'APPROVED', user: MONA, commit_id: 'c0ffee', submitted_at: '2026-01-01T00:00:00Z' }],
    [{ state: 'PENDING', user: null, commit_id: null }],
  ]);
  expect(await api.reviews(7)).toEqual([
    { state: 'APPROVED', by: { login: 'mona', isPerson: true }, commit: 'c0ffee', at: '2026-01-01T00:00:00Z' },
    { state: 'PENDING', by: undefined, commit: undefined, at: undefined },
  ]);
  expect(asked).toEqual([[pulls.listReviews, { ...REPOSITORY, pull_number: 7, per_page: 100 }]]);
});

it('lists the first hundred files of a pull request, in one request', async () => {
  const { api, pulls } = fakeOctokit();
  pulls.listFiles.mockResolvedValue({ data: [{ filename: 'a.yml', patch: '@@' }, { filename: 'b.png' }] } as never);
  expect(await api.changedFiles(7)).toEqual([
    { path: 'a.yml', patch: '@@' },
    { path: 'b.png', patch: undefined },
  ]);
  expect(pulls.listFiles.mock.calls).toEqual([[{ ...REPOSITORY, pull_number: 7, per_page: 100 }]]);
});

it('tells what somebody may do, and not what their role is called', async () => {
  const { api, repos } = fakeOctokit();
  expect(await api.permissionOf('mona')).toBe('write');
  expect(repos.getCollaboratorPermissionLevel).toHaveBeenCalledWith({ ...REPOSITORY, username: 'mona' });
});

it('tells who moved the branch to the commit', async () => {
  const { api, repos, asked } = fakeOctokit([
    [
      { after: 'decade', actor: BOT },
      { after: 'c0ffee', actor: MONA },
    ],
    [{ after: 'c0ffee', actor: null }],
  ]);
  expect(await api.pushersOf('topic', 'c0ffee')).toEqual([{ login: 'mona', isPerson: true }]);
  expect(asked).toEqual([[repos.listActivities, { ...REPOSITORY, ref: 'refs/heads/topic', per_page: 100 }]]);
});
