import { FakePorts, type GivenInputs } from './fake-ports';
import { approvalOf } from '../../src/action/approval';
import { usedAfter } from '../../src/action/approval-use';
import { fingerprintOf } from '../../src/action/fingerprint';
import { commentKeyOf, planOf } from '../../src/action/plan';
import { publish } from '../../src/action/publish';
import { threadOf } from '../../src/action/thread';
import type { Failure } from '../../src/failure';
import { renderMarker } from '../../src/github/marker';
import type { RoleReport, Run } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import type { UsedApprovals } from '../../src/stack/used-approvals';
import { AUTHOR, MAINTAINER } from '../github/fake-api';
import {
  access,
  accessBetween,
  allow,
  change,
  completed,
  failed,
  newAccess,
  property,
  ROLE_TYPE,
  RUN,
} from '../report/samples';

const ASKING: GivenInputs = { 'require-approval': 'broadening' };
const UP: GivenInputs = { command: 'up' };
const NARROWING = accessBetween([allow('s3:*', '*')], [allow('s3:GetObject', '*')]);
const BUCKETS = ['a', 'b', 'c', 'd'].map((name) => `arn:aws:s3:::${name}/*`);

/** One pull request and one stack over several runs, on the same GitHub. */
class PullRequest {
  readonly ports: FakePorts;
  /** What the stack remembers. */
  used: UsedApprovals | undefined = {};
  runOfWorkflow: Run = RUN;

  constructor(private readonly inputs: GivenInputs = {}) {
    this.ports = new FakePorts({ ...ASKING, ...inputs });
  }

  get api() {
    return this.ports.api;
  }

  get labels(): readonly string[] {
    return this.api.labelNames;
  }

  get body(): string {
    return this.api.comments.at(-1)?.body ?? '';
  }

  addLabel(name = 'iam-approved'): void {
    this.api.addLabel(name);
  }

  /** What a run decides and leaves behind. @param fails half way, once it is approved */
  async run(of: RoleReport = newAccess(), inputs: GivenInputs = {}, { fails = false } = {}): Promise<string> {
    const { request, plan, approval } = await this.decide(of, inputs);
    const { command } = request;
    const reason: Failure['reason'] = approval.state === 'missing' ? 'approval-missing' : 'throttled';
    const withApproval = { ...of, approval };
    const isFailed = fails || approval.state === 'missing';
    const report = isFailed
      ? failed(command, { reason, message: 'No.' }, withApproval)
      : completed(command, withApproval);
    const isUse = approval.state === 'approved' || approval.state === 'without-github';
    if (isUse && command === 'up' && !isFailed) this.used = usedAfter(approval, this.runOfWorkflow, this.used!);
    await publish(report, { request, plan, thread: threadOf(this.ports) }, this.ports);
    return approval.state;
  }

  async decide(of: RoleReport = newAccess(), inputs: GivenInputs = {}) {
    const { request, plan } = requested({ ...ASKING, ...this.inputs, ...inputs });
    const circumstances = { thread: threadOf(this.ports), run: this.runOfWorkflow, used: this.used };
    return { request, plan, approval: await approvalOf(request, plan, of, circumstances) };
  }

  async why(of: RoleReport = newAccess(), inputs: GivenInputs = {}): Promise<string | undefined> {
    const { approval } = await this.decide(of, inputs);
    return approval.state === 'missing' ? approval.why : undefined;
  }
}

function requested(inputs: GivenInputs) {
  const request = readRequest(new FakePorts(inputs)).request!;
  return { request, plan: planOf(request, '123456789012') };
}

/** The policy is to allow reading so many buckets that it does not yet. */
function grantingMore(buckets: number): RoleReport {
  return accessBetween([allow('s3:GetObject', BUCKETS.slice(buckets))], [allow('s3:GetObject', BUCKETS)]);
}

let pullRequest: PullRequest;
beforeEach(() => {
  pullRequest = new PullRequest();
});

