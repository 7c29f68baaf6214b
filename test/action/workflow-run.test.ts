import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWorkflowRun } from '../../src/action/workflow-run';

const ENVIRONMENT = {
  GITHUB_REPOSITORY: 'acme/churn',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_SERVER_URL: 'https://github.acme.dev',
  GITHUB_RUN_ID: '1234567',
  GITHUB_RUN_ATTEMPT: '3',
  GITHUB_WORKFLOW: 'deploy',
  GITHUB_SHA: 'merge-commit',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workflow-run-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function eventFile(payload: unknown): Promise<string> {
  const file = join(folder, 'event.json');
  await writeFile(file, JSON.stringify(payload));
  return file;
}

it('reads what the runner tells', async () => {
  const payload = { ref: 'refs/heads/main' };
  const run = await readWorkflowRun({ ...ENVIRONMENT, GITHUB_EVENT_PATH: await eventFile(payload) });
  expect(run).toEqual({
    event: { name: 'push', payload },
    owner: 'acme',
    repository: 'churn',
    run: {
      url: 'https://github.acme.dev/acme/churn/actions/runs/1234567',
      attempt: 3,
      workflow: 'deploy',
      sha: 'merge-commit',
    },
  });
});

it('names the commit that a reviewer sees, not the merge commit', async () => {
  const payload = { pull_request: { head: { sha: 'head-commit' } } };
  const { run } = await readWorkflowRun({ ...ENVIRONMENT, GITHUB_EVENT_PATH: await eventFile(payload) });
  expect(run.sha).toBe('head-commit');
});

it.each([{ pull_request: { head: { sha: 42 } } }, { pull_request: {} }, {}])(
  'does without the head of a pull request (%j)',
  async (payload) => {
    const { run } = await readWorkflowRun({ ...ENVIRONMENT, GITHUB_EVENT_PATH: await eventFile(payload) });
    expect(run.sha).toBe('merge-commit');
  },
);

it('does without an event and without a server', async () => {
  const { event, run } = await readWorkflowRun({ GITHUB_REPOSITORY: 'acme/churn', GITHUB_RUN_ID: '1' });
  expect(event).toEqual({ name: '', payload: {} });
  expect(run).toEqual({
    url: 'https://github.com/acme/churn/actions/runs/1',
    attempt: 1,
    workflow: '',
    sha: '',
  });
});

it.each<[what: string, content: string | undefined, unread: RegExp]>([
  ['is not there', undefined, /^The event can't be read \(GITHUB_EVENT_PATH\): ENOENT/],
  ['is cut off', '{"pull_request": {', /^The event can't be read \(GITHUB_EVENT_PATH\): .*JSON/],
  ['is empty', '', /^The event can't be read \(GITHUB_EVENT_PATH\): /],
  ['is a list', '[]', /^The event in .* is no JSON object\.$/],
  ['is null', 'null', /^The event in .* is no JSON object\.$/],
])('does without an event whose file %s, and says so', async (_, content, unread) => {
  const file = join(folder, 'damaged.json');
  await rm(file, { force: true });
  if (content !== undefined) await writeFile(file, content);
  const run = await readWorkflowRun({ ...ENVIRONMENT, GITHUB_EVENT_PATH: file });
  expect(run).toMatchObject({ event: { name: 'push', payload: {} }, unread: expect.stringMatching(unread) });
});
