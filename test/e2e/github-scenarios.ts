/**
 * Drives the real octokit against the local GitHub, and prints what happened as JSON. A program of its own, because
 * octokit is an ES module, which jest can't load; the expectations are in github.e2e.test.ts.
 */
import { hosts, tokenPermissions } from './github-tokens';
import type { Permissions } from '../../sandbox/github/account';
import type { Answer } from '../../sandbox/github/answer';
import { type LocalGitHub, startLocalGitHub } from '../../sandbox/github/local-github';
import type { PullRequestApi } from '../../src/github/api';
import { approverByLabel, approverByReview } from '../../src/github/approver';
import { commentFailure } from '../../src/github/comment-failure';
import { httpStatus } from '../../src/github/http-status';
import { findLabel, takeOffLabel } from '../../src/github/label';
import { renderMarker } from '../../src/github/marker';
import { pullRequestApi } from '../../src/github/octokit-api';
import { findPullRequest } from '../../src/github/pull-request';
import { upsertComment, type UpsertedComment } from '../../src/github/sticky-comment';

const key = { stack: 'dev', backend: 's3://state' };
const BOT = 'github-actions[bot]';

function bodyOf(text: string, stack = key.stack): string {
  return `${renderMarker({ ...key, stack })}\n${text}`;
}

async function apiOf(github: LocalGitHub, token = github.token): Promise<PullRequestApi> {
  // An ES module: this file is run as CommonJS, which can only load it like this.
  const { getOctokit } = await import('@actions/github');
  const [owner, repo] = github.repository.split('/');
  return pullRequestApi(getOctokit(token, { baseUrl: github.url }), { owner, repo });
}

async function upsert(
  github: LocalGitHub,
  pullRequest: number,
  body: string,
  token?: string,
): Promise<UpsertedComment> {
  return upsertComment(await apiOf(github, token), { pullRequest, key, body, when: 'always', pause: 0 });
}

/** What the user would be told. */
async function warningOf(github: LocalGitHub, pullRequest: number, options: Options = {}): Promise<string> {
  try {
    await upsert(github, pullRequest, options.body ?? bodyOf('new'), options.token);
    return 'no failure';
  } catch (error) {
    const { repository } = github;
    return commentFailure(error, { repository, pullRequest, readOnlyForFork: options.readOnlyForFork ?? false });
  }
}

interface Options {
  readonly token?: string;
  readonly body?: string;
  readonly readOnlyForFork?: boolean;
}

