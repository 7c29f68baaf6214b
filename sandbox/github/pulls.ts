import { refusal } from './account';
import { type Answer, NOT_FOUND } from './answer';
import type { OperationRequest, Operations } from './operation';
import { page } from './pagination';
import type { Issue, PullRequest } from './repository';
import { viewChangedFile, viewPullRequest, viewPullRequestInList, viewReview } from './views';

/** https://docs.github.com/en/rest/pulls/pulls, …/pulls/reviews and https://docs.github.com/en/rest/commits/commits */
export const PULL_OPERATIONS: Operations = {
  'pulls/get': (request) =>
    onPullRequest(request, (issue) => ({
      status: 200,
      body: viewPullRequest(issue, issue.pullRequest, request.repository, request.url.origin),
    })),

  'pulls/list-files': (request) =>
    onPullRequest(request, ({ pullRequest }) => page(pullRequest.files, request, viewChangedFile)),

  // In the order in which they were made.
  'pulls/list-reviews': (request) =>
    onPullRequest(request, ({ number }) => {
      const { reviews, fullName } = request.repository;
      const ofPullRequest = reviews.filter(({ pullRequest }) => pullRequest === number);
      return page(ofPullRequest, request, (review) => viewReview(review, fullName, request.url.origin));
    }),

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

type PullRequestIssue = Issue & { pullRequest: PullRequest };

function onPullRequest(request: OperationRequest, answer: (issue: PullRequestIssue) => Answer): Answer {
  const { params, repository, viewer } = request;
  const issue = repository.issues.get(Number(params.pull_number));
  if (!issue || !isPullRequest(issue)) return NOT_FOUND;
  return refusal(viewer, 'read', 'pullRequests') ?? answer(issue);
}

function isPullRequest(issue: Issue): issue is PullRequestIssue {
  return issue.pullRequest !== undefined;
}
