import { ConcurrentUpdateError, StackAlreadyExistsError } from '@pulumi/pulumi/automation';
import { type Lock, locksIn } from './lock';
import { describeCommandError } from '../engine/command-error';

/** That another run is at the stack, so that the engine did not begin. */
export interface LockTrouble {
  /** Those that the engine names; none where it was only a race. */
  readonly locks: readonly Lock[];
  /** What the engine said. */
  readonly details: string;
}

/**
 * What goes wrong where two runs are at one stack at the same moment: the lock that one of them is about to read is gone, or
 * the stack is, which was there before its lock was taken.
 *
 * https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/lock.go
 */
const RACE = /\.pulumi\/(?:locks|stacks)\/[^\n]*code=NotFound|checkpoint does not exist/;

/** @returns `undefined` where something else went wrong */
export function lockTrouble(error: unknown): LockTrouble | undefined {
  const details = describeCommandError(error);
  if (error instanceof ConcurrentUpdateError) return { locks: locksIn(details), details };
  // The Action makes a stack only where there was none a moment before.
  if (error instanceof StackAlreadyExistsError || RACE.test(details)) return { locks: [], details };
  return undefined;
}
