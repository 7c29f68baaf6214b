import { fingerprintOf } from './fingerprint';
import type { Plan } from './plan';
import type { Log } from './ports';
import type { OpenThread } from './thread';
import { GATE_REASONS } from '../failure';
import type { Comment } from '../github/api';
import { findLabel, takeOffLabel } from '../github/label';
import { type CommentKey, isMarkedWith, type Marker, parseMarker } from '../github/marker';
import { ownComments, type UpsertedComment } from '../github/sticky-comment';
import type { Report } from '../report/model';
import type { Request } from '../request/request';

/** What can be approved on the pull request, and how. */
export interface Approvable {
  /** The fingerprint of what the comment shows; `as-before` if the run failed before it had anything else to show. */
  readonly shows?: string;
  /** None if no approval is ever asked for. */
  readonly approval?: { readonly by: 'review' } | { readonly by: 'label'; readonly label: string };
}

/** What the marker says of what the comment shows. */
export type Shown = Pick<Marker, 'shows' | 'since'>;

/** No fingerprint is like this. */
const AS_BEFORE = 'as-before';

interface Writing {
  readonly key: CommentKey;
  readonly log: Log;
  /** Gets the own comments, if they were just asked for. */
  readonly write: (shown: Shown, seen?: readonly Comment[]) => Promise<UpsertedComment>;
}

/** Writes the comment so that nobody's approval counts for anything else than what it showed them. */
export async function writeKeepingApproval(
  { shows, approval }: Approvable,
  thread: OpenThread,
  writing: Writing,
): Promise<UpsertedComment> {
  const { key, write } = writing;
  if (approval === undefined || shows === undefined) return write({});
  const comments = await ownComments(thread.api, thread.pullRequest);
  const comment = comments.find(({ body }) => isMarkedWith(key, body));
  const former: Shown = (comment && parseMarker(comment.body)) ?? {};
  if (shows === AS_BEFORE) {
    const isApproved =
      approval.by === 'review' || (await findLabel(thread.api, thread.pullRequest, approval.label)) !== undefined;
    return write(isApproved ? { shows: former.shows, since: former.since } : {}, comments);
  }
  const isNew = former.shows !== shows;
  return approval.by === 'label'
    ? writeForLabel({ shows, isNew, label: approval.label, comments }, thread, writing)
    : writeForReview({ shows, since: isNew ? undefined : former.since }, comments, write);
}

/**
 * The label that approves is taken off if the comment showed something else so far. Where that fails, the comment does not say
 * what it shows: then the label, which was added for something else, does not count either.
 */
async function writeForLabel(
  {
    shows,
    isNew,
    label,
    comments,
  }: { readonly shows: string; readonly isNew: boolean; readonly label: string; readonly comments: readonly Comment[] },
  { api, pullRequest }: OpenThread,
  { log, write }: Writing,
): Promise<UpsertedComment> {
  if (!isNew) return write({ shows }, comments);
  const isOff = async () => {
    try {
      await takeOffLabel(api, pullRequest, label);
      return true;
    } catch (error) {
      const why = (error as Error).message;
      log.warning(`The label ${label} could not be taken off: ${why}`, 'The change can’t be approved yet');
      return false;
    }
  };
  if (!(await isOff())) return write({}, comments);
  const written = await write({ shows }, comments);
  // Meanwhile somebody may have added it who has seen only what the comment showed before.
  return (await isOff()) ? written : write({});
}

/**
 * A review can't be taken back, so the comment says since when it shows what it shows. When that is, GitHub tells only once it
 * is written.
 */
async function writeForReview(
  shown: Shown,
  comments: readonly Comment[],
  write: Writing['write'],
): Promise<UpsertedComment> {
  const written = await write(shown, comments);
  if (shown.since !== undefined || written.action === 'none') return written;
  return write({ ...shown, since: written.writtenAt });
}

/**
 * @returns the fingerprint of the difference, if the report shows all of it and it can be approved; else nothing can be approved.
 *   What has been made can't, so an approval of it ends with it.
 */
export function shownBy(report: Report, plan: Plan, request: Request): string | undefined {
  // Where no approval is asked for, nobody takes a label off that was meant for something else.
  if (request.requireApproval === 'never') return undefined;
  if (report.outcome === 'invalid-input' || !['preview', 'up'].includes(report.command)) return undefined;
  if (report.outcome === 'failed' && !GATE_REASONS.includes(report.failure.reason)) return AS_BEFORE;
  if (report.outcome === 'completed' && report.command === 'up') return undefined;
  const { access } = report;
  return access?.assessment && access.changes.length > 0 ? fingerprintOf(plan, request, access) : undefined;
}
