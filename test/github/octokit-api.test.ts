import { pullRequestApi } from '../../src/github/octokit-api';

const REPOSITORY = { owner: 'acme', repo: 'churn' };
const COMMENT = {
  id: 1,
  body: 'text',
  html_url: 'https://github.com/acme/churn/pull/7#issuecomment-1',
  user: { login: 'bot' },
};

type Octokit = Parameters<typeof pullRequestApi>[0];

/** An octokit that has these answers to what is asked page by page. */
function fakeOctokit(pages: readonly (readonly object[])[] = []) {
  const answer = () => jest.fn(async (_parameters: object) => ({ data: COMMENT }));
  const issues = {
    ...{ createComment: answer(), updateComment: answer(), deleteComment: answer(), removeLabel: answer() },
    ...{ listComments: answer(), listLabelsOnIssue: answer() },
  };
  const repos = { listPullRequestsAssociatedWithCommit: answer() };
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
  const api = pullRequestApi({ rest: { issues, repos }, graphql, paginate } as unknown as Octokit, REPOSITORY);
  return { api, issues, repos, asked };
}

it('tells who the token acts as', async () => {
  expect(await fakeOctokit().api.viewerLogin()).toBe('github-actions[bot]');
});

it('lists comments page by page, those of accounts that are gone among them', async () => {
  const { api, issues, asked } = fakeOctokit([[COMMENT], [{ ...COMMENT, id: 2, body: undefined, user: null }]]);
  const pages = [];
  for await (const page of api.listComments(7)) pages.push(page);
  expect(pages).toEqual([
    [{ id: 1, author: 'bot', body: 'text', url: COMMENT.html_url }],
    [{ id: 2, author: undefined, body: '', url: COMMENT.html_url }],
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