describe('is required', () => {
  it.each<[string, GivenInputs, RoleReport, 'missing' | 'not-required']>([
    ['never, by default', { 'require-approval': 'never' }, newAccess(), 'not-required'],
    ['where more becomes possible', {}, newAccess(), 'missing'],
    ['not where less does', {}, NARROWING, 'not-required'],
    ['for less as well if any change is meant', { 'require-approval': 'any-change' }, NARROWING, 'missing'],
    ['not where nothing changes', { 'require-approval': 'any-change' }, access(), 'not-required'],
    ['where it is not known what changes', {}, { ...NARROWING, assessment: undefined }, 'missing'],
    ['by up', { command: 'up' }, newAccess(), 'missing'],
    ['not by destroy', { command: 'destroy', 'require-approval': 'any-change' }, newAccess(), 'not-required'],
    ['not by drift', { command: 'drift', 'require-approval': 'any-change' }, newAccess(), 'not-required'],
  ])('%s', async (_, inputs, of, expected) => {
    expect((await pullRequest.decide(of, inputs)).approval.state).toBe(expected);
  });
});

it('is looked for on the pull request that the workflow names, with the token that it gives', async () => {
  const inputs = { 'comment-pr-number': '42', 'github-token': 'ghs_other' };
  const { request, plan } = requested({ ...ASKING, ...inputs });
  const ports = new FakePorts({ ...ASKING, ...inputs });
  ports.event = { name: 'schedule', payload: {} };
  const labels = jest.spyOn(ports.api, 'labels');
  await approvalOf(request, plan, newAccess(), { thread: threadOf(ports, request), run: RUN, used: {} });
  expect(labels.mock.calls).toEqual([[42]]);
  expect(ports.sentTo('pullRequests')).toEqual(['ghs_other']);
});

describe('a label', () => {
  it('approves what the comment showed when it was added', async () => {
    expect(await pullRequest.run()).toBe('missing');
    pullRequest.addLabel();
    expect(await pullRequest.run()).toBe('approved');
    expect(await pullRequest.run(newAccess(), UP)).toBe('approved');
    expect(pullRequest.labels).toEqual(['iam-approved']);
  });

  it('counts in whatever case, and under the name that the workflow gives', async () => {
    await pullRequest.run();
    pullRequest.addLabel('IAM-Approved');
    expect(await pullRequest.run()).toBe('approved');
    expect(await pullRequest.run(newAccess(), { 'approval-label': 'reviewed' })).toBe('missing');
  });

  it('does not count, and goes, if it was there before the first comment', async () => {
    pullRequest.addLabel();
    expect(await pullRequest.run()).toBe('missing');
    expect(pullRequest.labels).toEqual([]);
    expect(pullRequest.body).toContain('was added before the comment showed this change');
  });

  it.each<[string, GivenInputs]>([
    ['other permissions', { permissions: 'baseline' }],
    ['other trust', { 'restrict-trust': 'false' }],
    ['another boundary', { 'permissions-boundary': 'arn:aws:iam::123456789012:policy/b' }],
    ['another stack', { 'stack-name': 'other' }],
    ['a longer session', { 'max-session-duration': '7200' }],
  ])('does not count, and goes, when the pull request asks for something else: %s', async (_, other) => {
    await pullRequest.run();
    pullRequest.addLabel();
    expect(await pullRequest.run(newAccess(), other)).toBe('missing');
    expect(pullRequest.labels).toEqual([]);
    pullRequest.addLabel();
    expect(await pullRequest.run(newAccess(), other)).toBe('approved');
  });

  it('goes before the comment shows something else, so that a run that is cancelled in between leaves no approval', async () => {
    await pullRequest.run();
    pullRequest.addLabel();
    const before = pullRequest.ports.api.calls.length;
    await pullRequest.run(newAccess(), { permissions: 'baseline' });
    expect(pullRequest.ports.api.calls.slice(before)).toEqual(['remove label iam-approved', 'update 1']);
  });

  it('goes even when the other change needs no approval, for later it may need one', async () => {
    await pullRequest.run();
    pullRequest.addLabel();
    expect(await pullRequest.run(NARROWING, { permissions: 'baseline' })).toBe('not-required');
    expect(pullRequest.labels).toEqual([]);
  });

  it('does not count for up after a merge if the comment shows something else', async () => {
    await pullRequest.run();
    pullRequest.addLabel();
    const merged = await pullRequest.decide(newAccess(), { command: 'up', permissions: 'baseline' });
    expect(merged.approval).toEqual({
      state: 'missing',
      label: 'iam-approved',
      why: expect.stringContaining('does not count'),
    });
  });

  it('goes if it is added while the comment is being written, by somebody who saw the one before', async () => {
    await pullRequest.run();
    const { api } = pullRequest.ports;
    const update = api.updateComment.bind(api);
    api.updateComment = (id, body) => {
      pullRequest.addLabel();
      return update(id, body);
    };
    expect(await pullRequest.run(newAccess(), { permissions: 'baseline' })).toBe('missing');
    expect(pullRequest.labels).toEqual([]);
  });

  it('stays on when the same is shown again', async () => {
    await pullRequest.run();
    pullRequest.addLabel();
    const before = pullRequest.ports.api.calls.length;
    await pullRequest.run();
    await pullRequest.run();
    expect(pullRequest.ports.api.calls.slice(before)).toEqual([expect.stringMatching(/^update/)]);
  });

  it('does not count for a comment that somebody else wrote', async () => {
    const { plan, request } = requested(ASKING);
    const shows = fingerprintOf(plan, request, newAccess());
    pullRequest.ports.api.add('mallory', renderMarker({ ...commentKeyOf(plan), shows }));
    pullRequest.addLabel();
    expect((await pullRequest.decide()).approval.state).toBe('missing');
  });
});

