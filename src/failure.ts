import type { FailureReason } from './contract';

/** Why a run failed, for its report. */
export interface Failure {
  /** Invalid inputs have a report of their own. */
  readonly reason: Exclude<FailureReason, 'invalid-input'>;
  /** What happened. Plain text. */
  readonly message: string;
  /** The way out. Plain text. */
  readonly hint?: string;
  /** What the engine said, for those who want to look closer. */
  readonly details?: string;
}

/** Why a run ends although it came to know all that would change, or that has drifted. */
export const GATE_REASONS: readonly FailureReason[] = [
  ...([
    'unexpected-changes',
    'drift',
    'findings',
    'access-tests',
    'approval-missing',
    'changed-since-preview',
  ] as const),
];

/** A failure that a user can do something about. */
export class RunFailure extends Error implements Failure {
  override readonly name = 'RunFailure';
  readonly hint?: string;
  readonly details?: string;

  constructor(
    readonly reason: Failure['reason'],
    message: string,
    more: Pick<Failure, 'hint' | 'details'> = {},
  ) {
    super(message);
    this.hint = more.hint;
    this.details = more.details;
  }
}

/** What nobody foresaw. */
export function ownFault(error: unknown): RunFailure {
  const message = error instanceof Error ? error.message : String(error);
  return new RunFailure('internal', `This is a fault of the Action itself: ${message}`, {
    hint: 'Please report it, with the debug log: run the job again with debug logging. What was done is in the state.',
  });
}
