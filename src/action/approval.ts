import { createHash } from 'node:crypto';
import { isBroadening } from './gates';
import { commentKeyOf, type Plan } from './plan';
import type { Log } from './ports';
import type { OpenThread, Thread } from './thread';
import { GATE_REASONS } from '../failure';
import type { Comment } from '../github/api';
import { findLabel, takeOffLabel } from '../github/label';
import { type CommentKey, isMarkedWith, parseMarker } from '../github/marker';
import { findComment, ownComments, type UpsertedComment } from '../github/sticky-comment';
import type { RoleReport, Approval, Report } from '../report/model';
import type { Request } from '../request/request';

/**
 * Whether the change has the approval that it needs. A label says yes to what the comment showed when it was added. So it
 * counts only while the comment shows the same; as soon as the comment shows something else, the label is taken off.
 */
export async function approvalOf(
  request: Request,
  plan: Plan,
  access: RoleReport,
  { open }: Thread,
): Promise<Approval> {
  if (!needsApproval(request, access)) return { state: 'not-required' };
  const label = request.approvalLabel;
  const missing = (why: string): Approval => ({ state: 'missing', label, why });
  try {
    const thread = await open();
    if (!thread) return missing('The change needs an approval, and no pull request belongs to it.');
    const { api, pullRequest } = thread;
    if (!(await findLabel(api, pullRequest, label))) return missing('The change needs an approval.');

    const comment = await findComment(api, pullRequest, commentKeyOf(plan));
    if (comment && parseMarker(comment.body)?.shows === fingerprintOf(plan, request)) {
      return { state: 'approved', label };
    }
    return missing(`The label ${label} was added before the comment showed this change, so it does not count.`);
  } catch (error) {
    return missing(`The change needs an approval, and GitHub could not be asked for it: ${(error as Error).message}`);
  }
}

/** What a label on the pull request can approve, and which label that is. */
export interface Approvable {
  /** The fingerprint of what the comment shows; see `Marker`. */
  readonly shows?: string;
  /** None if no approval is ever asked for. */
  readonly approvalLabel?: string;
}

/**
 * Writes the comment, and takes the label that approves off if the comment showed something else so far. Where that fails,
 * the comment does not say what it shows: then the label, which was added for something else, does not count either.
 *
 * @param write gets the own comments, if they were just asked for
 */
export async function writeKeepingApproval(
  { shows, approvalLabel }: Approvable,
  { api, pullRequest }: OpenThread,
  { key, log }: { readonly key: CommentKey; readonly log: Log },
  write: (shows: string | undefined, seen?: readonly Comment[]) => Promise<UpsertedComment>,
): Promise<UpsertedComment> {
  if (approvalLabel === undefined || shows === undefined) return write(shows);
  const comments = await ownComments(api, pullRequest);
  const former = comments.find(({ body }) => isMarkedWith(key, body));
  if (former && parseMarker(former.body)?.shows === shows) return write(shows, comments);

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
  if (!(await isOff())) return write(undefined, comments);
  const written = await write(shows, comments);
  // Meanwhile somebody may have added it who has seen only what the comment showed before.
  return (await isOff()) ? written : write(undefined);
}

/**
 * @returns the fingerprint of the plan, if the report shows all that the plan would change, and if a label can approve that;
 *   else nothing can be approved
 */
export function shownBy(report: Report, plan: Plan, request: Request): string | undefined {
  // Where no approval is asked for, nobody takes a label off that was meant for something else.
  if (request.requireApproval === 'never') return undefined;
  if (report.outcome === 'invalid-input' || !['preview', 'up'].includes(report.command)) return undefined;
  const { access } = report;
  if (!access?.assessment || access.changes.length === 0) return undefined;
  // An approval that has been found stays one, however far the run came.
  const isShown =
    report.outcome === 'completed' ||
    GATE_REASONS.includes(report.failure.reason) ||
    access.approval?.state === 'approved';
  return isShown ? fingerprintOf(plan, request) : undefined;
}

/**
 * A word for what is asked for, and for the label that approves it: the same for the same documents and settings, whatever is
 * there already. It is not shortened, or two requests could be made that have the same one.
 */
export function fingerprintOf({ stack, settings }: Plan, { approvalLabel }: Pick<Request, 'approvalLabel'>): string {
  const wanted = JSON.stringify([stack, settings.access, approvalLabel.toLowerCase()]);
  return createHash('sha256').update(wanted).digest('hex');
}

function needsApproval({ requireApproval, command }: Request, access: RoleReport): boolean {
  if (command !== 'preview' && command !== 'up') return false;
  if (access.changes.length === 0 || requireApproval === 'never') return false;
  return requireApproval === 'any-change' || isBroadening(access);
}
