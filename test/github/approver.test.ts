import { AUTHOR, FakeApi, MAINTAINER } from './fake-api';
import type { Account, LabelEvent, PullRequestApi } from '../../src/github/api';
import { approverByLabel, approverByReview } from '../../src/github/approver';

const LABEL = 'iam-approved';
const BOT: Account = { login: 'github-actions[bot]', isPerson: false };
const STRANGER: Account = { login: 'mallory', isPerson: true };

type Question = {
  [K in keyof PullRequestApi]: PullRequestApi[K] extends (...args: never[]) => Promise<unknown> ? K : never;
}[keyof PullRequestApi];

let api: FakeApi;
let shownSince: string;
beforeEach(() => {
  api = new FakeApi();
  shownSince = api.now();
});

function refusing(question: Question, status?: number): void {
  const error = Object.assign(new Error('Resource not accessible by integration'), { status });
  jest.spyOn(api, question as 'labels').mockRejectedValue(error);
}

const NOT_ACCESSIBLE = 'GitHub answered with status 403: Resource not accessible by integration';

describe('a label', () => {
  const verdict = () => approverByLabel(api, 7, LABEL);

  it('counts from somebody with write permission who did not open the pull request', async () => {
    api.addLabel(LABEL);
    expect(await verdict()).toEqual({ by: 'mona', at: api.labelHistory[0]!.at });
  });

  it.each(['admin', 'write'])('counts with the permission %s', async (permission) => {
    api.permissions = { mona: permission };
    api.addLabel(LABEL);
    expect(await verdict()).toMatchObject({ by: 'mona' });
  });

  it.each(['read', 'none', 'triage', ''])('does not count with the permission %j', async (permission) => {
    api.permissions = { mona: permission };
    api.addLabel(LABEL);
    expect(await verdict()).toEqual({
      why: expect.stringContaining('mona, who added it, has no write permission. Somebody with write permission'),
    });
  });

  it.each<[string, Account, string]>([
    ['the author', AUTHOR, 'octocat, who added it, opened the pull request'],
    ['the author in another case', { login: 'OctoCat', isPerson: true }, 'opened the pull request'],
    ['a bot that may write', BOT, 'github-actions[bot], who added it, is no person'],
    ['anybody else', STRANGER, 'mallory, who added it, has no write permission'],
  ])('does not count from %s', async (_, account, why) => {
    api.permissions[BOT.login] = 'write';
    api.addLabel(LABEL, account);
    expect(await verdict()).toEqual({ why: expect.stringContaining(why) });
  });

  it.each<[string, Account, Account]>([
    ['somebody who may', AUTHOR, MAINTAINER],
    ['the author', MAINTAINER, AUTHOR],
  ])('is that of whoever added it last, whatever its case: %s', async (_, first, last) => {
    api.addLabel(LABEL, first);
    api.labelHistory.push({ label: LABEL.toUpperCase(), isAdded: false, by: first, at: api.now() });
    api.addLabel('IAM-Approved', last);
    api.addLabel('another', STRANGER);
    expect(await verdict()).toEqual(
      last === MAINTAINER
        ? { by: 'mona', at: api.labelHistory[2]!.at }
        : { why: expect.stringContaining('octocat, who added it, opened the pull request') },
    );
  });

  it.each<[string, Partial<LabelEvent>[]]>([
    ['nothing happened', []],
    ['it was taken off last', [{ by: MAINTAINER }, { isAdded: false, by: MAINTAINER }]],
    ['the account is gone', [{ by: undefined }]],
    ['another one was added', [{ label: 'other', by: MAINTAINER }]],
  ])('does not count where GitHub tells that %s', async (_, events) => {
    jest
      .spyOn(api, 'labelEvents')
      .mockResolvedValue(events.map((event) => ({ label: LABEL, isAdded: true, at: api.now(), ...event })));
    expect(await verdict()).toEqual({ why: expect.stringContaining('GitHub does not tell who added it') });
  });

  it('counts where the account of the author is gone', async () => {
    api.opened = { ...api.opened, author: undefined };
    api.addLabel(LABEL);
    expect(await verdict()).toMatchObject({ by: 'mona' });
  });

  it.each<[Question, string]>([
    [
      'labelEvents',
      `Who added the label iam-approved is not known: ${NOT_ACCESSIBLE}; the token needs pull-requests: read.`,
    ],
    [
      'pullRequest',
      `Who opened the pull request is not known: ${NOT_ACCESSIBLE}; the token needs pull-requests: read.`,
    ],
    ['permissionOf', `has a permission that is not known (${NOT_ACCESSIBLE}; the token needs metadata: read)`],
  ])('does not count where GitHub does not answer: %s', async (question, why) => {
    api.addLabel(LABEL);
    refusing(question, 403);
    expect(await verdict()).toEqual({ why: expect.stringContaining(why) });
  });

  it.each<[number | undefined, string]>([
    [404, 'GitHub answered with status 404: Resource not accessible by integration; the token needs'],
    [500, 'GitHub answered with status 500: Resource not accessible by integration.'],
    [undefined, 'GitHub could not be asked: Resource not accessible by integration.'],
  ])('does not count where GitHub answers with %s', async (status, why) => {
    api.addLabel(LABEL);
    refusing('labelEvents', status);
    expect(await verdict()).toEqual({ why: expect.stringContaining(why) });
  });
});

