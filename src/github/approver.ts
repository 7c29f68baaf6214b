import type { Account, PullRequest, PullRequestApi, Review } from './api';
import { httpStatus } from './http-status';
import { isSameLabel } from './label';

/** An approval that counts. */
export interface GivenApproval {
  /** The login of whoever gave it. */
  readonly by: string;
  /** When, by GitHub's clock: ISO 8601. */
  readonly at: string;
}

/** Why there is none that counts, in a sentence or several. Plain text. */
export interface NoApproval {
  readonly why: string;
}

/**
 * Whether whoever added the label may approve: a person with write permission who did not open the pull request. Anybody with
 * the role triage may add labels, and so may every workflow.
 *
 * https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization#permissions-for-each-role
 *
 * @param label one that is on the pull request
 */
export async function approverByLabel(
  api: PullRequestApi,
  pullRequest: number,
  label: string,
): Promise<GivenApproval | NoApproval> {
  const doesNotCount = (why: string) => ({
    why: `The label ${label} does not count: ${why}. Somebody with write permission who did not open the pull request has to take it off, and add it again.`,
  });
  return unlessUnknown(async () => {
    const [events, { author }] = await Promise.all([
      known(`Who added the label ${label}`, 'pull-requests: read', api.labelEvents(pullRequest)),
      known('Who opened the pull request', 'pull-requests: read', api.pullRequest(pullRequest)),
    ]);
    const last = events.filter((event) => isSameLabel(event.label, label)).at(-1);
    if (!last?.isAdded || !last.by) return doesNotCount('GitHub does not tell who added it');
    const { by, at } = last;
    const doubt = doubtAboutPerson(by, author) ?? (await doubtAboutPermission(api, by));
    return doubt ? doesNotCount(`${by.login}, who added it, ${doubt}`) : { by: by.login, at };
  });
}

/**
 * Whether the newest commit has an approving review that counts: by a person with write permission who neither opened the pull
 * request nor pushed that commit. In a public repository anybody may submit an approving review.
 *
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#require-pull-request-reviews-before-merging
 *
 * @param shownSince when the comment came to show what it shows, by GitHub's clock: nobody can have approved that before
 */
export async function approverByReview(
  api: PullRequestApi,
  number: number,
  shownSince: string,
): Promise<GivenApproval | NoApproval> {
  return unlessUnknown(async () => {
    const [pullRequest, reviews] = await Promise.all([
      known('Who opened the pull request', 'pull-requests: read', api.pullRequest(number)),
      known('Who reviewed the pull request', 'pull-requests: read', api.reviews(number)),
    ]);
    const approving = latestOpinions(reviews).filter(({ state }) => state === 'APPROVED');
    if (approving.length === 0) return { why: 'The change needs an approving review.' };

    const doubts: string[] = [];
    let pushers: readonly Account[] | undefined;
    for (const { by, at, ...review } of approving) {
      const doubt =
        doubtAboutPerson(by, pullRequest.author) ??
        doubtAboutReview({ ...review, at }, pullRequest, shownSince) ??
        doubtAboutPush(by, (pushers ??= await pushersOfHead(api, pullRequest))) ??
        (await doubtAboutPermission(api, by));
      if (!doubt) return { by: by.login, at };
      doubts.push(`${by.login} ${doubt}`);
    }
    return { why: `The change needs an approving review, and none counts: ${doubts.join('; ')}.` };
  });
}

type SubmittedReview = Review & { readonly by: Account; readonly at: string };

/** Of each reviewer what they said last, the newest first. A comment takes nothing back. */
function latestOpinions(reviews: readonly Review[]): SubmittedReview[] {
  const opinions = new Map<string, SubmittedReview>();
  for (const { by, at, ...review } of reviews) {
    if (by && at && !['COMMENTED', 'PENDING'].includes(review.state)) {
      opinions.set(by.login.toLowerCase(), { ...review, by, at });
    }
  }
  return [...opinions.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/** @returns the end of a sentence that starts with the login */
function doubtAboutPerson(account: Account, author: Account | undefined): string | undefined {
  if (!account.isPerson) return 'is no person';
  return isSame(account, author) ? 'opened the pull request' : undefined;
}

function doubtAboutReview(
  { commit, at }: Pick<SubmittedReview, 'commit' | 'at'>,
  { headSha }: PullRequest,
  shownSince: string,
): string | undefined {
  if (commit !== headSha) return 'approved an earlier commit';
  // Within one second it can't be told which came first.
  return Date.parse(at) > Date.parse(shownSince) ? undefined : 'approved before the comment showed this change';
}

async function pushersOfHead(api: PullRequestApi, { headRef, headSha, isFromFork }: PullRequest) {
  const commit = `the commit ${headSha.slice(0, 7)}`;
  if (isFromFork) throw new NotKnown(`Who pushed ${commit} is not known: the pull request comes from a fork.`);
  const pushers = await known(`Who pushed ${commit}`, 'contents: read', api.pushersOf(headRef, headSha));
  if (pushers.length === 0) throw new NotKnown(`Who pushed ${commit} is not known: GitHub does not tell.`);
  return pushers;
}

function doubtAboutPush(account: Account, pushers: readonly Account[]): string | undefined {
  return pushers.some((pusher) => isSame(account, pusher)) ? 'pushed the newest commit' : undefined;
}

/**
 * `maintain` is told as `write`, and `triage` as `read`; roles of an organization's own as what they build on.
 *
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
async function doubtAboutPermission(api: PullRequestApi, { login }: Account): Promise<string | undefined> {
  try {
    const permission = await api.permissionOf(login);
    return ['admin', 'write'].includes(permission) ? undefined : 'has no write permission';
  } catch (error) {
    return `has a permission that is not known (${answerWords(error, 'metadata: read')})`;
  }
}

function isSame(account: Account, other: Account | undefined): boolean {
  return account.login.toLowerCase() === other?.login.toLowerCase();
}

/** What GitHub does not answer is not known, and nothing that is not known approves. */
class NotKnown extends Error {}

/**
 * @param what the start of a sentence that goes on with "is not known"
 * @param permission what the token needs for it, as in `permissions:` of a workflow
 */
async function known<T>(what: string, permission: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new NotKnown(`${what} is not known: ${answerWords(error, permission)}.`);
  }
}

function answerWords(error: unknown, permission: string): string {
  const status = httpStatus(error);
  const message = (error as Error).message.replace(/\.$/, '');
  if (status === undefined) return `GitHub could not be asked: ${message}`;
  const answer = `GitHub answered with status ${status}: ${message}`;
  return status === 403 || status === 404 ? `${answer}; the token needs ${permission}` : answer;
}

async function unlessUnknown<T>(decide: () => Promise<T | NoApproval>): Promise<T | NoApproval> {
  try {
    return await decide();
  } catch (error) {
    if (error instanceof NotKnown) return { why: error.message };
    throw error;
  }
}
