import { FakePorts, type GivenInputs } from './fake-ports';
import { comment, type CommentSettings } from '../../src/action/comment';
import { lookAhead, type Thread, threadOf } from '../../src/action/thread';
import { renderMarker } from '../../src/github/marker';
import { readRequest } from '../../src/request/read-request';
import { completed, newAccess } from '../report/samples';

const KEY = { stack: 'organization/model-deployment-iam/churn', backend: 's3://state' };
const BOT = 'github-actions[bot]';
const PUSH = { name: 'push', payload: { after: 'c0ffee0000000000000000000000000000000000' } };

/** The thread of a run that has looked ahead. */
async function lookFrom(ports: FakePorts) {
  const { request } = readRequest(ports);
  const thread = threadOf(ports, request);
  await lookAhead(request!, thread).catch(() => undefined);
  return thread;
}

function commentOn(ports: FakePorts, thread: Thread, settings: Partial<CommentSettings> = {}) {
  const report = completed('preview', newAccess());
  const all = { when: 'changes', key: KEY, formerKeys: [], ...settings } as const;
  return comment(report, all, thread, ports);
}

/** How often the comments of the pull request were asked for. */
function countLists({ api }: FakePorts): () => number {
  const list = jest.spyOn(api, 'listComments');
  return () => list.mock.calls.length;
}

describe('nothing is asked for', () => {
  it.each<[string, GivenInputs, string]>([
    ['where no comment is wanted', { comment: 'never' }, 'pull_request'],
    ['where there is no pull request', {}, 'schedule'],
  ])('%s', async (_, inputs, name) => {
    const ports = new FakePorts(inputs);
    ports.event = { ...ports.event, name };
    await lookFrom(ports);
    expect(ports.sentTo('pullRequests')).toEqual([]);
  });
});

it('looks at the pull request that the workflow names, whatever the event', async () => {
  const ports = new FakePorts({ 'comment-pr-number': '42' });
  ports.event = { name: 'schedule', payload: {} };
  const thread = await lookFrom(ports);
  expect(await thread.open()).toMatchObject({ api: ports.api, pullRequest: 42 });
});

it('spares the comment its questions', async () => {
  const ports = new FakePorts();
  const old = ports.api.add(BOT, `${renderMarker(KEY)}\nold`);
  const lists = countLists(ports);
  const thread = await lookFrom(ports);
  expect(await commentOn(ports, thread)).toBe(old.url);
  expect(ports.api.calls).toEqual([`update ${old.id}`]);
  expect([lists(), ports.sentTo('pullRequests').length]).toEqual([1, 1]);
});

it('does not make a second comment of one that was written in the meantime', async () => {
  const ports = new FakePorts();
  const thread = await lookFrom(ports);
  const theirs = ports.api.add(BOT, `${renderMarker(KEY)}\nof a run at the same time`);
  expect(await commentOn(ports, thread)).toBe(theirs.url);
  expect(ports.api.comments).toHaveLength(1);
});

it('does not look for comments where an approval depends on what they show by then', async () => {
  const ports = new FakePorts({ 'require-approval': 'broadening' });
  const lists = countLists(ports);
  const thread = await lookFrom(ports);
  expect(lists()).toBe(0);

  ports.api.add(BOT, `${renderMarker({ ...KEY, shows: 'something else' })}\nof a run at the same time`);
  ports.api.labelNames = ['iam-approved'];
  await commentOn(ports, thread, { shows: 'this', approval: { by: 'label', label: 'iam-approved' } });
  expect(lists()).toBeGreaterThan(0);
  expect(ports.api.labelNames).toEqual([]);
});

describe('what fails', () => {
  it('is told when the comment is written, as ever', async () => {
    const ports = new FakePorts();
    jest
      .spyOn(ports.api, 'viewerLogin')
      .mockRejectedValue(Object.assign(new Error('Bad credentials'), { status: 401 }));
    const thread = await lookFrom(ports);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(ports.sent.filter(([port]) => port === 'warning')).toEqual([]);

    expect(await commentOn(ports, thread)).toBeUndefined();
    expect(ports.sentTo('warning')).toEqual([
      expect.stringMatching(/^Could not comment on pull request #7 .*GitHub refused the token.* \| No comment/),
    ]);
  });

  it('is told with the number of the pull request only where that is known', async () => {
    const ports = new FakePorts();
    ports.event = PUSH;
    jest.spyOn(ports.api, 'pullRequestsOfCommit').mockRejectedValue(new Error('socket hang up'));
    expect(await commentOn(ports, await lookFrom(ports))).toBeUndefined();
    expect(ports.sentTo('warning')).toEqual([expect.stringMatching(/^Could not comment on the pull request of/)]);
  });
});

it('says that no pull request belongs to a commit', async () => {
  const ports = new FakePorts();
  ports.event = PUSH;
  expect(await commentOn(ports, await lookFrom(ports))).toBeUndefined();
  expect(ports.sentTo('info')).toEqual(['No comment, because no pull request belongs to this commit']);
});