const scenarios = {
  tokenPermissions,
  hosts,
  async lifecycle(github: LocalGitHub) {
    const pullRequest = github.addPullRequest();
    const steps: UpsertedComment[] = [];
    for (const text of ['first', 'first', 'second']) steps.push(await upsert(github, pullRequest, bodyOf(text)));
    return {
      actions: steps.map(({ action }) => action),
      oneAddress: new Set(steps.map(({ url }) => url)).size === 1,
      bodies: github.comments(pullRequest).map(({ body }) => body),
    };
  },

  async crowdedPullRequest(github: LocalGitHub) {
    const pullRequest = github.addPullRequest();
    for (let i = 0; i < 249; i++) github.addComment({ pullRequest, author: 'octocat', body: `Comment ${i}` });
    github.addComment({ pullRequest, author: 'mallory', body: bodyOf('not yours') });
    const created = await upsert(github, pullRequest, bodyOf('first'));
    const updated = await upsert(github, pullRequest, bodyOf('second'));
    return {
      actions: [created.action, updated.action],
      comments: github.comments(pullRequest).length,
      others: github.comments(pullRequest).filter(({ author }) => author !== BOT).length,
      pages: github.log.filter(({ method, path }) => method === 'GET' && path.includes('/comments')).length,
    };
  },

  async duplicates(github: LocalGitHub) {
    const pullRequest = github.addPullRequest();
    for (const text of ['oldest', 'second', 'third']) {
      github.addComment({ pullRequest, author: BOT, body: bodyOf(text) });
      github.addComment({ pullRequest, author: 'octocat', body: `About the ${text}` });
    }
    github.addComment({ pullRequest, author: BOT, body: bodyOf('other stack', 'dev2') });
    const { action, url } = await upsert(github, pullRequest, bodyOf('new'));
    return { action, url: url?.replace(github.url, ''), left: github.comments(pullRequest).map(({ id }) => id) };
  },

  async deletedMeanwhile(github: LocalGitHub) {
    const pullRequest = github.addPullRequest();
    github.addComment({ pullRequest, author: BOT, body: bodyOf('old') });
    github.inject({ method: 'PATCH', answer: { status: 404, body: { message: 'Not Found' } } });
    return (await upsert(github, pullRequest, bodyOf('new'))).action;
  },

  async commit(github: LocalGitHub) {
    const [sha, unknown] = ['c0ffee', 'decade'].map((start) => start.padEnd(40, '0'));
    github.addPullRequest({ state: 'closed', headSha: sha });
    github.addPullRequest({ earlierCommits: [sha] });
    const open = github.addPullRequest({ headSha: sha });
    const api = await apiOf(github);
    const whileOpen = await findPullRequest(api, { kind: 'commit', sha });
    const merged = github.addPullRequest({ state: 'merged', mergeSha: sha });
    return {
      open: whileOpen === open,
      merged: (await findPullRequest(api, { kind: 'commit', sha })) === merged,
      unknown: (await findPullRequest(api, { kind: 'commit', sha: unknown })) ?? 'none',
    };
  },

  async failures(github: LocalGitHub) {
    const pullRequest = github.addPullRequest();
    const readOnly: Partial<Permissions> = { issues: 'read', pullRequests: 'read' };
    const withAnswer = async (answer: Answer | 'reset') => {
      github.inject({ method: 'POST', path: /\/comments$/, answer, times: Infinity });
      const warning = await warningOf(github, pullRequest);
      github.clearFaults();
      return warning;
    };
    return {
      readOnlyToken: await warningOf(github, pullRequest, { token: github.tokenOf(BOT, readOnly) }),
      forkToken: await warningOf(github, pullRequest, { token: github.tokenOf(BOT, readOnly), readOnlyForFork: true }),
      badToken: await warningOf(github, pullRequest, { token: 'expired' }),
      unknownNumber: await warningOf(github, 4711),
      tooLong: await warningOf(github, pullRequest, { body: bodyOf('x'.repeat(65_536)) }),
      rateLimit: await withAnswer({
        status: 403,
        body: { message: 'API rate limit exceeded for installation.' },
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000000' },
      }),
      serverError: await withAnswer({ status: 500, body: { message: 'Server Error' } }),
      networkError: await withAnswer('reset'),
      comments: github.comments(pullRequest).length,
    };
  },

  async labels(github: LocalGitHub) {
    const crowd = Array.from({ length: 120 }, (_, index) => `label ${index}`);
    const pullRequest = github.addPullRequest({ labels: [...crowd, 'IAM/approved: yes?'] });
    const api = await apiOf(github);
    const found = await findLabel(api, pullRequest, 'iam/APPROVED: yes?');
    await takeOffLabel(api, pullRequest, 'iam/approved: YES?');
    await takeOffLabel(api, pullRequest, 'iam/approved: yes?');
    const left = github.labels(pullRequest).length;
    github.inject({ method: 'DELETE', answer: { status: 404, body: { message: 'Label does not exist' } } });
    await takeOffLabel(api, pullRequest, 'label 7');
    const readOnly = await apiOf(github, github.tokenOf(BOT, { issues: 'read', pullRequests: 'read' }));
    const refused = await takeOffLabel(readOnly, pullRequest, 'label 7').catch(httpStatus);
    return { found, left, refused };
  },

  async approvers(github: LocalGitHub) {
    const pullRequest = github.addPullRequest({ author: 'hubot', headRef: 'feat/#1' });
    github.addLabel(pullRequest, 'ok', 'octocat');
    for (let i = 0; i < 100; i++) github.addLabel(pullRequest, `label ${i}`);
    github.addReview({ pullRequest, author: 'octocat' });
    for (let i = 0; i < 100; i++) github.addReview({ pullRequest, author: `stranger-${i}` });
    github.addReview({ pullRequest, author: 'mona' });
    const api = await apiOf(github);
    const nobody = await apiOf(github, github.tokenOf(BOT, { contents: 'none', issues: 'none', pullRequests: 'none' }));
    const noContents = await apiOf(github, github.tokenOf(BOT, { contents: 'none' }));
    const since = '2020-01-01T00:00:00Z';
    const verdicts = [
      await approverByLabel(api, pullRequest, 'ok'),
      await approverByLabel(api, pullRequest, 'label 99'),
      await approverByReview(api, pullRequest, since),
      await approverByLabel(nobody, pullRequest, 'ok'),
      await approverByReview(noContents, pullRequest, since),
    ];
    github.pushToPullRequest(pullRequest, 'd'.repeat(40), 'mona');
    github.addReview({ pullRequest, author: 'mona' });
    verdicts.push(await approverByReview(api, pullRequest, since));
    return verdicts.map((verdict) => ('by' in verdict ? verdict.by : verdict.why));
  },

  async longestBody(github: LocalGitHub) {
    const body = bodyOf('').padEnd(65_536, 'x');
    return (await upsert(github, github.addPullRequest(), body)).action;
  },
};

async function main(): Promise<void> {
  const results: Record<string, unknown> = {};
  const violations: string[] = [];
  for (const [name, scenario] of Object.entries(scenarios)) {
    const github = await startLocalGitHub();
    try {
      results[name] = await scenario(github);
      violations.push(...github.violations.map((violation) => `${name}: ${violation}`));
    } finally {
      await github.stop();
    }
  }
  console.log(JSON.stringify({ results, violations }));
}

void main();
