import { refusal } from './account';
import { NOT_FOUND } from './answer';
import type { Operations } from './operation';
import { page } from './pagination';
import type { Issue, PullRequest } from './repository';
import { viewPullRequest, viewPullRequestInList } from './views';

/** https://docs.github.com/en/rest/pulls/pulls and https://docs.github.com/en/rest/commits/commits */
export const PULL_OPERATIONS: Operations = {
  'pulls/get': ({ params, repository, url, viewer }) => {
    const issue = repository.issues.get(Number(params.pull_number));
    if (!issue?.pullRequest) return NOT_FOUND;
    return (
      refusal(viewer, 'read', 'pullRequests') ?? {
        status: 200,
        body: viewPullRequest(issue, issue.pullRequest, repository, url.origin),
      }
    );
  },

  'repos/list-pull-requests-associated-with-commit': (request) => {
    const { params, repository, url, viewer } = request;
    const associated = [...repository.issues.values()].filter(isPullRequest).filter(({ pullRequest }) => {
      const { commits, headSha, mergeSha } = pullRequest;
      return [...commits, headSha, mergeSha].includes(params.commit_sha);
    });
    return (
      refusal(viewer, 'read', 'pullRequests') ??
      page(associated, request, (issue) => viewPullRequestInList(issue, issue.pullRequest, repository, url.origin))
    );
  },
};

function isPullRequest(issue: Issue): issue is Issue & { pullRequest: PullRequest } {
  return issue.pullRequest !== undefined;
}
