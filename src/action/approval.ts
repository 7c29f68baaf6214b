import { isReplayed, isUsed } from './approval-use';
import { fingerprintOf, isShown } from './fingerprint';
import { commentKeyOf, type Plan } from './plan';
import { isProved } from './proof';
import type { OpenThread, Thread } from './thread';
import { approverByLabel, approverByReview, type GivenApproval, type NoApproval } from '../github/approver';
import { findLabel } from '../github/label';
import { type CommentKey, type Marker, parseMarker } from '../github/marker';
import { findComment } from '../github/sticky-comment';
import { isBroadening } from '../report/broadening';
import type { Approval, RoleReport, Run } from '../report/model';
import type { Request } from '../request/request';
import type { UsedApprovals } from '../stack/used-approvals';

export interface Circumstances {
  readonly thread: Thread;
  readonly run: Run;
  /** What the stack remembers; `undefined` where that is not known. */
  readonly used: UsedApprovals | undefined;
}

/**
 * Whether the change has the approval that it needs. Whoever approves says yes to the difference that the comment showed: so it
 * counts only while the comment shows that, only for that, and only once.
 */
export async function approvalOf(
  request: Request,
  plan: Plan,
  access: RoleReport,
  { thread, run, used }: Circumstances,
): Promise<Approval> {
  if (!needsApproval(request, access)) return { state: 'not-required' };
  if (isProved(request, access)) return { state: 'proved' };
  const missing = (why: string): Approval => ({ state: 'missing', ...meansOf(request), why });
  if (!used) return missing('Which approvals the stack was changed by is not known, so none can count.');
  const reason = request.approveWithoutGithub;
  if (reason !== undefined) return isReplayed(run, used) ? missing(REPLAYED) : { state: 'without-github', reason };
  try {
    const opened = await thread.open();
    if (!opened) return missing('The change needs an approval, and no pull request belongs to it.');
    const given = await givenApproval(request, opened, {
      shown: await shownOn(opened, thread.readableKey(commentKeyOf(plan))),
      difference: fingerprintOf(plan, request, access),
    });
    if ('why' in given) return missing(given.why);
    if (isUsed(given, used)) return missing(usedWords(request, given));
    return { state: 'approved', ...meansOf(request), ...given, pullRequest: opened.pullRequest };
  } catch (error) {
    return missing(
      `The change needs an approval, and whether it has one is not known: GitHub could not be asked: ${(error as Error).message}`,
    );
  }
}

const REPLAYED =
  'The reason in approve-without-github was given for another attempt, which has made its change: start a new run.';

function needsApproval({ requireApproval, command }: Request, access: RoleReport): boolean {
  if (command !== 'preview' && command !== 'up') return false;
  if (access.changes.length === 0 || requireApproval === 'never') return false;
  return requireApproval === 'any-change' || isBroadening(access);
}

/** What the own comment says that it shows. */
async function shownOn({ api, pullRequest }: OpenThread, key: CommentKey): Promise<Partial<Marker>> {
  const comment = await findComment(api, pullRequest, key);
  return (comment && parseMarker(comment.body)) ?? {};
}

interface Shown {
  readonly shown: Pick<Marker, 'shows' | 'since'>;
  /** The fingerprint of what is to be made. */
  readonly difference: string;
}

async function givenApproval(
  { approvalBy, approvalLabel }: Request,
  { api, pullRequest }: OpenThread,
  { shown: { shows = '', since }, difference }: Shown,
): Promise<GivenApproval | NoApproval> {
  const isComplete = isShown(shows, difference);
  if (approvalBy === 'review') {
    if (!isComplete || since === undefined) return { why: 'The comment did not show this change until now.' };
    return approverByReview(api, pullRequest, since);
  }
  if (!(await findLabel(api, pullRequest, approvalLabel))) return { why: 'The change needs an approval.' };
  if (!isComplete) {
    return {
      why: `The label ${approvalLabel} was added before the comment showed this change, so it does not count.`,
    };
  }
  return approverByLabel(api, pullRequest, approvalLabel);
}

function usedWords({ approvalBy, approvalLabel }: Request, { by, at }: GivenApproval): string {
  const used = `The approval by ${by} of ${at} is used up: the stack was changed by it, or by a newer one.`;
  return approvalBy === 'label'
    ? `${used} To approve again, take the label ${approvalLabel} off, and add it again.`
    : `${used} To approve again, submit another review.`;
}

function meansOf({ approvalBy, approvalLabel }: Request): { readonly label?: string } {
  return approvalBy === 'label' ? { label: approvalLabel } : {};
}