describe('a review', () => {
  const verdict = () => approverByReview(api, 7, shownSince);

  it('counts from somebody with write permission who neither opened the pull request nor pushed', async () => {
    api.addReview();
    expect(await verdict()).toEqual({ by: 'mona', at: api.givenReviews[0]!.at });
  });

  it.each<[string, () => void, string]>([
    ['there is none', () => undefined, 'The change needs an approving review.'],
    ['there is only a comment', () => api.addReview(MAINTAINER, { state: 'COMMENTED' }), 'needs an approving review.'],
    ['it asks for changes', () => api.addReview(MAINTAINER, { state: 'CHANGES_REQUESTED' }), 'approving review.'],
    ['it was dismissed', () => api.addReview(MAINTAINER, { state: 'DISMISSED' }), 'needs an approving review.'],
    ['it is not submitted', () => api.addReview(MAINTAINER, { state: 'PENDING', at: undefined }), 'approving review.'],
    ['the account is gone', () => api.addReview(MAINTAINER, { by: undefined }), 'needs an approving review.'],
    ['it is by the author', () => api.addReview(AUTHOR), 'octocat opened the pull request'],
    ['it is by a bot', () => api.addReview(BOT), 'github-actions[bot] is no person'],
    ['it is by a stranger', () => api.addReview(STRANGER), 'mallory has no write permission'],
    [
      'it is of an earlier commit',
      () => api.addReview(MAINTAINER, { commit: 'decade'.padEnd(40, '0') }),
      'mona approved an earlier commit',
    ],
    ['its commit is gone', () => api.addReview(MAINTAINER, { commit: undefined }), 'mona approved an earlier commit'],
    [
      'it came before the comment showed the change',
      () => api.addReview(MAINTAINER, { at: shownSince }),
      'mona approved before the comment showed this change',
    ],
    [
      'it is by who pushed the newest commit',
      () => (api.addReview(), (api.pushers = [AUTHOR, { login: 'Mona', isPerson: true }])),
      'mona pushed the newest commit',
    ],
    [
      'it was taken back by another one',
      () => (api.addReview(), api.addReview(MAINTAINER, { state: 'CHANGES_REQUESTED' })),
      'needs an approving review.',
    ],
    [
      'the one that was given last is dismissed',
      () => (api.addReview(), api.addReview(MAINTAINER, { state: 'DISMISSED' })),
      'needs an approving review.',
    ],
  ])('does not count where %s', async (_, given, why) => {
    given();
    expect(await verdict()).toEqual({ why: expect.stringContaining(why) });
  });

  it('stays where its reviewer only comments afterwards', async () => {
    api.addReview();
    api.addReview(MAINTAINER, { state: 'COMMENTED' });
    api.addReview(MAINTAINER, { state: 'PENDING', at: undefined });
    expect(await verdict()).toMatchObject({ by: 'mona' });
  });

  it('counts again after a push once it is given again', async () => {
    api.addReview(MAINTAINER, { commit: 'decade'.padEnd(40, '0') });
    api.addReview();
    expect(await verdict()).toEqual({ by: 'mona', at: api.givenReviews[1]!.at });
  });

  it('counts among others that do not, of which all are told where none does', async () => {
    api.addReview();
    for (const account of [AUTHOR, BOT, STRANGER]) api.addReview(account);
    expect(await verdict()).toMatchObject({ by: 'mona' });
    api.givenReviews.shift();
    expect(await verdict()).toEqual({
      why: 'The change needs an approving review, and none counts: mallory has no write permission; github-actions[bot] is no person; octocat opened the pull request.',
    });
  });

  it('is not held up by another one whose author GitHub does not tell of', async () => {
    api.addReview();
    api.addReview(STRANGER);
    const permissionOf = api.permissionOf.bind(api);
    api.permissionOf = (login) =>
      login === STRANGER.login ? Promise.reject(Object.assign(new Error('No'), { status: 404 })) : permissionOf(login);
    expect(await verdict()).toMatchObject({ by: 'mona' });
  });

  it.each<[Question, string]>([
    [
      'pullRequest',
      `Who opened the pull request is not known: ${NOT_ACCESSIBLE}; the token needs pull-requests: read.`,
    ],
    ['reviews', `Who reviewed the pull request is not known: ${NOT_ACCESSIBLE}; the token needs pull-requests: read.`],
    ['pushersOf', `Who pushed the commit c0ffee0 is not known: ${NOT_ACCESSIBLE}; the token needs contents: read.`],
    ['permissionOf', `mona has a permission that is not known (${NOT_ACCESSIBLE}; the token needs metadata: read)`],
  ])('does not count where GitHub does not answer: %s', async (question, why) => {
    api.addReview();
    refusing(question, 403);
    expect(await verdict()).toEqual({ why: expect.stringContaining(why) });
  });

  it.each<[string, () => void, string]>([
    [
      'GitHub does not tell',
      () => (api.pushers = []),
      'Who pushed the commit c0ffee0 is not known: GitHub does not tell.',
    ],
    ['it is in a fork', () => (api.opened = { ...api.opened, isFromFork: true }), 'comes from a fork.'],
  ])('does not count where it is not known who pushed, because %s', async (_, prepare, why) => {
    prepare();
    api.addReview();
    expect(await verdict()).toEqual({ why: expect.stringContaining(why) });
  });

  it('is looked up of the right pull request, branch and commit', async () => {
    api.addReview();
    const pushersOf = jest.spyOn(api, 'pushersOf');
    const reviews = jest.spyOn(api, 'reviews');
    await verdict();
    expect([pushersOf.mock.lastCall, reviews.mock.lastCall]).toEqual([['topic', 'c0ffee'.padEnd(40, '0')], [7]]);
  });
});
