import type { Approval, Run } from '../report/model';
import type { UsedApprovals } from '../stack/used-approvals';

/** That an approval lets a change through once. What was used is remembered with the stack. */

type Approved = Extract<Approval, { state: 'approved' }>;
type WithoutGithub = Extract<Approval, { state: 'without-github' }>;

/**
 * Only the newest has to be remembered: an approval that is older was used as well, or is for a difference that a newer one has
 * overtaken.
 */
export function isUsed({ at }: Pick<Approved, 'at'>, { newest }: UsedApprovals): boolean {
  // What is no time is not known to be later.
  return newest !== undefined && !(Date.parse(at) > Date.parse(newest.at));
}

/** A run that is started again is given the same reason again, without anybody giving it. */
export function isReplayed(run: Run, { withoutGithub }: UsedApprovals): boolean {
  return run.attempt > 1 && withoutGithub !== undefined && (idOf(run) ?? 0) <= withoutGithub.run;
}

/** What the stack is to remember once the change is made. */
export function usedAfter(approval: Approved | WithoutGithub, run: Run, used: UsedApprovals): UsedApprovals {
  if (approval.state === 'approved') {
    const { at, by, pullRequest } = approval;
    return { ...used, newest: { at, by, pullRequest } };
  }
  const id = idOf(run);
  return id === undefined ? used : { ...used, withoutGithub: { run: Math.max(id, used.withoutGithub?.run ?? 0) } };
}

/** GitHub counts runs up, and one that is started again keeps its id. */
function idOf({ url }: Run): number | undefined {
  const id = /\/actions\/runs\/(\d+)/.exec(url)?.[1];
  return id === undefined ? undefined : Number(id);
}
