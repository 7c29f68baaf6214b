import type { Change, Operation } from '../../stack/change';

const PAST: Readonly<Record<Operation, string>> = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  delete: 'deleted',
  import: 'adopted',
};

const FUTURE: Readonly<Record<Operation, string>> = {
  create: 'to create',
  update: 'to update',
  replace: 'to replace',
  delete: 'to delete',
  import: 'to adopt',
};

/** How far a run came that has begun to apply its changes, such as `1 of 3 done`; else empty. */
export function progressWords(changes: readonly Change[]): string {
  const done = changes.filter(({ status }) => status === 'done').length;
  const hasBegun = changes.some(({ status }) => !['planned', 'drifted', 'missing'].includes(status));
  return hasBegun ? `${done} of ${changes.length} done` : '';
}

/** The engine's count, such as `1 to create, 2 to update`; or `1 created, 2 updated`. Of drift there is none. */
export function countWords(changes: readonly Change[], isApplied: boolean): string {
  const own = changes.filter(({ status }) => status !== 'drifted' && status !== 'missing');
  const words = isApplied ? PAST : FUTURE;
  return (Object.keys(words) as Operation[])
    .map((operation) => ({ operation, count: own.filter((change) => change.operation === operation).length }))
    .filter(({ count }) => count > 0)
    .map(({ operation, count }) => `${count} ${words[operation]}`)
    .join(', ');
}
