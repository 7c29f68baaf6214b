import { setTimeout as sleep } from 'node:timers/promises';
import type { Comment, PullRequestApi } from './api';
import { isUnanswered } from './bounded-requests';
import { httpStatus } from './http-status';
import { type CommentKey, isMarkedWith, parseMarker } from './marker';

interface StickyComment {
  readonly pullRequest: number;
  readonly key: CommentKey;
  /** Keys of comments that this one takes the place of. */
  readonly formerKeys?: readonly CommentKey[];
  /** The own comments that were there some time ago. One of them that has to be edited need not be looked for again. */
  readonly seen?: readonly Comment[];
  /** Starts with the marker of the key. */
  readonly body: string;
  /** `only-existing` brings a comment up to date, but does not start one. */
  readonly when: 'always' | 'only-existing';
  /** Milliseconds before a comment is looked for that GitHub may have created. */
  readonly pause?: number;
}

export type UpsertedComment =
  | {
      readonly action: 'created' | 'updated' | 'unchanged';
      readonly url: string;
      /** When it came to say what it says, by GitHub's clock: ISO 8601. */
      readonly writtenAt: string;
    }
  | { readonly action: 'none'; readonly url?: undefined };

/**
 * Keeps one comment for a key on a pull request: creates it, or edits it where it differs.
 *
 * Two jobs at the same time can both create one. The oldest stays, because people have linked to it, and the others are
 * deleted by the next run.
 *
 * @throws the API's error; {@link commentFailure} says what can be done about it
 */
export async function upsertComment(api: PullRequestApi, comment: StickyComment): Promise<UpsertedComment> {
  const { pullRequest, key, formerKeys = [], seen = [], body, when } = comment;
  if (!isMarkedWith(key, body)) {
    throw new TypeError(
      `The comment for ${JSON.stringify(key)} does not start with its marker: it would not be found again.`,
    );
  }
  const keys = [key, ...formerKeys];
  const [known, ...knownDuplicates] = withOneOf(keys, seen);
  // That there was none, or that it said the same, may have changed: another run can have written one in the meantime.
  const isEnough = known !== undefined && known.body !== body;
  const [kept, ...duplicates] = isEnough
    ? [known, ...knownDuplicates]
    : withOneOf(keys, await ownComments(api, pullRequest));
  if (!kept && when === 'only-existing') return { action: 'none' };

  const edited = kept && (await edit(api, kept, body));
  if (!edited && isEnough) return upsertComment(api, { ...comment, seen: [] });
  const upserted = edited ?? result('created', await createOnce(api, comment));
  for (const duplicate of duplicates) await ifStillThere(() => api.deleteComment(duplicate.id));
  return upserted;
}

/** How often it is tried to create a comment, and milliseconds until GitHub lists one that it has created. */
const ATTEMPTS = 3;
const UNTIL_LISTED = 2000;

/**
 * Creates a comment. Where GitHub does not answer, it may have created it all the same: then it is looked for before it is
 * created again.
 */
async function createOnce(api: PullRequestApi, { pullRequest, key, body, pause = UNTIL_LISTED }: StickyComment) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await api.createComment(pullRequest, body);
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      await sleep(pause);
      const created = (await ownComments(api, pullRequest)).find((own) => isMarkedWith(key, own.body));
      // Another run may have created one as well.
      if (created) return created.body === body ? created : api.updateComment(created.id, body);
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/** @returns the own comment for a key, if there is one */
export async function findComment(
  api: PullRequestApi,
  pullRequest: number,
  key: CommentKey,
): Promise<Comment | undefined> {
  return withOneOf([key], await ownComments(api, pullRequest))[0];
}

/**
 * Only an own comment counts: anyone can write a comment with a marker, and change it at any time.
 *
 * @returns the comments that have a marker and are by the account of the token, the oldest first
 */
export async function ownComments(api: PullRequestApi, pullRequest: number): Promise<readonly Comment[]> {
  const [viewer, marked] = await Promise.all([api.viewerLogin(), markedComments(api, pullRequest)]);
  return marked.filter(({ author }) => isSameAccount(viewer, author));
}

async function markedComments(api: PullRequestApi, pullRequest: number): Promise<Comment[]> {
  const marked: Comment[] = [];
  for await (const page of api.listComments(pullRequest)) marked.push(...page.filter(({ body }) => parseMarker(body)));
  return marked;
}

function withOneOf(keys: readonly CommentKey[], comments: readonly Comment[]): Comment[] {
  return comments.filter(({ body }) => keys.some((key) => isMarkedWith(key, body)));
}

/**
 * A comment's author has the suffix `[bot]` if it is an app; the viewer of GraphQL may lack it. Never the other way
 * around: the login `my-app` is free for anyone to take, and is not `my-app[bot]`.
 */
function isSameAccount(viewer: string, author: string | undefined): boolean {
  const login = viewer.toLowerCase();
  return [login, `${login}[bot]`].includes(author?.toLowerCase() ?? '');
}

/** `undefined` if someone deleted the comment in the meantime. */
async function edit(api: PullRequestApi, kept: Comment, body: string): Promise<UpsertedComment | undefined> {
  if (kept.body === body) return result('unchanged', kept);
  const updated = await ifStillThere(() => api.updateComment(kept.id, body));
  return updated && result('updated', updated);
}

function result(action: 'created' | 'updated' | 'unchanged', { url, updatedAt }: Comment): UpsertedComment {
  return { action, url, writtenAt: updatedAt };
}

async function ifStillThere<T>(request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (httpStatus(error) === 404) return undefined;
    throw error;
  }
}
