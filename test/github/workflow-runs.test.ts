import { workflowAttempt, workflowRunApi } from '../../src/github/workflow-runs';

const ATTEMPT = { owner: 'acme', repository: 'churn', run: 41, attempt: 2 };

it('asks for the status of one attempt', async () => {
  const getWorkflowRunAttempt = jest.fn(async (_: object) => ({ data: { status: 'completed' } }));
  const octokit = { rest: { actions: { getWorkflowRunAttempt } } };
  expect(await workflowRunApi(octokit as unknown as Parameters<typeof workflowRunApi>[0]).statusOf(ATTEMPT)).toBe(
    'completed',
  );
  expect(getWorkflowRunAttempt).toHaveBeenCalledWith(
    expect.objectContaining({ owner: 'acme', repo: 'churn', run_id: 41, attempt_number: 2 }),
  );
});

it.each(['https://github.com', 'https://acme.ghe.com', 'https://github.acme.dev', 'https://github.acme.dev:8443'])(
  'reads which run a page of %s is of',
  (server) => {
    expect(workflowAttempt(`${server}/acme/churn/actions/runs/41`, 2, server)).toEqual(ATTEMPT);
  },
);

it.each([
  'https://github.acme.dev/acme/churn/actions/runs/41',
  'https://acme.ghe.com/acme/churn/actions/runs/41',
  'https://github.com.evil.example/acme/churn/actions/runs/41',
  'https://github.com/acme/churn/actions/runs/',
  'https://github.com/acme/churn/actions/runs/41/../..',
])('reads no other page as one: %s', (url) => {
  expect(workflowAttempt(url, 2, 'https://github.com')).toBeUndefined();
});
