import { refusal, refusalOn } from './account';
import { type Answer, NOT_FOUND } from './answer';
import type { OperationRequest, Operations } from './operation';
import { page } from './pagination';
import { addIssue, addLabel, type Issue, now, removeLabel } from './repository';
import { viewIssue, viewLabel, viewLabelEvent } from './views';

/** https://docs.github.com/en/rest/issues/issues and https://docs.github.com/en/rest/issues/labels */
export const ISSUE_OPERATIONS: Operations = {
  // Pull requests are in the list too, and the newest come first.
  'issues/list-for-repo': (request) => {
    const { query, repository, viewer } = request;
    const labels = query.labels === undefined ? [] : query.labels.split(',');
    const state = query.state ?? 'open';
    const issues = [...repository.issues.values()]
      .filter(({ isOpen }) => state === 'all' || isOpen === (state === 'open'))
      .filter((issue) => labels.every((label) => issue.labels.includes(label)))
      .filter(({ author }) => query.creator === undefined || author === query.creator)
      .reverse();
    return refusal(viewer, 'read', 'issues') ?? page(issues, request, (issue) => view(issue, request));
  },

  'issues/create': (request) => {
    const { body, repository, viewer } = request;
    const refused = refusal(viewer, 'write', 'issues');
    if (refused) return refused;
    const issue = addIssue(repository, {
      author: viewer.login,
      title: String(body.title),
      body: (body.body as string | null | undefined) ?? null,
      labels: labelsOf(body.labels),
    });
    return { status: 201, body: view(issue, request) };
  },

  'issues/get': (request) => onIssue('read', request, (issue) => ({ status: 200, body: view(issue, request) })),

  'issues/update': (request) =>
    onIssue('write', request, (issue) => {
      const { body } = request;
      if (body.title !== undefined && body.title !== null) issue.title = String(body.title);
      if (body.body !== undefined) issue.body = body.body as string | null;
      if (body.state !== undefined) issue.isOpen = body.state === 'open';
      if (body.labels !== undefined) issue.labels = labelsOf(body.labels);
      issue.updatedAt = now();
      return { status: 200, body: view(issue, request) };
    }),

  'issues/add-labels': (request) =>
    onIssue('write', request, (issue) => {
      const actor = request.viewer.login;
      for (const label of labelsOf(request.body.labels)) {
        addLabel(request.repository, issue.number, { label, actor });
      }
      return { status: 200, body: viewLabels(issue, request) };
    }),

  'issues/remove-label': (request) =>
    onIssue('write', request, (issue) => {
      const removed = { label: request.params.name!, actor: request.viewer.login };
      return removeLabel(request.repository, issue.number, removed)
        ? { status: 200, body: viewLabels(issue, request) }
        : NOT_FOUND;
    }),

  'issues/list-labels-on-issue': (request) =>
    onIssue('read', request, (issue) =>
      page(issue.labels, request, (name) => viewLabel(name, request.repository, request.url.origin)),
    ),
};

/** https://docs.github.com/en/rest/issues/events: those about labels, the oldest first. */
export const ISSUE_EVENT_OPERATIONS: Operations = {
  'issues/list-events': (request) =>
    onIssue('read', request, ({ number }) => {
      const { labelEvents, fullName } = request.repository;
      const events = labelEvents.map((event, index) => ({ ...event, id: index + 1 }));
      return page(
        events.filter(({ issue }) => issue === number),
        request,
        (event) => viewLabelEvent(event, fullName, request.url.origin),
      );
    }),
};

function onIssue(level: 'read' | 'write', request: OperationRequest, answer: (issue: Issue) => Answer): Answer {
  const { params, repository, viewer } = request;
  const issue = repository.issues.get(Number(params.issue_number));
  if (!issue) return NOT_FOUND;
  return refusalOn(issue, level, viewer) ?? answer(issue);
}

/** A label is given by its name, or as an object with it. */
function labelsOf(labels: unknown): string[] {
  return ((labels ?? []) as (string | { name: string })[]).map((label) =>
    typeof label === 'string' ? label : label.name,
  );
}

function viewLabels(issue: Issue, { repository, url }: OperationRequest): object[] {
  return issue.labels.map((name) => viewLabel(name, repository, url.origin));
}

function view(issue: Issue, { repository, url }: OperationRequest): object {
  return viewIssue(issue, repository, url.origin);
}
