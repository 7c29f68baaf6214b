import { ConcurrentUpdateError, StackAlreadyExistsError } from '@pulumi/pulumi/automation';
import { type Lock, locksIn } from './lock';
import { describeCommandError } from '../engine/command-error';

/** That another run is at the stack, so that the engine did not begin. */
export interface LockTrouble {
  /** Those that the engine names; none where it was only a race. */
  readonly locks: readonly Lock[];
  /** What the engine said. */
  readonly details: string;
  /** It has read the state in the moment in which another run wrote it; or the state is damaged. */
  readonly isHalfWritten?: boolean;
}

/** In a folder the engine writes over the file, so that it can be read half-way, or empty. */
const HALF_WRITTEN = /failed to load checkpoint: (?:unexpected )?EOF/;

/**
 * What goes wrong where two runs are at one stack at the same moment: the lock that one of them is about to read is gone, or
 * the stack is, which was there before its lock was taken. Of a lock the engine tells as two errors what the store says and
 * what that means, and not which lock it was; only what it has listed a moment before does it read so.
 *
 * https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/lock.go
 */
const RACES = [
  /\.pulumi\/(?:locks|stacks)\/[^\n]*code=NotFound/,
  /checkpoint does not exist/,
  /2 errors occurred:\s+1\) (?![^\n]*(?:NoSuchBucket|bucket|[Cc]ontainer))[^\n]+\s+2\) NotFound\b/,
];

/** @returns `undefined` where something else went wrong */
export function lockTrouble(error: unknown): LockTrouble | undefined {
  const details = describeCommandError(error);
  if (error instanceof ConcurrentUpdateError) return { locks: locksIn(details), details };
  // The Action makes a stack only where there was none a moment before.
  if (error instanceof StackAlreadyExistsError || RACES.some((race) => race.test(details))) {
    return { locks: [], details };
  }
  return HALF_WRITTEN.test(details) ? { locks: [], details, isHalfWritten: true } : undefined;
}
