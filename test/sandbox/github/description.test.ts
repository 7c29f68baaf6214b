import './openapi-backend';
import { answerAsDescribed } from '../../../sandbox/github/description';
import type { Operation } from '../../../sandbox/github/operation';
import { emptyRepository } from '../../../sandbox/github/repository';

const viewer = {
  login: 'octocat',
  permissions: { actions: 'write', contents: 'write', issues: 'write', pullRequests: 'write' },
} as const;

/** The answer to `GET /repos/acme/churn/issues/1/comments`, and what was reported about it. */
async function answerOf(operation: Operation, path = '/repos/acme/churn/issues/1/comments') {
  const violations: string[] = [];
  const request = {
    method: 'GET',
    url: new URL(path, 'http://127.0.0.1'),
    headers: {},
    body: undefined,
    viewer,
    repository: emptyRepository('acme/churn'),
  };
  const operations = { 'issues/list-comments': operation };
  const answer = await answerAsDescribed(request, operations, (violation) => violations.push(violation));
  return { status: answer.status, violations };
}

it('lets an answer pass that fits the description', async () => {
  expect(await answerOf(() => ({ status: 200, body: [] }))).toEqual({ status: 200, violations: [] });
});

it('reports an answer that does not', async () => {
  const { status, violations } = await answerOf(() => ({ status: 200, body: [{ id: 'one' }] }));
  expect(status).toBe(599);
  expect(violations).toEqual([expect.stringMatching(/issues\/list-comments breaks .*\/0\/id must be integer/)]);
});

it.each(['/repos/acme/churn/stargazers', '/repos/acme/churn/issues/1'])(
  'reports a request that nothing answers: %s',
  async (path) => {
    const { status, violations } = await answerOf(() => ({ status: 200, body: [] }), path);
    expect(status).toBe(501);
    expect(violations).toEqual([`The stand-in does not know GET ${path}`]);
  },
);
