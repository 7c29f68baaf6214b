import { FakePorts } from './fake-ports';
import { comment, type CommentSettings } from '../../src/action/comment';
import type { Ports } from '../../src/action/ports';
import { threadOf } from '../../src/action/thread';
import { renderMarker } from '../../src/github/marker';
import type { Report } from '../../src/report/model';
import { access, completed, failed, invalidInput, newAccess } from '../report/samples';

const KEY = { stack: 'organization/model-deployment-iam/churn', backend: 's3://state' };
const CHANGES = completed('preview', newAccess());
const NO_CHANGES = completed('preview', access());

let ports: FakePorts;
beforeEach(() => {
  ports = new FakePorts();
});

function commentOn(report: Report, settings: Partial<CommentSettings> = {}, number = '') {
  const all = { when: 'changes', key: KEY, formerKeys: [], ...settings } as const;
  const thread = threadOf({ ...ports, input: (name) => (name === 'comment-pr-number' ? number : ports.input(name)) });
  return comment(report, all, thread, ports);
}

it.each<[CommentSettings['when'], string, Report, 'a comment' | 'none']>([
  ['changes', 'changes', CHANGES, 'a comment'],
  ['changes', 'no changes', NO_CHANGES, 'none'],
  [
    'changes',
    'policies of others',
    completed('preview', access({ foreignPolicies: [{ kind: 'inline', name: 'by-hand', document: '{}' }] })),
    'a comment',
  ],
  ['changes', 'a failure', failed('up', { reason: 'backend', message: 'No.' }), 'a comment'],
  ['changes', 'invalid inputs', invalidInput({ name: 'region', expected: 'a region' }), 'a comment'],
  ['always', 'no changes', NO_CHANGES, 'a comment'],
  ['never', 'changes', CHANGES, 'none'],
])('asked to comment on %s, and with %s to tell', async (when, _, report, expected) => {
  const url = await commentOn(report, { when });
  expect(ports.api.comments).toHaveLength(expected === 'a comment' ? 1 : 0);
  expect(url).toBe(ports.api.comments[0]?.url);
});

it('brings a comment up to date that is not true any more', async () => {
  ports.api.add('github-actions[bot]', `${renderMarker(KEY)}\n3 to create`);
  await commentOn(NO_CHANGES);
  expect(ports.api.calls).toEqual(['update 1']);
  expect(ports.api.comments[0]!.body).toContain('No changes');
});

it('starts with the marker', async () => {
  await commentOn(failed('up', { reason: 'engine-failure', message: 'It broke.' }));
  expect(ports.api.comments[0]!.body.startsWith(`${renderMarker(KEY)}\n`)).toBe(true);
});

it.each<[string, Report, 'a comment' | 'none']>([
  ['a preview, which a label has started', CHANGES, 'none'],
  ['up', completed('up', newAccess()), 'a comment'],
  ['invalid inputs', invalidInput({ name: 'region', expected: 'a region' }), 'a comment'],
])('on a pull request that is closed, for %s', async (_, report, expected) => {
  ports.event = { name: 'pull_request', payload: { pull_request: { number: 7, state: 'closed' } } };
  await commentOn(report);
  expect(ports.api.comments).toHaveLength(expected === 'a comment' ? 1 : 0);
  expect(ports.sentTo('info').join()).toContain(expected === 'a comment' ? 'Comment created' : 'is closed');
});

describe('without a pull request', () => {
  it.each<[string, Ports['event'], string]>([
    [
      'an event that has none',
      { name: 'schedule', payload: {} },
      'No comment, because the event "schedule" belongs to',
    ],
    [
      'a commit that is in none',
      { name: 'push', payload: { after: 'c0ffee0000000000000000000000000000000000', ref: 'refs/heads/main' } },
      'No comment, because no pull request belongs to this commit',
    ],
  ])('says so: %s', async (_, event, line) => {
    ports.event = event;
    expect(await commentOn(CHANGES)).toBeUndefined();
    expect(ports.sentTo('info')).toEqual([expect.stringContaining(line)]);
    expect(ports.api.comments).toEqual([]);
  });

  it('takes the number that the workflow gives', async () => {
    ports.event = { name: 'schedule', payload: {} };
    expect(await commentOn(CHANGES, {}, '7')).toBe(ports.api.comments[0]!.url);
  });
});

describe('a comment that fails', () => {
  it('is a warning with the way out', async () => {
    ports.api.createComment = () =>
      Promise.reject(Object.assign(new Error('Resource not accessible by integration'), { status: 403, response: {} }));
    expect(await commentOn(CHANGES)).toBeUndefined();
    expect(ports.sentTo('warning')).toEqual([
      expect.stringMatching(
        /^Could not comment on pull request #7 of acme\/churn: .*'pull-requests: write'.* \| No comment/,
      ),
    ]);
  });

  it('names the fork as the reason where the pull request comes from one', async () => {
    const payload = { pull_request: { number: 7, head: { repo: { id: 1 } }, base: { repo: { id: 2 } } } };
    ports.event = { name: 'pull_request', payload };
    ports.api.createComment = () =>
      Promise.reject(Object.assign(new Error('Resource not accessible by integration'), { status: 403, response: {} }));
    await commentOn(CHANGES);
    expect(ports.sentTo('warning')).toEqual([expect.stringContaining('comes from a fork')]);
  });

  it('is a warning even where there is no client for GitHub', async () => {
    ports.pullRequests = () => Promise.reject(new Error('Parameter token or opts.auth is required'));
    expect(await commentOn(CHANGES)).toBeUndefined();
    expect(ports.sentTo('warning')).toEqual([expect.stringContaining('opts.auth is required')]);
  });
});

it('is not waited for without end', async () => {
  process.env.MODEL_DEPLOYMENT_IAM_DEADLINES = 'comment=0.1';
  ports.api.createComment = () => new Promise<never>(() => undefined);
  expect(await commentOn(CHANGES)).toBeUndefined();
  delete process.env.MODEL_DEPLOYMENT_IAM_DEADLINES;
  expect(ports.sentTo('info')).toContain('Still waiting after 0 s for: GitHub, to comment.');
  expect(ports.sentTo('warning')[0]).toContain('GitHub took longer than 0.1 s for it.');
});

it('says which lines of the pull request change the inputs, where somebody looked', async () => {
  const line = { file: 'a.yml', line: 3, isAdded: true, text: 'permissions: deploy' };
  await commentOn(CHANGES, { changedLines: async () => [line] });
  const { body } = ports.api.comments[0]!;
  expect(body).toContain('/pull/7/files#diff-');
  expect(body.indexOf('permissions: deploy')).toBeLessThan(body.indexOf('What the role can and cannot do'));
});