describe('where GitHub fails', () => {
  it.each(['labels', 'viewerLogin'] as const)('nothing is approved: %s', async (operation) => {
    await pullRequest.run();
    pullRequest.addLabel();
    pullRequest.ports.api[operation] = fail;
    expect((await pullRequest.decide()).approval).toEqual({
      state: 'missing',
      label: 'iam-approved',
      why: 'The change needs an approval, and whether it has one is not known: GitHub could not be asked: Server Error',
    });
  });

  it.each(['labels', 'removeLabel'] as const)('a label that stays on does not count later: %s', async (operation) => {
    await pullRequest.run();
    pullRequest.addLabel();
    const { api } = pullRequest.ports;
    const working = api[operation].bind(api);
    api[operation] = fail;
    await pullRequest.run(newAccess(), { permissions: 'baseline' });
    expect(pullRequest.labels).toEqual(['iam-approved']);
    expect(pullRequest.ports.sentTo('warning')).toEqual([
      expect.stringContaining('could not be taken off: Server Error'),
    ]);

    Object.assign(api, { [operation]: working });
    expect(await pullRequest.run(newAccess(), { permissions: 'baseline' })).toBe('missing');
    expect(pullRequest.labels).toEqual([]);
  });

  it('a label that comes while the comment is written and can’t be taken off does not count later', async () => {
    await pullRequest.run();
    const { api } = pullRequest.ports;
    const [update, removeLabel] = [api.updateComment.bind(api), api.removeLabel.bind(api)];
    api.updateComment = (id, body) => {
      if (pullRequest.labels.length === 0) pullRequest.addLabel();
      return update(id, body);
    };
    api.removeLabel = fail;
    await pullRequest.run(newAccess(), { permissions: 'baseline' });
    Object.assign(api, { updateComment: update, removeLabel });
    expect(await pullRequest.run(newAccess(), { permissions: 'baseline' })).toBe('missing');
  });
});

it('is missing where no pull request belongs to the run', async () => {
  pullRequest.ports.event = { name: 'schedule', payload: {} };
  expect((await pullRequest.decide()).approval).toMatchObject({
    state: 'missing',
    why: 'The change needs an approval, and no pull request belongs to it.',
  });
});

