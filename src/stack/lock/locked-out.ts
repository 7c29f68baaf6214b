import { cancelCommand, removeLocks } from './cancel-command';
import { type LeftLock, lockLeft } from './left-lock';
import { holderWords, type Lock, lockId } from './lock';
import { type KnownHolder, stackLocked } from './locked';
import type { Patience } from './patience';
import type { LockTrouble } from './trouble';
import { RunFailure } from '../../failure';
import type { StackSettings } from '../settings';

/** What a command does where another run is at the stack. */
export interface LockedOut {
  /** How long it waits for the other run in all, in milliseconds. */
  readonly timeout: number;
  /** What is known of who holds a lock. Never fails. */
  readonly holderOf: (lock: Lock) => Promise<KnownHolder>;
  /** The locks that the engine made for this run so far, and could not remove. */
  readonly left: () => Promise<readonly LeftLock[]>;
}

interface Waiting {
  readonly locks: LockedOut;
  readonly signal: AbortSignal;
  readonly onWaiting: (line: string) => void;
}

/** @param isOver whether the engine has begun, so that there is nothing to try again */
export function patienceOf({ locks, signal, onWaiting }: Waiting, isOver: () => boolean): Patience {
  return {
    timeout: locks.timeout,
    signal,
    isHopeless: async (trouble) => isOver() || isOwn(trouble, await locks.left()),
    async onWait(trouble, { pause, left }) {
      const holders = await Promise.all(trouble.locks.map(locks.holderOf));
      onWaiting(waitWords(trouble, holders, { pause, left }));
    },
  };
}

function isOwn({ locks }: LockTrouble, left: readonly LeftLock[]): boolean {
  return locks.length > 0 && locks.every(({ uuid }) => left.some((own) => own.uuid === uuid));
}

function waitWords(
  { locks }: LockTrouble,
  holders: readonly KnownHolder[],
  { pause, left }: { readonly pause: number; readonly left: number },
): string {
  const who = locks.map(
    (lock, index) => `The stack is locked by ${holderWords(lock)} (${lockId(lock)}). ${holders[index]!.words}`,
  );
  const what = who.length > 0 ? who.join(' ') : 'Another run is changing the stack.';
  return `${what} Trying again in ${seconds(pause)}, for ${seconds(left)} more at most (lock-timeout).`;
}

function seconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1000)} s`;
}

/**
 * @param failure why the command failed besides
 * @returns why a command fails that could not remove its own lock, whatever else it did
 */
export async function leftByThisRun(
  settings: StackSettings,
  locks: LockedOut,
  failure?: RunFailure,
): Promise<RunFailure | undefined> {
  const [left] = await locks.left();
  if (!left) return failure;
  const own = lockLeft(left, removeLocks(settings, [left.uuid]));
  if (!failure || failure.reason === 'stack-locked') return own;
  const { reason, message, hint = '', details } = failure;
  return new RunFailure(reason, message, { hint: `${hint} Besides: ${own.message} ${own.hint}`.trim(), details });
}

export async function stackLockedBy(
  trouble: LockTrouble,
  settings: StackSettings,
  { holderOf }: LockedOut,
): Promise<RunFailure> {
  const isStackMissing = /could not create stack/.test(trouble.details) && trouble.locks.length > 0;
  const uuids = trouble.locks.map(({ uuid }) => uuid);
  const removal = isStackMissing ? removeLocks(settings, uuids) : cancelCommand(settings);
  return stackLocked(trouble, await Promise.all(trouble.locks.map(holderOf)), removal);
}
