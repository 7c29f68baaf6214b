import { refusalOn } from './account';
import { type Answer, NOT_FOUND, validationFailed } from './answer';
import type { Operations, OperationRequest } from './operation';
import { page } from './pagination';
import { addComment, type Comment, type Issue, now } from './repository';
import { viewComment } from './views';
import { MAX_COMMENT_LENGTH } from '../../src/github/limits';

/** https://docs.github.com/en/rest/issues/comments */
export const COMMENT_OPERATIONS: Operations = {
  'issues/list-comments': (request) => {
    const issue = issueOf(request);
    if (!issue) return NOT_FOUND;
    const comments = request.repository.comments.filter((comment) => comment.issue === issue.number);
    return refusalOn(issue, 'read', request.viewer) ?? page(comments, request, (comment) => view(comment, request));
  },

  'issues/create-comment': (request) => {
    const issue = issueOf(request);
    if (!issue) return NOT_FOUND;
    const problem = refusalOn(issue, 'write', request.viewer) ?? tooLong(request.body.body as string);
    if (problem) return problem;
    const comment = addComment(request.repository, {
      issue: issue.number,
      author: request.viewer.login,
      body: request.body.body as string,
    });
    return { status: 201, body: view(comment, request) };
  },

  'issues/get-comment': (request) =>
    onComment('read', request, (comment) => ({ status: 200, body: view(comment, request) })),

  'issues/update-comment': (request) =>
    onComment('write', request, (comment) => {
      const body = request.body.body as string;
      const problem = tooLong(body);
      if (problem) return problem;
      comment.body = body;
      comment.updatedAt = now();
      return { status: 200, body: view(comment, request) };
    }),

  'issues/delete-comment': (request) =>
    onComment('write', request, (comment) => {
      request.repository.comments = request.repository.comments.filter((other) => other !== comment);
      return { status: 204 };
    }),
};

function onComment(level: 'read' | 'write', request: OperationRequest, answer: (comment: Comment) => Answer): Answer {
  const { params, repository, viewer } = request;
  const comment = repository.comments.find(({ id }) => id === Number(params.comment_id));
  const issue = comment && repository.issues.get(comment.issue);
  if (!issue) return NOT_FOUND;
  return refusalOn(issue, level, viewer) ?? answer(comment);
}

function tooLong(body: string): Answer | undefined {
  if ([...body].length <= MAX_COMMENT_LENGTH) return undefined;
  const message = `Body is too long (maximum is ${MAX_COMMENT_LENGTH} characters)`;
  return validationFailed({ resource: 'IssueComment', code: 'unprocessable', field: 'data', message });
}

function issueOf({ params, repository }: OperationRequest): Issue | undefined {
  return repository.issues.get(Number(params.issue_number));
}

function view(comment: Comment, { repository, url }: OperationRequest): object {
  return viewComment(comment, repository, url.origin);
}