describe('an approval is for the difference that was shown', () => {
  it('and not for another one with the same result: the policy was cut by hand meanwhile', async () => {
    await pullRequest.run(grantingMore(2));
    pullRequest.addLabel();
    expect(await pullRequest.run(grantingMore(2))).toBe('approved');
    expect(await pullRequest.why(grantingMore(4), UP)).toContain('before the comment showed this change');
    expect(await pullRequest.run(grantingMore(4), UP)).toBe('missing');

    // The run has shown it, and taken the label off.
    expect(pullRequest.labels).toEqual([]);
    pullRequest.addLabel();
    expect(await pullRequest.run(grantingMore(4), UP)).toBe('approved');
  });

  const ofRole = (...properties: ReturnType<typeof property>[]) =>
    access({ changes: [change(ROLE_TYPE, 'update', { properties })] });

  it.each<[string, RoleReport, RoleReport]>([
    ['a property of the role', ofRole(property('tags.a', '1', '2')), ofRole(property('tags.a', '3', '2'))],
    [
      'another property as well',
      ofRole(property('tags.a', '1', '2')),
      ofRole(property('tags.a', '1', '2'), property('path', '/x/', '/')),
    ],
    ['a role that is gone', ofRole(property('tags.a', '1', '2')), newAccess()],
    [
      'the trust',
      access({ trust: { before: '{"Statement":[]}', after: '{}' }, changes: [change(ROLE_TYPE, 'update')] }),
      access({ trust: { before: '{"Statement":[{}]}', after: '{}' }, changes: [change(ROLE_TYPE, 'update')] }),
    ],
  ])('and not for one that starts from something else: %s', async (_, shown, found) => {
    const asking = { 'require-approval': 'any-change' };
    await pullRequest.run(shown, asking);
    pullRequest.addLabel();
    expect(await pullRequest.run(shown, asking)).toBe('approved');
    expect(await pullRequest.run(found, { ...asking, ...UP })).toBe('missing');
  });
});

describe('an approval lets a change through once', () => {
  it('so that the run of a pull request that was applied before does not put it back', async () => {
    await pullRequest.run(grantingMore(2));
    pullRequest.addLabel();
    expect(await pullRequest.run(grantingMore(2), UP)).toBe('approved');

    // Another pull request has taken it back since, which needed no approval.
    expect(await pullRequest.run(grantingMore(2), UP)).toBe('missing');
  });

  it('also where neither the label nor the comment could be touched: the stack remembers', async () => {
    await pullRequest.run(grantingMore(2));
    pullRequest.addLabel();
    const { api } = pullRequest;
    const working = { updateComment: api.updateComment, removeLabel: api.removeLabel };
    Object.assign(api, { updateComment: fail, removeLabel: fail });
    expect(await pullRequest.run(grantingMore(2), UP)).toBe('approved');
    Object.assign(api, working);

    expect(pullRequest.labels).toEqual(['iam-approved']);
    expect(await pullRequest.why(grantingMore(2), UP)).toMatch(
      /^The approval by mona of 2026-\S+ is used up: .*take the label iam-approved off, and add it again\.$/,
    );
  });

  it('and counts anew once it is given anew', async () => {
    await pullRequest.run(grantingMore(2));
    pullRequest.addLabel();
    await pullRequest.run(grantingMore(2), UP);
    await pullRequest.run(grantingMore(2), UP);
    expect(pullRequest.labels).toEqual([]);
    pullRequest.addLabel();
    expect(await pullRequest.run(grantingMore(2), UP)).toBe('approved');
  });

  it('not at all where what the stack remembers is not known', async () => {
    await pullRequest.run();
    pullRequest.addLabel();
    pullRequest.used = undefined;
    expect(await pullRequest.why(newAccess(), UP)).toContain('is not known, so none can count');
  });

  it('and again where that failed half way', async () => {
    await pullRequest.run();
    pullRequest.addLabel();
    expect(await pullRequest.run(newAccess(['done', 'failed', 'not-reached']), UP, { fails: true })).toBe('approved');
    const [, ...left] = newAccess().changes;
    const rest = access({ ...newAccess(), changes: left, policy: access().policy });
    expect(await pullRequest.run(rest, UP)).toBe('approved');
    expect(await pullRequest.run(rest, UP)).toBe('missing');
  });

  it('and again where a replacement failed half way', async () => {
    const replaced = access({
      changes: [change(ROLE_TYPE, 'replace', { properties: [property('path', '/', '/x/')] })],
    });
    const asking = { 'require-approval': 'any-change' };
    await pullRequest.run(replaced, asking);
    pullRequest.addLabel();
    await pullRequest.run(replaced, { ...asking, ...UP }, { fails: true });
    const rest = access({ changes: [change(ROLE_TYPE, 'create')] });
    expect(await pullRequest.run(rest, { ...asking, ...UP })).toBe('approved');
  });

  it('and again where a run failed before it came to the change', async () => {
    const { request, plan } = requested({ ...ASKING, ...UP });
    await pullRequest.run();
    pullRequest.addLabel();
    const report = failed('up', { reason: 'stack-locked', message: 'Locked.' });
    await publish(report, { request, plan, thread: threadOf(pullRequest.ports) }, pullRequest.ports);
    expect(pullRequest.body).toContain('Locked.');
    expect(await pullRequest.run(newAccess(), UP)).toBe('approved');
  });

  it('but a label that comes while the comment shows such a failure approves nothing', async () => {
    const { request, plan } = requested({ ...ASKING, ...UP });
    await pullRequest.run();
    const report = failed('up', { reason: 'stack-locked', message: 'Locked.' });
    await publish(report, { request, plan, thread: threadOf(pullRequest.ports) }, pullRequest.ports);
    pullRequest.addLabel();
    expect(await pullRequest.run(newAccess(), UP)).toBe('missing');
  });

  it('for each of several stacks', async () => {
    const other = { 'stack-name': 'other' };
    await pullRequest.run();
    await pullRequest.run(newAccess(), other);
    pullRequest.addLabel();
    expect(await pullRequest.run(newAccess(), UP)).toBe('approved');
    // The other one remembers nothing yet.
    pullRequest.used = {};
    expect(await pullRequest.run(newAccess(), { ...other, ...UP })).toBe('approved');
    expect(pullRequest.labels).toEqual(['iam-approved']);
  });
});

