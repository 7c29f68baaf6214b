import { FakePorts, type GivenInputs } from './fake-ports';
import { approvalOf, fingerprintOf, shownBy } from '../../src/action/approval';
import { commentKeyOf, planOf } from '../../src/action/plan';
import { publish } from '../../src/action/publish';
import { threadOf } from '../../src/action/thread';
import type { Failure } from '../../src/failure';
import { renderMarker } from '../../src/github/marker';
import type { Report, RoleReport } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import {
  access,
  accessBetween,
  allow,
  completed,
  editedAccess,
  failed,
  invalidInput,
  newAccess,
} from '../report/samples';

const ASKING: GivenInputs = { 'require-approval': 'broadening' };
const NARROWING = accessBetween([allow('s3:*', '*')], [allow('s3:GetObject', '*')]);

/** One pull request over several runs, on the same GitHub. */
class PullRequest {
  readonly ports: FakePorts;

  constructor(private readonly inputs: GivenInputs = {}) {
    this.ports = new FakePorts({ ...ASKING, ...inputs });
  }

  get labels(): readonly string[] {
    return this.ports.api.labelNames;
  }

  get body(): string {
    return this.ports.api.comments.at(-1)?.body ?? '';
  }

  addLabel(name = 'iam-approved'): void {
    this.ports.api.labelNames.push(name);
  }

  /** What a run decides and leaves behind. */
  async run(of: RoleReport = newAccess(), inputs: GivenInputs = {}): Promise<string> {
    const { request, plan, approval } = await this.decide(of, inputs);
    const { command } = request;
    const failure: Failure = { reason: 'approval-missing', message: 'It is not approved.' };
    const withApproval = { ...of, approval };
    const report =
      approval.state === 'missing' ? failed(command, failure, withApproval) : completed(command, withApproval);
    await publish(report, { request, plan, secrets: [], thread: this.thread() }, this.ports);
    return approval.state;
  }

  async decide(of: RoleReport = newAccess(), inputs: GivenInputs = {}) {
    const { request, plan } = requested({ ...ASKING, ...this.inputs, ...inputs });
    return { request, plan, approval: await approvalOf(request, plan, of, this.thread()) };
  }

  private thread() {
    return threadOf(this.ports);
  }
}

function requested(inputs: GivenInputs) {
  const request = readRequest(new FakePorts(inputs)).request!;
  return { request, plan: planOf(request, '123456789012') };
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
  await approvalOf(request, plan, newAccess(), threadOf(ports, request));
  expect(labels.mock.calls).toEqual([[42]]);
  expect(ports.sentTo('pullRequests')).toEqual(['ghs_other']);
});

it('of one stack is none of another', () => {
  const words = ['a', 'b'].map((name) => {
    const { request, plan } = requested({ ...ASKING, 'stack-name': name });
    return fingerprintOf(plan, request);
  });
  expect(words[0]).not.toBe(words[1]);
});

describe('a label', () => {
  it('approves what the comment showed when it was added', async () => {
    expect(await pullRequest.run()).toBe('missing');
    pullRequest.addLabel();
    expect(await pullRequest.run()).toBe('approved');
    expect(await pullRequest.run(newAccess(), { command: 'up' })).toBe('approved');
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
    const shows = fingerprintOf(plan, request);
    pullRequest.ports.api.add('mallory', renderMarker({ ...commentKeyOf(plan), shows }));
    pullRequest.addLabel();
    expect((await pullRequest.decide()).approval.state).toBe('missing');
  });
});

describe('where GitHub fails', () => {
  const fail = () => Promise.reject(Object.assign(new Error('Server Error'), { status: 500 }));

  it.each(['labels', 'viewerLogin'] as const)('nothing is approved: %s', async (operation) => {
    await pullRequest.run();
    pullRequest.addLabel();
    pullRequest.ports.api[operation] = fail;
    expect((await pullRequest.decide()).approval).toEqual({
      state: 'missing',
      label: 'iam-approved',
      why: 'The change needs an approval, and GitHub could not be asked for it: Server Error',
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

describe('what a comment shows, for a label to approve', () => {
  const { plan, request } = requested(ASKING);
  const fingerprint = fingerprintOf(plan, request);
  const shown = (report: Report) => shownBy(report, plan, request) === fingerprint;
  const engine: Failure = { reason: 'engine-failure', message: 'm' };
  const gate: Failure = { reason: 'approval-missing', message: 'm' };
  const approved = { ...newAccess(), approval: { state: 'approved', label: 'l' } } as const;

  it.each<[string, Report, boolean]>([
    ['a preview', completed('preview', newAccess()), true],
    ['a preview without changes', completed('preview', access()), false],
    ['a preview that a gate stopped', failed('preview', gate, newAccess()), true],
    ['a preview that failed half way', failed('preview', engine, newAccess()), false],
    ['a preview that failed before anything was known', failed('preview', engine), false],
    ['up', completed('up', newAccess()), true],
    ['up that failed half way, for what was approved', failed('up', engine, approved), true],
    ['up that failed half way', failed('up', engine, editedAccess()), false],
    ['drift', completed('drift', editedAccess()), false],
    ['destroy', completed('destroy', newAccess()), false],
    ['invalid inputs', invalidInput(), false],
  ])('%s: %s', (_, report, expected) => {
    expect(shown(report)).toBe(expected);
  });

  it('is the same for the same request only', () => {
    const other = (inputs: GivenInputs) => {
      const asked = requested({ ...ASKING, ...inputs });
      return fingerprintOf(asked.plan, asked.request);
    };
    expect(other({})).toBe(fingerprint);
    expect(other({ 'approval-label': 'IAM-Approved' })).toBe(fingerprint);
    expect(other({ permissions: 'baseline' })).not.toBe(fingerprint);
    expect(other({ 'approval-label': 'reviewed' })).not.toBe(fingerprint);
  });

  it('is too long for two requests to be made that share it', () => {
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });
});

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
    const up = { command: 'up', permissions: 'baseline' };
    expect(pullRequest.labels).toContain('iam-approved');
    expect(await pullRequest.run(newAccess(), up)).toBe('missing');

    // The run has shown it, and taken the label off.
    pullRequest.addLabel();
    expect(await pullRequest.run(newAccess(), up)).toBe('approved');
  });
});
