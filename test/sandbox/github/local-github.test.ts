import './openapi-backend';
import { type LocalGitHub, startLocalGitHub } from '../../../sandbox/github/local-github';

let github: LocalGitHub;

beforeEach(async () => {
  github = await startLocalGitHub();
});

afterEach(async () => {
  await github.stop();
  expect(github.violations).toEqual([]);
});

interface Asked {
  readonly status: number;
  // What comes back has a different shape for every operation.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly headers: Headers;
}

async function ask(method: string, path: string, body?: unknown, token = github.token): Promise<Asked> {
  const response = await fetch(`${github.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

const REPOSITORY = '/repos/acme/churn';

describe('tokens', () => {
  it.each([
    ['no token', {}, 'Requires authentication'],
    ['an unknown token', { authorization: 'Bearer nobody' }, 'Bad credentials'],
  ])('%s is refused', async (_, headers, message) => {
    const response = await fetch(`${github.url}${REPOSITORY}/issues`, { headers: headers as Record<string, string> });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ message });
  });

  it.each([
    [{ issues: 'read', pullRequests: 'write' }, 201, 403],
    [{ issues: 'write', pullRequests: 'read' }, 201, 201],
    [{ issues: 'read', pullRequests: 'read' }, 403, 403],
  ] as const)('with %j a comment on a pull request gets %i, on an issue %i', async (permissions, onPull, onIssue) => {
    const token = github.tokenOf('someone', permissions);
    const pullRequest = github.addPullRequest();
    const issue = github.addIssue({ title: 'Drift', author: 'octocat' });
    const comment = (number: number) => ask('POST', `${REPOSITORY}/issues/${number}/comments`, { body: 'x' }, token);
    expect((await comment(pullRequest)).status).toBe(onPull);
    expect((await comment(issue)).status).toBe(onIssue);
  });

  it('are refused in the words of GitHub', async () => {
    const token = github.tokenOf('someone', { issues: 'none' });
    const { status, body } = await ask('GET', `${REPOSITORY}/issues`, undefined, token);
    expect([status, body.message]).toEqual([403, 'Resource not accessible by integration']);
  });

  it('know nothing of other repositories', async () => {
    expect((await ask('GET', '/repos/acme/secret/issues')).status).toBe(404);
  });

  it('have a viewer', async () => {
    const { body } = await ask('POST', '/graphql', { query: 'query { viewer { login } }' });
    expect(body).toEqual({ data: { viewer: { login: 'github-actions[bot]' } } });
  });
});

describe('comments', () => {
  it('come in pages with links to the others', async () => {
    const pullRequest = github.addPullRequest();
    for (let i = 1; i <= 5; i++) github.addComment({ pullRequest, author: 'octocat', body: `${i}` });
    const path = `${REPOSITORY}/issues/${pullRequest}/comments?per_page=2&page=`;
    const middle = await ask('GET', `${path}2`);
    expect(middle.body.map(({ body }: { body: string }) => body)).toEqual(['3', '4']);
    expect(middle.headers.get('link')).toBe(
      [
        ['1', 'prev'],
        ['1', 'first'],
        ['3', 'next'],
        ['3', 'last'],
      ]
        .map(([page, relation]) => `<${github.url}${path}${page}>; rel="${relation}"`)
        .join(', '),
    );
    expect((await ask('GET', `${path}3`)).headers.get('link')).not.toContain('next');
  });

  it('are shown without links where one page holds all, 30 by default', async () => {
    const pullRequest = github.addPullRequest();
    for (let i = 1; i <= 31; i++) github.addComment({ pullRequest, author: 'octocat', body: `${i}` });
    const path = `${REPOSITORY}/issues/${pullRequest}/comments`;
    expect((await ask('GET', path)).body).toHaveLength(30);
    expect((await ask('GET', `${path}?per_page=100`)).headers.get('link')).toBeNull();
  });

  it('are edited and deleted', async () => {
    const pullRequest = github.addPullRequest();
    const { id } = github.addComment({ pullRequest, author: 'octocat', body: 'old' });
    const path = `${REPOSITORY}/issues/comments/${id}`;
    expect((await ask('PATCH', path, { body: 'new' })).body.body).toBe('new');
    expect((await ask('GET', path)).body.user).toMatchObject({ login: 'octocat', type: 'User' });
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
    expect(github.comments(pullRequest)).toEqual([]);
  });

  it('have a longest body, counted in characters', async () => {
    const path = `${REPOSITORY}/issues/${github.addPullRequest()}/comments`;
    expect((await ask('POST', path, { body: '🦆'.repeat(65_536) })).status).toBe(201);
    const { status, body } = await ask('POST', path, { body: 'x'.repeat(65_537) });
    expect(status).toBe(422);
    expect(body.errors[0].message).toBe('Body is too long (maximum is 65536 characters)');
  });

  it('need a body', async () => {
    const path = `${REPOSITORY}/issues/${github.addPullRequest()}/comments`;
    expect((await ask('POST', path, { text: 'x' })).status).toBe(422);
  });

  it('need a pull request or an issue', async () => {
    expect((await ask('POST', `${REPOSITORY}/issues/9/comments`, { body: 'x' })).status).toBe(404);
  });
});

describe('pull requests', () => {
  it('are shown with where they come from', async () => {
    const number = github.addPullRequest({ state: 'merged', headRepository: 'mallory/churn', labels: ['iam'] });
    const { body } = await ask('GET', `${REPOSITORY}/pulls/${number}`);
    expect(body).toMatchObject({
      number,
      state: 'closed',
      merged: true,
      head: { repo: { full_name: 'mallory/churn' } },
      base: { repo: { full_name: 'acme/churn' }, ref: 'main' },
    });
    expect((await ask('GET', `${REPOSITORY}/issues/${number}/labels`)).body).toMatchObject([{ name: 'iam' }]);
  });

  it('are found by each of their commits', async () => {
    const [early, head, merge] = ['1', '2', '3'].map((digit) => digit.repeat(40));
    const number = github.addPullRequest({ state: 'merged', earlierCommits: [early], headSha: head, mergeSha: merge });
    github.addPullRequest();
    for (const sha of [early, head, merge]) {
      expect((await ask('GET', `${REPOSITORY}/commits/${sha}/pulls`)).body).toMatchObject([{ number }]);
    }
  });

  it('are not issues', async () => {
    const issue = github.addIssue({ title: 'Drift', author: 'octocat' });
    expect((await ask('GET', `${REPOSITORY}/pulls/${issue}`)).status).toBe(404);
  });
});

describe('issues', () => {
  it('are created, listed by label and state, and closed', async () => {
    github.addPullRequest({ labels: ['drift'] });
    github.addIssue({ title: 'Other', author: 'octocat' });
    const { body: created } = await ask('POST', `${REPOSITORY}/issues`, { title: 'Drift', labels: ['drift'] });
    const titles = async (query: string) =>
      (await ask('GET', `${REPOSITORY}/issues?${query}`)).body.map(({ title }: { title: string }) => title);

    expect(await titles('labels=drift')).toEqual(['Drift', 'Change the model']);
    expect(await titles('creator=octocat')).toEqual(['Other', 'Change the model']);
    const closed = await ask('PATCH', `${REPOSITORY}/issues/${created.number}`, { state: 'closed', body: 'Repaired' });
    expect(closed.body).toMatchObject({ state: 'closed', body: 'Repaired', title: 'Drift' });
    expect(await titles('labels=drift&state=closed')).toEqual(['Drift']);
    expect(await titles('state=all')).toEqual(['Drift', 'Other', 'Change the model']);
  });
});

describe('labels', () => {
  const namesOf = ({ body }: Asked) => body.map(({ name }: { name: string }) => name);

  it('are added once, listed and taken off', async () => {
    const pullRequest = github.addPullRequest({ labels: ['bug'] });
    const path = `${REPOSITORY}/issues/${pullRequest}/labels`;
    expect(namesOf(await ask('POST', path, { labels: ['bug', 'iam: yes/no'] }))).toEqual(['bug', 'iam: yes/no']);
    github.addLabel(pullRequest, 'late');
    expect(namesOf(await ask('GET', `${path}?per_page=2&page=2`))).toEqual(['late']);

    expect(namesOf(await ask('DELETE', `${path}/${encodeURIComponent('iam: yes/no')}`))).toEqual(['bug', 'late']);
    expect(github.labels(pullRequest)).toEqual(['bug', 'late']);
    expect((await ask('DELETE', `${path}/${encodeURIComponent('iam: yes/no')}`)).status).toBe(404);
  });

  it('can be read but not taken off by a token that only reads', async () => {
    const pullRequest = github.addPullRequest({ labels: ['bug'] });
    const token = github.tokenOf('someone', { issues: 'read', pullRequests: 'read' });
    const path = `${REPOSITORY}/issues/${pullRequest}/labels`;
    expect((await ask('GET', path, undefined, token)).status).toBe(200);
    expect((await ask('DELETE', `${path}/bug`, undefined, token)).status).toBe(403);
    expect(github.labels(pullRequest)).toEqual(['bug']);
  });
});

describe('who did what', () => {
  it('tells who added a label, and who took it off, the oldest first and page by page', async () => {
    const pullRequest = github.addPullRequest({ labels: ['bug'] });
    github.addLabel(pullRequest, 'iam-approved', 'mallory');
    await ask('DELETE', `${REPOSITORY}/issues/${pullRequest}/labels/iam-approved`);
    github.addLabel(github.addPullRequest(), 'elsewhere');
    const path = `${REPOSITORY}/issues/${pullRequest}/events`;
    const { body, headers } = await ask('GET', `${path}?per_page=2`);
    expect(headers.get('link')).toContain('rel="next"');
    const events = [...body, ...(await ask('GET', `${path}?per_page=2&page=2`)).body];
    expect(events).toMatchObject([
      { event: 'labeled', label: { name: 'bug' }, actor: { login: 'octocat', type: 'User' } },
      { event: 'labeled', label: { name: 'iam-approved' }, actor: { login: 'mallory' } },
      { event: 'unlabeled', label: { name: 'iam-approved' }, actor: { login: 'github-actions[bot]', type: 'Bot' } },
    ]);
    const times = events.map(({ created_at }) => created_at);
    expect([...new Set(times)].sort()).toEqual(times);
  });

  it('tells reviews with the commit that they are of', async () => {
    const pullRequest = github.addPullRequest({ headSha: '1'.repeat(40) });
    const review = github.addReview({ pullRequest, author: 'mona' });
    github.pushToPullRequest(pullRequest, '2'.repeat(40));
    github.addReview({ pullRequest, author: 'mallory', state: 'PENDING' });
    review.state = 'DISMISSED';
    const { body } = await ask('GET', `${REPOSITORY}/pulls/${pullRequest}/reviews`);
    expect(body).toMatchObject([
      { user: { login: 'mona' }, state: 'DISMISSED', commit_id: '1'.repeat(40), submitted_at: review.submittedAt },
      { user: { login: 'mallory' }, state: 'PENDING', commit_id: '2'.repeat(40) },
    ]);
    expect(body[1].submitted_at).toBeUndefined();
  });

  it.each([
    ['admin', 'admin', true],
    ['maintain', 'write', true],
    ['write', 'write', true],
    ['triage', 'read', false],
    ['read', 'read', false],
    ['none', 'none', false],
  ] as const)('tells the role %s with the permission %s', async (role, permission, push) => {
    github.setRole('hubot', role);
    const { body } = await ask('GET', `${REPOSITORY}/collaborators/hubot/permission`);
    expect(body).toMatchObject({ permission, role_name: role, user: { login: 'hubot', permissions: { push } } });
  });

  it('lets anybody read who has no role', async () => {
    expect((await ask('GET', `${REPOSITORY}/collaborators/stranger/permission`)).body.permission).toBe('read');
  });

  it('tells who pushed which commit to a branch, the newest first and from one to the next', async () => {
    const [first, second] = ['1', '2'].map((digit) => digit.repeat(40));
    const pullRequest = github.addPullRequest({ headRef: 'topic', headSha: first });
    github.addPullRequest({ headRef: 'other' });
    github.addPullRequest({ headRef: 'topic', headRepository: 'mallory/churn' });
    github.pushToPullRequest(pullRequest, second!, 'mallory');
    const path = `${REPOSITORY}/activity?ref=topic&per_page=1`;
    const { body, headers } = await ask('GET', path);
    expect(body).toMatchObject([
      { activity_type: 'push', actor: { login: 'mallory' }, before: first, after: second, ref: 'refs/heads/topic' },
    ]);
    const next = new URL(/<(.*)>; rel="next"/.exec(headers.get('link')!)![1]!);
    expect((await ask('GET', `${next.pathname}${next.search}`)).body).toMatchObject([
      { activity_type: 'branch_creation', actor: { login: 'octocat' }, after: first },
    ]);
  });

  it.each(['issues/1/events', 'pulls/1/reviews', 'activity'])(
    'is told to nobody who may not read: %s',
    async (path) => {
      github.addPullRequest();
      const token = github.tokenOf('someone', { contents: 'none', issues: 'none', pullRequests: 'none' });
      expect((await ask('GET', `${REPOSITORY}/${path}`, undefined, token)).status).toBe(403);
    },
  );
});

describe('files', () => {
  it('are read, and folders listed', async () => {
    github.addFile('models/churn/model.yaml', 'naïve: true\n');
    github.addFile('models/README.md', '');
    const { body: file } = await ask('GET', `${REPOSITORY}/contents/models/churn/model.yaml?ref=main`);
    expect(Buffer.from(file.content, 'base64').toString()).toBe('naïve: true\n');
    const { body: folder } = await ask('GET', `${REPOSITORY}/contents/models`);
    expect(folder.map(({ type, path }: { type: string; path: string }) => [type, path])).toEqual([
      ['dir', 'models/churn'],
      ['file', 'models/README.md'],
    ]);
    expect((await ask('GET', `${REPOSITORY}/contents/nothing`)).status).toBe(404);
  });
});

describe('faults', () => {
  const path = `${REPOSITORY}/issues`;

  it('hit as often as they should, and only what they should', async () => {
    github.inject({ method: 'GET', path: /\/issues$/, times: 2, answer: { status: 502, body: { message: 'Bad' } } });
    const statuses = [];
    statuses.push((await ask('POST', '/graphql', { query: '{ viewer { login } }' })).status);
    for (let i = 0; i < 3; i++) statuses.push((await ask('GET', path)).status);
    expect(statuses).toEqual([200, 502, 502, 200]);
  });

  it('break off a connection', async () => {
    github.inject({ answer: 'reset' });
    await expect(ask('GET', path)).rejects.toThrow('fetch failed');
    expect(github.log).toEqual([{ method: 'GET', path }]);
  });

  it('delay an answer', async () => {
    github.inject({ delay: 50 });
    const start = performance.now();
    expect((await ask('GET', path)).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(49);
  });
});

it('keeps a log of what it was asked', async () => {
  await ask('GET', `${REPOSITORY}/issues?state=all`);
  await ask('POST', `${REPOSITORY}/issues/9/comments`, { body: 'x' });
  expect(github.log).toEqual([
    { method: 'GET', path: '/repos/acme/churn/issues?state=all', status: 200 },
    { method: 'POST', path: '/repos/acme/churn/issues/9/comments', status: 404 },
  ]);
});

it('answers malformed JSON as GitHub does', async () => {
  const response = await fetch(`${github.url}${REPOSITORY}/issues`, {
    method: 'POST',
    headers: { authorization: `token ${github.token}` },
    body: '{',
  });
  expect([response.status, await response.json()]).toMatchObject([400, { message: 'Problems parsing JSON' }]);
});
