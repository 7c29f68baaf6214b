import { basename } from 'node:path';
import type { Plan } from './plan';
import { RunFailure } from '../failure';
import type { Command } from '../report/model';
import { cancelCommand, removeLocks } from '../stack/lock/cancel-command';
import { holderWords } from '../stack/lock/lock';
import type { LockFile } from '../stack/lock/locks-on';
import type { RecordedState } from '../stack/state/record';

/** What is known of a step that was killed, as it is found afterwards. */
export interface KilledStep {
  readonly command: Command;
  /** Whether it was told of a cancellation before. */
  readonly isCancelled: boolean;
  /** What it had come to and was about to tell, in a few words; empty where it had not. */
  readonly result: string;
  /** Missing where it had not even come to whose the credentials are. */
  readonly plan?: Plan;
  /** What the state has; missing where that does not matter, because nothing was to be changed. */
  readonly state?: Found<RecordedState | undefined>;
  /** `undefined` in it: nobody knows how to look at those of this backend. */
  readonly locks?: Found<readonly LockFile[] | undefined>;
  /** Whether a lock is the one that this step took. */
  readonly isOwn: (file: LockFile) => boolean;
  /** Whether the engine that this step has started lives on, and goes on. */
  readonly isAtWork: boolean;
}

/** Something that was looked at, or why it could not be. */
export type Found<T> = { readonly value: T } | { readonly unseen: string };

/** What is told of a step that was killed: what the state shows, and what to do next. */
export function killedFailure(step: KilledStep): RunFailure {
  const { command, isCancelled, result, plan } = step;
  const cause = isCancelled
    ? 'after the workflow was cancelled, because what was in flight took longer than GitHub waits'
    : 'and nothing says by whom: a timeout, too little memory, or a runner that was shut down';
  const killed = `The step was killed while it ran ${command}, ${cause}.`;
  const told = result ? [`It had come to this: ${result}.`] : [];
  if (!plan || !step.state || !step.locks) {
    const nothing = plan ? `${command} changes nothing.` : 'It had not begun to change anything.';
    return new RunFailure('killed', [killed, ...told, nothing].join(' '), { hint: 'Run the workflow again.' });
  }
  const sentences = [killed, ...told, ...stateSentences(step.state, plan), ...lockSentences(step.locks, step.isOwn)];
  return new RunFailure('killed', sentences.join(' '), { hint: hintOf(step, plan) });
}

function stateSentences(found: Found<RecordedState | undefined>, { stack }: Plan): string[] {
  if ('unseen' in found) return [`What the state of ${stack} has could not be looked at: ${found.unseen}`];
  if (!found.value) return [`The backend has no stack ${stack}, so nothing is recorded.`];
  const { resources, pending } = found.value;
  const inAws = resources.filter(({ type, id }) => id !== undefined && type.startsWith('aws:'));
  const recorded = inAws.map(({ type, id }) => `${kindOf(type)} ${id}`).join(', ');
  const begun = pending.map(({ operation, type }) => `${operation} the ${kindOf(type)}`).join(', ');
  return [
    `The state of ${stack} records ${recorded || 'nothing that is in AWS'}.`,
    begun === ''
      ? 'It names nothing that was begun; of what was in flight at the end, AWS may have more.'
      : `Begun, and not known how it ended: ${begun}.`,
  ];
}

function lockSentences(found: Found<readonly LockFile[] | undefined>, isOwn: KilledStep['isOwn']): string[] {
  if ('unseen' in found) return [`Whether a lock is left could not be looked at: ${found.unseen}`];
  if (!found.value) return ['Whether a lock is left can not be looked at in this backend.'];
  if (found.value.length === 0) return ['No lock is left.'];
  return found.value.map((file) => {
    const { address, lock } = file;
    if (!lock) return `A lock is left that can't be read: ${address}.`;
    const holder = `${holderWords(lock)} (pid ${lock.pid})`;
    return isOwn(file)
      ? `The lock that this step took is left: ${address}, of ${holder}.`
      : `Another run holds the stack: ${address}, of ${holder}.`;
  });
}

function hintOf({ state, locks, isOwn, isAtWork }: KilledStep, { settings }: Plan): string {
  const again =
    'Run the workflow again: with `refresh: true` (the default) it starts from what AWS has, and says what is there that the state does not have.';
  const left = locks && 'value' in locks ? locks.value : undefined;
  const isStackMissing = state !== undefined && 'value' in state && !state.value;
  const uuids = left?.map(({ address }) => basename(address, '.json')) ?? [];
  const unlock = isStackMissing && uuids.length > 0 ? removeLocks(settings, uuids) : cancelCommand(settings);
  if (left?.length === 0) return again;
  if (isAtWork) {
    return `The engine is still at work: its lock goes when it is done, or stays when it is killed. ${again}`;
  }
  if (left?.every(isOwn)) return `Remove the lock, which nobody holds any more: ${unlock}  ${again}`;
  return `If the next run finds the stack locked, and no other run is at work on it, remove the lock: ${unlock}  ${again}`;
}

/** `aws:iam/role:Role` → `Role`. */
function kindOf(type: string): string {
  return type.split(':').at(-1)!;
}
