import { ATTACHMENT } from './assess';
import type { Change } from '../stack/change';

const POLICY = 'aws:iam/policy:Policy';
const ROLE = 'aws:iam/role:Role';

interface Known {
  /** What the preview of the run showed, if there was one. */
  readonly previewed?: readonly Change[];
  /** There was no such stack as the run began, so that all of it is to be made. */
  readonly isStackMissing?: boolean;
}

/**
 * What an `up` or `destroy` that failed half-way has not begun: the engine says nothing of it.
 *
 * @param begun what the engine has told of
 * @returns as far as it is known; empty where nothing was begun
 */
export function notStarted(begun: readonly Change[], { previewed = [], isStackMissing = false }: Known): Change[] {
  const isKnown = ({ type }: Pick<Change, 'type'>) => begun.some((change) => change.type === type);
  if (begun.length === 0) return [];
  if (previewed.length > 0) {
    return previewed
      .filter(({ urn, type }) => !begun.some((change) => change.urn === urn) && !isKnown({ type }))
      .map((change) => ({ ...change, status: 'not-started' }));
  }
  // The attachment waits for the two that it is about.
  const made = begun.filter(({ operation }) => operation === 'create' || operation === 'replace');
  const isWaiting = made.some(({ type }) => type === ROLE || type === POLICY);
  const types = isStackMissing ? [POLICY, ROLE, ATTACHMENT] : isWaiting ? [ATTACHMENT] : [];
  const operation = made.some((change) => change.operation === 'replace') ? 'replace' : 'create';
  return types.filter((type) => !isKnown({ type })).map((type) => unbegun(type, operation));
}

function unbegun(type: string, operation: Change['operation']): Change {
  return { type, resource: type.split(':').at(-1)!, urn: '', operation, status: 'not-started', properties: [] };
}
