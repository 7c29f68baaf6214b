/** The words of the output `failure-reason`. */
export type FailureReason =
  | 'invalid-input'
  | 'engine-unavailable'
  | 'credentials'
  | 'permission-denied'
  | 'backend'
  | 'stack-locked'
  | 'stack-missing'
  | 'drift'
  | 'name-taken'
  | 'in-use'
  | 'gone'
  | 'throttled'
  | 'limit-exceeded'
  | 'refused'
  | 'not-applied'
  | 'unexpected-changes'
  | 'findings'
  | 'approval-missing'
  | 'cancelled'
  | 'engine-failure'
  | 'internal';

/** Why a run ends although it came to know all that would change, or that has drifted. */
export const GATE_REASONS: readonly FailureReason[] = ['unexpected-changes', 'drift', 'findings', 'approval-missing'];

/** A failure that a user can do something about: what happened, and the way out. */
export class StackFailure extends Error {
  override readonly name = 'StackFailure';
  readonly reason: FailureReason;
  readonly hint?: string;
  /** What the engine said, for those who want to look closer. */
  readonly details?: string;

  constructor(reason: FailureReason, message: string, more: { hint?: string; details?: string } = {}) {
    super(message);
    this.reason = reason;
    this.hint = more.hint;
    this.details = more.details;
  }
}
