import { holderWords, type Lock, lockId } from './lock';
import type { LockTrouble } from './trouble';
import { RunFailure } from '../../failure';

/** What is known of who holds a lock. */
export interface KnownHolder {
  /** One or two sentences: which run it is, and whether that still goes on. Plain text. */
  readonly words: string;
  /** Certainly over. */
  readonly isDead: boolean;
  /** Certainly not. */
  readonly isAlive: boolean;
}

/** More than one is there only for a moment, or where several runs were killed. */
const MAX_TOLD = 3;

/**
 * @param holders of the locks, in their order
 * @param removal what removes all locks of the stack when it is typed
 */
export function stackLocked(
  { locks, details }: LockTrouble,
  holders: readonly KnownHolder[],
  removal: string,
): RunFailure {
  if (locks.length === 0) {
    return new RunFailure('stack-locked', 'Another run is changing the stack.', {
      hint: `Wait for the other run to end, and give the jobs a \`concurrency\` group. If it was killed, this removes its locks: ${removal}`,
      details,
    });
  }
  const told = locks.slice(0, MAX_TOLD).map((lock, index) => `${lockedBy(lock)} ${holders[index]?.words ?? ''}`.trim());
  const isDead = holders.length === locks.length && holders.every((holder) => holder.isDead);
  const ids = locks.map(lockId);
  const ways = `\`command: unlock\` with \`lock-id: ${ids[0]}\`${ids.length > 1 ? ` (then with ${ids.slice(1).join(', ')})` : ''}, or all locks of the stack: ${removal}`;
  return new RunFailure('stack-locked', told.join(' '), {
    hint: isDead
      ? `Nobody will remove the lock any more. Look with \`command: drift\` what was left undone. Remove it with ${ways}`
      : `Wait for the other run to end (\`lock-timeout\` says how long), and give the jobs a \`concurrency\` group. Only if it was killed, remove its lock with ${ways}`,
    details,
  });
}

function lockedBy(lock: Lock): string {
  return `The stack is locked by ${holderWords(lock)}.`;
}
