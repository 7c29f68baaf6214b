import type { getOctokit } from '@actions/github';
import type { Comment, PullRequestApi } from './api';
import { once } from '../shared/once';

type Octokit = ReturnType<typeof getOctokit>;

/** The most that GitHub gives in one answer. */
const per_page = 100;

/** The port to GitHub, through octokit. */
export function pullRequestApi(octokit: Octokit, repository: { owner: string; repo: string }): PullRequestApi {
  const { issues, repos } = octokit.rest;
  return {
    // `GET /user` is closed to the token of a job; GraphQL answers every kind of token.
    viewerLogin: once(async () => {
      const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }');
      return viewer.login;
    }),

    async *listComments(pullRequest) {
      const parameters = { ...repository, issue_number: pullRequest, per_page };
      for await (const { data } of octokit.paginate.iterator(issues.listComments, parameters)) {
        yield data.map(toComment);
      }
    },

    async createComment(pullRequest, body) {
      return toComment((await issues.createComment({ ...repository, issue_number: pullRequest, body })).data);
    },

    async updateComment(id, body) {
      return toComment((await issues.updateComment({ ...repository, comment_id: id, body })).data);
    },

    async deleteComment(id) {
      await issues.deleteComment({ ...repository, comment_id: id });
    },

    async labels(pullRequest) {
      const parameters = { ...repository, issue_number: pullRequest, per_page };
      return (await octokit.paginate(issues.listLabelsOnIssue, parameters)).map(({ name }) => name);
    },

    async removeLabel(pullRequest, name) {
      await issues.removeLabel({ ...repository, issue_number: pullRequest, name });
    },

    async pullRequestsOfCommit(sha) {
      const parameters = { ...repository, commit_sha: sha, per_page };
      const pullRequests = await octokit.paginate(repos.listPullRequestsAssociatedWithCommit, parameters);
      return pullRequests.map(({ number, state, head, merged_at, merge_commit_sha }) => ({
        number,
        isOpen: state === 'open',
        headSha: head.sha,
        // Before the merge this is a commit that GitHub made to try it.
        mergeSha: merged_at ? (merge_commit_sha ?? undefined) : undefined,
      }));
    },
  };
}

function toComment(comment: { id: number; body?: string; html_url: string; user: { login: string } | null }): Comment {
  return { id: comment.id, author: comment.user?.login, body: comment.body ?? '', url: comment.html_url };
}
