import type { Change } from '../change';
import type { RecordedState } from './record';
import { RunFailure } from '../../failure';

/**
 * What a run came to whose state could not be written: nothing counts as done that the state does not have.
 *
 * @param recorded what the state has now; `undefined` where it can't be read either
 */
export function afterLostWrite(
  failure: RunFailure,
  changes: readonly Change[],
  recorded: RecordedState | undefined,
): { readonly failure: RunFailure; readonly changes: readonly Change[] } {
  const urns = recorded && new Set(recorded.resources.map(({ urn }) => urn));
  const told = changes.map((change) => {
    const error = change.status === 'done' ? lossOf(change, urns) : undefined;
    return error ? { ...change, status: 'failed' as const, error } : change;
  });
  const lost = told.filter((change, index) => change !== changes[index]);
  const inFlight = told.filter(({ status }) => status === 'not-reached');
  const message = [
    'The state could not be written.',
    lost.length > 0 ? `Done in AWS, and not known to be recorded: ${named(lost)}.` : 'All that was done is recorded.',
    ...(inFlight.length > 0 ? [`Begun, and not known how it ended: ${named(inFlight)}.`] : []),
  ].join(' ');
  const { reason, hint, details } = failure;
  return { failure: new RunFailure(reason, message, { hint, details }), changes: told };
}

/** @returns what is missing of a change that is made; `undefined` if the state tells that nothing is */
function lossOf({ operation, urn }: Change, recorded: ReadonlySet<string> | undefined): string | undefined {
  if (operation === 'create' && recorded) return recorded.has(urn) ? undefined : 'Made in AWS, but not recorded.';
  if (operation === 'delete' && recorded) {
    return recorded.has(urn) ? 'Deleted in AWS, but the state still has it.' : undefined;
  }
  return 'Done in AWS; whether it is recorded is not known.';
}

function named(changes: readonly Change[]): string {
  return changes.map(({ operation, type, resource, id }) => `${operation} ${type} ${id ?? resource}`).join(', ');
}
