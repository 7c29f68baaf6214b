import { createHash } from 'node:crypto';
import { isBroadening } from './gates';
import type { Plan } from './plan';
import type { Ports } from './ports';
import type { Request } from './request';
import { findLabel } from '../github/label';
import { type CommentKey, parseMarker } from '../github/marker';
import { findPullRequest, pullRequestOf } from '../github/pull-request';
import { findComment } from '../github/sticky-comment';
import type { Access, Approval, Report } from '../report/model';

/**
 * Whether the change has the approval that it needs. A label says yes to what the comment showed when it was added. So it
 * counts only while the comment shows the same; as soon as the comment shows something else, the label is taken off.
 */
export async function approvalOf(
  request: Request,
  plan: Plan,
  access: Access,
  key: CommentKey,
  ports: Ports,
): Promise<Approval> {
  if (!needsApproval(request, access)) return { state: 'not-required' };
  const label = request.approvalLabel;
  const missing = (why: string): Approval => ({ state: 'missing', label, why });
  try {
    const api = await ports.pullRequests(ports.input('github-token'));
    const pullRequest = await findPullRequest(
      api,
      pullRequestOf(ports.event.name, ports.event.payload, request.pullRequest),
    );
    if (pullRequest === undefined) return missing('The change needs an approval, and no pull request belongs to it.');
    if (!(await findLabel(api, pullRequest, label))) return missing('The change needs an approval.');

    const comment = await findComment(api, pullRequest, key);
    if (comment && parseMarker(comment.body)?.shows === fingerprintOf(plan)) return { state: 'approved', label };
    return missing(`The label ${label} was added before the comment showed this change, so it does not count.`);
  } catch (error) {
    return missing(`The change needs an approval, and GitHub could not be asked for it: ${(error as Error).message}`);
  }
}

/** After these, the report has the change as a whole, as if there had been no failure. */
const GATES: readonly string[] = ['unexpected-changes', 'findings', 'approval-missing'];

/** @returns the fingerprint of the plan, if the report shows all that the plan would change; else nothing can be approved */
export function shownBy(report: Report, plan: Plan): string | undefined {
  if (report.outcome === 'invalid-input' || !['preview', 'up'].includes(report.command)) return undefined;
  const { access } = report;
  if (!access?.assessment || access.changes.length === 0) return undefined;
  // An approval that has been found stays one, however far the run came.
  const isShown =
    report.outcome === 'completed' || GATES.includes(report.failure.reason) || access.approval?.state === 'approved';
  return isShown ? fingerprintOf(plan) : undefined;
}

/** A word for what is asked for: the same for the same documents and settings, whatever is there already. */
export function fingerprintOf({ stack, settings }: Plan): string {
  const wanted = JSON.stringify([stack, settings.access]);
  return createHash('sha256').update(wanted).digest('hex').slice(0, 16);
}

function needsApproval({ requireApproval, command }: Request, { assessment, changes }: Access): boolean {
  if (command !== 'preview' && command !== 'up') return false;
  if (changes.length === 0 || requireApproval === 'never') return false;
  return requireApproval === 'any-change' || !assessment || isBroadening(assessment, changes);
}
