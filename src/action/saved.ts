/**
 * What the step notes for what runs after the job, in case that it is killed and can tell nothing any more:
 * `begun` (ISO 8601), `account` (once it is known whose the credentials are), `cancelled` (`true`), `result` (how it ended, in
 * a few words, which were about to be told) and `ended` (`true`, when all is told). Missing where it did not come to that.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#sending-values-to-the-pre-and-post-actions
 */
export type SavedName = 'begun' | 'account' | 'cancelled' | 'result' | 'ended';

/** The variable in which the runner hands it over. */
export function savedVariable(name: SavedName): string {
  return `STATE_${name}`;
}

/** @returns an empty text where nothing was noted */
export type Saved = (name: SavedName) => string;
