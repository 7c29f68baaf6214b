import type { Comment, PullRequestApi } from './api';
import { httpStatus } from './http-status';
import { type CommentKey, isMarkedWith } from './marker';

export interface StickyComment {
  readonly pullRequest: number;
  readonly key: CommentKey;
  /** Keys of comments that this one takes the place of. */
  readonly formerKeys?: readonly CommentKey[];
  /** Starts with the marker of the key. */
  readonly body: string;
  /** `only-existing` brings a comment up to date, but does not start one. */
  readonly when: 'always' | 'only-existing';
}

export type UpsertedComment =
  | { readonly action: 'created' | 'updated' | 'unchanged'; readonly url: string }
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
  const { pullRequest, key, formerKeys = [], body, when } = comment;
  if (!isMarkedWith(key, body)) {
    throw new TypeError(
      `The comment for ${JSON.stringify(key)} does not start with its marker: it would not be found again.`,
    );
  }
  const [kept, ...duplicates] = await ownComments(api, pullRequest, [key, ...formerKeys]);
  if (!kept && when === 'only-existing') return { action: 'none' };

  const upserted = (kept && (await edit(api, kept, body))) ?? {
    action: 'created' as const,
    url: (await api.createComment(pullRequest, body)).url,
  };
  for (const duplicate of duplicates) await ifStillThere(() => api.deleteComment(duplicate.id));
  return upserted;
}

/** @returns the own comment for a key, if there is one */
export async function findComment(
  api: PullRequestApi,
  pullRequest: number,
  key: CommentKey,
): Promise<Comment | undefined> {
  return (await ownComments(api, pullRequest, [key]))[0];
}

/** Only an own comment counts: anyone can write a comment with this marker, and change it at any time. */
async function ownComments(api: PullRequestApi, pullRequest: number, keys: readonly CommentKey[]): Promise<Comment[]> {
  const viewer = await api.viewerLogin();
  const own: Comment[] = [];
  for await (const page of api.listComments(pullRequest)) {
    const isOwn = ({ author, body }: Comment) =>
      isSameAccount(viewer, author) && keys.some((key) => isMarkedWith(key, body));
    own.push(...page.filter(isOwn));
  }
  return own;
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
  if (kept.body === body) return { action: 'unchanged', url: kept.url };
  const updated = await ifStillThere(() => api.updateComment(kept.id, body));
  return updated && { action: 'updated', url: updated.url };
}

async function ifStillThere<T>(request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (httpStatus(error) === 404) return undefined;
    throw error;
  }
}