describe('a label counts from somebody who may approve', () => {
  it('and is told with the one who added it', async () => {
    await pullRequest.run();
    pullRequest.addLabel();
    const { at } = pullRequest.api.labelHistory[0]!;
    expect((await pullRequest.decide()).approval).toEqual({
      ...{ state: 'approved', label: 'iam-approved', by: 'mona', at, pullRequest: 7 },
    });
  });

  it('and not from the author', async () => {
    await pullRequest.run();
    pullRequest.api.addLabel('iam-approved', AUTHOR);
    expect(await pullRequest.why()).toContain('octocat, who added it, opened the pull request');
  });
});

describe('with approval-by: review', () => {
  const REVIEW: GivenInputs = { 'approval-by': 'review' };

  beforeEach(() => {
    pullRequest = new PullRequest(REVIEW);
  });

  it('a review approves what the comment showed before', async () => {
    expect(await pullRequest.run()).toBe('missing');
    pullRequest.api.addReview();
    expect(await pullRequest.run()).toBe('approved');
    expect((await pullRequest.decide(newAccess(), UP)).approval).toEqual({
      ...{ state: 'approved', by: 'mona', at: pullRequest.api.givenReviews[0]!.at, pullRequest: 7 },
    });
    expect(await pullRequest.run(newAccess(), UP)).toBe('approved');
  });

  it('a review from before the comment showed the change approves nothing', async () => {
    pullRequest.api.addReview();
    expect(await pullRequest.run()).toBe('missing');
    expect(await pullRequest.why()).toContain('mona approved before the comment showed this change');
  });

  it('a review does not approve what came to be there, or to be asked for, after it', async () => {
    await pullRequest.run(grantingMore(2));
    pullRequest.api.addReview();
    expect(await pullRequest.run(grantingMore(4))).toBe('missing');
    expect(await pullRequest.why(grantingMore(4))).toContain('mona approved before the comment showed this change');
    expect(await pullRequest.run(grantingMore(4), { permissions: 'baseline' })).toBe('missing');
  });

  it('a review stays one when the same is shown again', async () => {
    await pullRequest.run();
    pullRequest.api.addReview();
    const before = pullRequest.api.calls.length;
    await pullRequest.run();
    await pullRequest.run();
    expect(pullRequest.api.calls.slice(before)).toEqual(['update 1']);
    expect(await pullRequest.run()).toBe('approved');
  });

  it('a review approves nothing while it is not known since when the comment shows what it shows', async () => {
    const { api } = pullRequest;
    const update = api.updateComment;
    api.updateComment = fail;
    await pullRequest.run();
    api.updateComment = update;
    api.addReview();
    expect(await pullRequest.why()).toBe('The comment did not show this change until now.');
    expect(await pullRequest.run()).toBe('missing');
    api.addReview(MAINTAINER);
    expect(await pullRequest.run()).toBe('approved');
  });

  it('a review is used up by the change that it let through', async () => {
    await pullRequest.run(grantingMore(2));
    pullRequest.api.addReview();
    expect(await pullRequest.run(grantingMore(2), UP)).toBe('approved');
    expect(await pullRequest.run(grantingMore(2), UP)).toBe('missing');
    expect(await pullRequest.run(grantingMore(2), UP)).toBe('missing');
    pullRequest.api.addReview();
    expect(await pullRequest.run(grantingMore(2), UP)).toBe('approved');
  });

  it('a review is used up also where the comment could not be touched', async () => {
    await pullRequest.run(grantingMore(2));
    pullRequest.api.addReview();
    pullRequest.used = { newest: { at: pullRequest.api.now(), by: 'mona', pullRequest: 7 } };
    expect(await pullRequest.why(grantingMore(2), UP)).toMatch(/is used up: .*submit another review\.$/);
  });

  it('a review counts again after a run that failed half way', async () => {
    await pullRequest.run();
    pullRequest.api.addReview();
    expect(await pullRequest.run(newAccess(), UP, { fails: true })).toBe('approved');
    expect(await pullRequest.run(newAccess(), UP)).toBe('approved');
  });

  it('a label approves nothing, and stays', async () => {
    await pullRequest.run();
    pullRequest.addLabel();
    expect(await pullRequest.run(grantingMore(2))).toBe('missing');
    expect(pullRequest.labels).toEqual(['iam-approved']);
  });

  it('a comment that showed the same for a label is none for a review', async () => {
    await pullRequest.run(newAccess(), { 'approval-by': 'label' });
    pullRequest.api.addReview();
    expect(await pullRequest.why()).toBe('The comment did not show this change until now.');
  });
});

