import { createHash } from 'node:crypto';
import { isBroadening } from './gates';
import type { Plan } from './plan';
import type { Ports } from './ports';
import { findLabel } from '../github/label';
import { type CommentKey, parseMarker } from '../github/marker';
import { findPullRequest, pullRequestOf } from '../github/pull-request';
import { findComment } from '../github/sticky-comment';
import type { Approval, Report, RoleReport } from '../report/model';
import type { Request } from '../request/rules';

/**
 * Whether the change has the approval that it needs. A label says yes to what the comment showed when it was added. So it
 * counts only while the comment shows the same; as soon as the comment shows something else, the label is taken off.
 */
export async function approvalOf(
  request: Request,
  plan: Plan,
  access: RoleReport,
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
    if (comment && parseMarker(comment.body)?.shows === fingerprintOf(plan, request)) {
      return { state: 'approved', label };
    }
    return missing(`The label ${label} was added before the comment showed this change, so it does not count.`);
  } catch (error) {
    return missing(`The change needs an approval, and GitHub could not be asked for it: ${(error as Error).message}`);
  }
}

/** After these, the report has the change as a whole, as if there had been no failure. */
const GATES: readonly string[] = ['unexpected-changes', 'findings', 'approval-missing'];

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
    report.outcome === 'completed' || GATES.includes(report.failure.reason) || access.approval?.state === 'approved';
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
