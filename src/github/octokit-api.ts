import type { getOctokit } from '@actions/github';
import type { Account, Comment, PullRequestApi, Review } from './api';
import { once } from '../shared/once';

type Octokit = ReturnType<typeof getOctokit>;

/** The most that GitHub gives in one answer. */
const per_page = 100;

/** The port to GitHub, through octokit. */
export function pullRequestApi(octokit: Octokit, repository: { owner: string; repo: string }): PullRequestApi {
  const { issues, pulls, repos } = octokit.rest;
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

    async labelEvents(pullRequest) {
      const parameters = { ...repository, issue_number: pullRequest, per_page };
      const events = await octokit.paginate(issues.listEvents, parameters);
      return events.flatMap((event) => {
        if (!('label' in event) || !['labeled', 'unlabeled'].includes(event.event)) return [];
        const { label, actor, created_at } = event;
        return [{ label: label.name, isAdded: event.event === 'labeled', by: toAccount(actor), at: created_at }];
      });
    },

    async pullRequest(number) {
      const { user, head, base } = (await pulls.get({ ...repository, pull_number: number })).data;
      // A fork that was deleted since has no repository at all.
      const isFromFork = (head.repo as typeof head.repo | null)?.id !== base.repo.id;
      return { author: toAccount(user), headSha: head.sha, headRef: head.ref, isFromFork };
    },

    async changedFiles(pullRequest) {
      const { data } = await pulls.listFiles({ ...repository, pull_number: pullRequest, per_page });
      return data.map(({ filename, patch }) => ({ path: filename, patch }));
    },

    async reviews(pullRequest) {
      const parameters = { ...repository, pull_number: pullRequest, per_page };
      const reviews = await octokit.paginate(pulls.listReviews, parameters);
      return reviews.map(({ state, user, commit_id, submitted_at }) => ({
        state: state as Review['state'],
        by: toAccount(user),
        commit: commit_id ?? undefined,
        at: submitted_at,
      }));
    },

    async permissionOf(login) {
      return (await repos.getCollaboratorPermissionLevel({ ...repository, username: login })).data.permission;
    },

    async pushersOf(branch, sha) {
      const parameters = { ...repository, ref: `refs/heads/${branch}`, per_page };
      const activities = await octokit.paginate(repos.listActivities, parameters);
      return activities.filter(({ after }) => after === sha).flatMap(({ actor }) => toAccount(actor) ?? []);
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

/** As GitHub has it, which is more. */
interface GithubComment {
  readonly id: number;
  readonly body?: string;
  readonly html_url: string;
  readonly updated_at: string;
  readonly user: { readonly login: string } | null;
}

function toComment({ id, user, body = '', html_url, updated_at }: GithubComment): Comment {
  if (typeof id !== 'number') throw new TypeError("GitHub's answer is no comment");
  return { id, author: user?.login, body, url: html_url, updatedAt: updated_at };
}

/** Its types don't say so everywhere, but GitHub has no account for one that is gone. */
function toAccount(user: { readonly login: string; readonly type: string } | null | undefined): Account | undefined {
  return user ? { login: user.login, isPerson: user.type === 'User' } : undefined;
}
