import { refusal } from './account';
import { NOT_FOUND } from './answer';
import type { Operations } from './operation';
import { viewAttempt } from './views';

/** https://docs.github.com/en/rest/actions/workflow-runs */
export const ACTION_OPERATIONS: Operations = {
  'actions/get-workflow-run-attempt': ({ params, repository, url, viewer }) => {
    const { run_id: run, attempt_number: attempt } = params;
    const refused = refusal(viewer, 'read', 'actions');
    const status = repository.attempts.get(`${run}/${attempt}`);
    if (refused || !status) return refused ?? NOT_FOUND;
    const seen = { run: Number(run), attempt: Number(attempt), status };
    return { status: 200, body: viewAttempt(seen, repository.fullName, url.origin) };
  },
};
