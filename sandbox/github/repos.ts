import { refusal } from './account';
import type { Operations } from './operation';
import { pageAfter } from './pagination';
import { viewActivity, viewRole } from './views';

/** https://docs.github.com/en/rest/collaborators/collaborators and https://docs.github.com/en/rest/repos/repos */
export const REPOSITORY_OPERATIONS: Operations = {
  // Every token may read metadata.
  'repos/get-collaborator-permission-level': ({ params, repository, url }) => {
    const { username } = params;
    return { status: 200, body: viewRole(username!, repository.roles.get(username!) ?? 'read', url.origin) };
  },

  // The newest comes first.
  'repos/list-activities': (request) => {
    const { query, repository, url, viewer } = request;
    const ref = query.ref && `refs/heads/${query.ref.replace(/^refs\/heads\//, '')}`;
    const activities = repository.activities
      .map((activity, index) => ({ ...activity, id: index + 1 }))
      .filter((activity) => ref === undefined || activity.ref === ref)
      .reverse();
    return (
      refusal(viewer, 'read', 'contents') ??
      pageAfter(activities, request, (activity) => viewActivity(activity, url.origin))
    );
  },
};
