import type { AssociatedPullRequest, PullRequestApi } from '../../src/github/api';
import { findPullRequest, pullRequestOf } from '../../src/github/pull-request';

const SHA = 'c0ffee'.padEnd(40, '0');
const OTHER_SHA = 'decade'.padEnd(40, '0');
const repository = { id: 1 };

const seven = { kind: 'number', number: 7 };
const commit = { kind: 'commit', sha: SHA };

function workflowRun(run: object): object {
  return { repository, workflow_run: run };
}

describe('an event that names its pull request', () => {
  it.each([
    ['pull_request', { pull_request: { number: 7 } }],
    ['pull_request_target', { pull_request: { number: 7 } }],
    ['pull_request_review', { pull_request: { number: 7 } }],
    ['pull_request_review_comment', { pull_request: { number: 7 } }],
    ['issue_comment', { issue: { number: 7, pull_request: { url: 'https://api.github.com/…' } } }],
    ['merge_group', { merge_group: { head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${SHA}` } }],
    ['workflow_run', workflowRun({ pull_requests: [{ number: 7, base: { repo: { id: 1 } } }], head_sha: SHA })],
  ])('%s', (eventName, payload) => {
    expect(pullRequestOf(eventName, payload)).toEqual(seven);
  });
});

describe('an event that names a commit', () => {
  it.each([
    ['push to a branch', 'push', { after: SHA, head_commit: { id: SHA } }],
    ['push of an annotated tag, where "after" is the tag', 'push', { after: OTHER_SHA, head_commit: { id: SHA } }],
    ['push without a head commit', 'push', { after: SHA, head_commit: null }],
    ['run on a pull request of a fork', 'workflow_run', workflowRun({ pull_requests: [], head_sha: SHA })],
    [
      "run that lists a fork's own pull request",
      'workflow_run',
      workflowRun({ pull_requests: [{ number: 7, base: { repo: { id: 2 } } }], head_sha: SHA }),
    ],
  ])('%s', (_, eventName, payload) => {
    expect(pullRequestOf(eventName, payload)).toEqual(commit);
  });
});

describe('an event without a pull request says why', () => {
  it.each([
    ['schedule', { schedule: '0 0 * * *' }, /"schedule" belongs to no pull request; comment-pr-number can name one/],
    ['workflow_dispatch', { inputs: {} }, /"workflow_dispatch" belongs to no pull request/],
    ['release', {}, /"release" belongs to no pull request/],
    ['evil\n::error::', {}, /"evil\\n::error::" belongs to no pull request/],
    ['issue_comment', { issue: { number: 7 } }, /on an issue, not on a pull request/],
    ['push', { deleted: true, after: '0'.repeat(40), head_commit: null }, /deleted its branch/],
  ])('%j', (eventName, payload, why) => {
    expect(pullRequestOf(eventName, payload)).toEqual({ kind: 'none', why: expect.stringMatching(why) });
  });
});

describe('the number that the user gave', () => {
  it('goes before the one of the event', () => {
    expect(pullRequestOf('pull_request', { pull_request: { number: 3 } }, 7)).toEqual(seven);
  });

  it('makes up for an event that has none', () => {
    expect(pullRequestOf('schedule', {}, 7)).toEqual(seven);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.MAX_VALUE])(
    'is refused if it is %p, even where the event has one',
    (number) => {
      expect(pullRequestOf('pull_request', { pull_request: { number: 3 } }, number)).toEqual({
        kind: 'none',
        why: `${number} is not the number of a pull request (1, 2, 3, …)`,
      });
    },
  );
});

describe('a hostile payload', () => {
  const events = [
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'issue_comment',
    'merge_group',
    'push',
    'workflow_run',
  ];
  const odd: unknown[] = [
    undefined,
    null,
    true,
    0,
    -7,
    1.5,
    '',
    '7',
    '../../7',
    [],
    [7],
    {},
    { number: 7 },
    '0'.repeat(39),
  ];
  const payloads = odd.flatMap((value) => [
    value,
    { pull_request: value, issue: value, merge_group: value, workflow_run: value, after: value, head_commit: value },
    { pull_request: { number: value }, issue: { number: value, pull_request: {} } },
    { merge_group: { head_ref: value }, head_commit: { id: value }, workflow_run: { pull_requests: value } },
    { repository: value, workflow_run: { pull_requests: [value], head_sha: value } },
  ]);

  it.each(events)('of %s never crashes, and never yields anything but a number or a commit', (eventName) => {
    for (const payload of payloads) {
      const lookup = pullRequestOf(eventName, payload);
      expect([7, undefined]).toContain(lookup.kind === 'number' ? lookup.number : undefined);
      expect(lookup.kind === 'commit' ? lookup.sha : SHA).toMatch(/^[0-9a-f]{40}$/);
    }
  });

  it('of a merge group can not point elsewhere with the name of its base branch', () => {
    const head_ref = `refs/heads/gh-readonly-queue/x/pr-1-${OTHER_SHA}/pr-7-${SHA}`;
    expect(pullRequestOf('merge_group', { merge_group: { head_ref } })).toEqual(seven);
  });

  it.each(['pr-7-', 'pr--1-c0ffee', 'pr-7-c0ffee/more', 'pr-99999999999999999999-c0ffee', 'xpr-7-c0ffee'])(
    'of a merge group with the branch %s has no number',
    (end) => {
      expect(
        pullRequestOf('merge_group', { merge_group: { head_ref: `gh-readonly-queue/main/${end}` } }),
      ).toMatchObject({
        kind: 'none',
      });
    },
  );
});

describe('finding the pull request of a commit', () => {
  const find = (...pullRequests: AssociatedPullRequest[]) =>
    findPullRequest({ pullRequestsOfCommit: async () => pullRequests } as unknown as PullRequestApi, {
      kind: 'commit',
      sha: SHA,
    });
  const closed = { number: 1, isOpen: false, headSha: OTHER_SHA };
  const merged = { number: 2, isOpen: false, headSha: OTHER_SHA, mergeSha: SHA };
  const open = { number: 3, isOpen: true, headSha: OTHER_SHA };
  const openAtCommit = { number: 4, isOpen: true, headSha: SHA };

  it.each([
    ['the one that was merged as this commit', [closed, open, openAtCommit, merged], 2],
    ['the open one that ends in the commit, of several that have it', [closed, open, openAtCommit], 4],
    ['an open one before a closed one', [closed, open], 3],
    ['the first, if nothing else tells them apart', [closed, { ...closed, number: 9 }], 1],
    ['none, if there is none', [], undefined],
  ])('takes %s', async (_, pullRequests, number) => {
    expect(await find(...pullRequests)).toBe(number);
  });

  it('asks nothing where the number is known, or there is none', async () => {
    const api = {} as PullRequestApi;
    expect(await findPullRequest(api, { kind: 'number', number: 7 })).toBe(7);
    expect(await findPullRequest(api, { kind: 'none', why: 'it is a test' })).toBeUndefined();
  });
});