describe('with approve-without-github', () => {
  const BROKEN: GivenInputs = { 'approve-without-github': 'GitHub does not answer.' };
  const replayOf = (run: Run): Run => ({ ...run, attempt: run.attempt + 1 });

  it('nobody is asked, and the reason stands for the approval', async () => {
    const approval = { state: 'without-github', reason: 'GitHub does not answer.' };
    expect((await pullRequest.decide(newAccess(), BROKEN)).approval).toEqual(approval);
    expect(pullRequest.ports.sentTo('pullRequests')).toEqual([]);
    pullRequest.ports.event = { name: 'schedule', payload: {} };
    expect((await pullRequest.decide(newAccess(), BROKEN)).approval).toEqual(approval);
  });

  it('nothing is said where no approval is needed', async () => {
    expect((await pullRequest.decide(NARROWING, BROKEN)).approval).toEqual({ state: 'not-required' });
  });

  it('a run that is started again does not make its change again', async () => {
    expect(await pullRequest.run(grantingMore(2), { ...BROKEN, ...UP })).toBe('without-github');
    pullRequest.runOfWorkflow = replayOf(RUN);
    expect(await pullRequest.why(grantingMore(2), { ...BROKEN, ...UP })).toContain('start a new run');
    const next = { ...RUN, url: 'https://github.com/acme/churn/actions/runs/1234568' };
    pullRequest.runOfWorkflow = next;
    expect(await pullRequest.run(grantingMore(2), { ...BROKEN, ...UP })).toBe('without-github');
    for (const run of [RUN, next]) {
      pullRequest.runOfWorkflow = replayOf(run);
      expect(await pullRequest.run(grantingMore(2), { ...BROKEN, ...UP })).toBe('missing');
    }
  });

  it('a run that failed half way can be started again', async () => {
    await pullRequest.run(grantingMore(2), { ...BROKEN, ...UP }, { fails: true });
    pullRequest.runOfWorkflow = replayOf(RUN);
    expect(await pullRequest.run(grantingMore(2), { ...BROKEN, ...UP })).toBe('without-github');
  });

  it('approvals that were used stay used', async () => {
    await pullRequest.run(grantingMore(2));
    pullRequest.addLabel();
    await pullRequest.run(grantingMore(2), UP);
    const { newest } = pullRequest.used!;
    await pullRequest.run(grantingMore(2), { ...BROKEN, ...UP });
    expect(pullRequest.used).toEqual({ newest, withoutGithub: { run: 1234567 } });
  });
});

