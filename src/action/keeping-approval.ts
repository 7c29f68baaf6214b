import type { CommentSettings } from './comment';
import type { Log } from './ports';
import type { PullRequestApi } from '../github/api';
import { takeOffLabel } from '../github/label';
import { parseMarker } from '../github/marker';
import { findComment, type UpsertedComment } from '../github/sticky-comment';

interface Place {
  readonly api: PullRequestApi;
  readonly pullRequest: number;
  readonly log: Log;
}

type Write = (shows: string | undefined) => Promise<UpsertedComment>;

/**
 * Writes the comment, and takes the label that approves off if the comment showed something else so far. Where that fails,
 * the comment does not say what it shows: then the label, which was added for something else, does not count either.
 */
export async function keepingApproval(
  { key, shows, approvalLabel }: Pick<CommentSettings, 'key' | 'shows' | 'approvalLabel'>,
  { api, pullRequest, log }: Place,
  write: Write,
): Promise<UpsertedComment> {
  if (approvalLabel === undefined || shows === undefined) return write(shows);
  const former = await findComment(api, pullRequest, key);
  if (former && parseMarker(former.body)?.shows === shows) return write(shows);

  const isOff = async () => {
    try {
      await takeOffLabel(api, pullRequest, approvalLabel);
      return true;
    } catch (error) {
      const why = (error as Error).message;
      log.warning(`The label ${approvalLabel} could not be taken off: ${why}`, 'The change can’t be approved yet');
      return false;
    }
  };
  if (!(await isOff())) return write(undefined);
  const written = await write(shows);
  // Meanwhile somebody may have added it who has seen only what the comment showed before.
  return (await isOff()) ? written : write(undefined);
}