describe('which pull request is asked', () => {
  const MERGED = 'b'.repeat(40);
  const push = { name: 'push', payload: { after: MERGED } };
  const merged = { number: 7, isOpen: false, headSha: 'a'.repeat(40), mergeSha: MERGED };

  it('of several in one push is the last, and its label is only for what was shown there', async () => {
    const { api, ports } = pullRequest;
    const asked = jest.spyOn(api, 'pullRequestsOfCommit').mockResolvedValue([merged] as never);
    await pullRequest.run(grantingMore(2));
    pullRequest.addLabel();
    ports.event = push;
    // With what the other ones change, it is another difference.
    expect(await pullRequest.run(grantingMore(2), { ...UP, permissions: 'baseline' })).toBe('missing');
    expect(asked).toHaveBeenCalledWith(MERGED);

    // The comment on the merged pull request has come to show it. So it can be approved there.
    pullRequest.addLabel();
    expect(await pullRequest.run(grantingMore(2), { ...UP, permissions: 'baseline' })).toBe('approved');
  });

  it('of a group in a merge queue is the one that it ends with, and the same difference needs no other approval', async () => {
    await pullRequest.run(grantingMore(2));
    pullRequest.addLabel();
    const head_ref = `refs/heads/gh-readonly-queue/main/pr-7-${'c'.repeat(40)}`;
    pullRequest.ports.event = { name: 'merge_group', payload: { merge_group: { head_ref } } };
    const labels = jest.spyOn(pullRequest.api, 'labels');
    expect(await pullRequest.run(grantingMore(2))).toBe('approved');
    expect(labels).toHaveBeenCalledWith(7);

    // Behind another pull request that is not applied yet, more changes.
    expect(await pullRequest.run(grantingMore(2), { permissions: 'baseline' })).toBe('missing');
  });

  it('that was merged before it was approved can be approved afterwards', async () => {
    jest.spyOn(pullRequest.api, 'pullRequestsOfCommit').mockResolvedValue([merged] as never);
    await pullRequest.run(grantingMore(2));
    pullRequest.ports.event = push;
    expect(await pullRequest.run(grantingMore(2), UP)).toBe('missing');
    pullRequest.addLabel();
    expect(await pullRequest.run(grantingMore(2), UP)).toBe('approved');
  });

  it('is none where a commit was pushed without one', async () => {
    await pullRequest.run();
    pullRequest.addLabel();
    pullRequest.ports.event = push;
    expect(await pullRequest.why(newAccess(), UP)).toBe(
      'The change needs an approval, and no pull request belongs to it.',
    );
  });
});

function fail(): Promise<never> {
  return Promise.reject(Object.assign(new Error('Server Error'), { status: 500 }));
}

describe('where a preview asks for no approval, or for another one,', () => {
  const NEVER = { 'require-approval': 'never' };

  it('labels stay as they are', async () => {
    pullRequest.addLabel();
    await pullRequest.run(newAccess(), NEVER);
    expect(pullRequest.labels).toEqual(['iam-approved']);
  });

  it.each<[string, GivenInputs]>([
    ['none', NEVER],
    ['another label', { 'approval-label': 'reviewed' }],
  ])('what it shows is not approved by a label that it does not take off: %s', async (_, inputs) => {
    await pullRequest.run(newAccess(), inputs);
    pullRequest.addLabel();
    await pullRequest.run(newAccess(), { ...inputs, permissions: 'baseline' });
    const up = { ...UP, permissions: 'baseline' };
    expect(pullRequest.labels).toContain('iam-approved');
    expect(await pullRequest.run(newAccess(), up)).toBe('missing');

    // The run has shown it, and taken the label off.
    pullRequest.addLabel();
    expect(await pullRequest.run(newAccess(), up)).toBe('approved');
  });
});
