import { isObject, type JsonObject } from '../../shared/json';
import type { StackSettings } from '../settings';
import { isMissingStack, supposedStack, type Workspace } from '../workspace';

/** What the state of a stack has. */
export interface RecordedState {
  readonly resources: readonly RecordedResource[];
  /** What was begun and of which it is not recorded how it ended: the engine was killed meanwhile. */
  readonly pending: readonly PendingOperation[];
}

interface RecordedResource {
  readonly urn: string;
  /** Such as `aws:iam/role:Role`. */
  readonly type: string;
  /** Missing where the cloud has nothing of it. */
  readonly id?: string;
}

interface PendingOperation {
  /** Such as `creating`. */
  readonly operation: string;
  readonly urn: string;
  readonly type: string;
}

/**
 * Asks the engine for the state of a stack, which works with every backend and changes nothing.
 *
 * @returns `undefined` where there is no such stack
 * @throws the engine's error
 */
export async function recordedState(settings: StackSettings, workspace: Workspace): Promise<RecordedState | undefined> {
  try {
    const { deployment } = await (await supposedStack(workspace, settings)).exportStack();
    return recordedStateIn(deployment);
  } catch (error) {
    if (isMissingStack(error)) return undefined;
    throw error;
  }
}

/** @param deployment as `pulumi stack export` has it, which is no more than checked for what is used of it */
export function recordedStateIn(deployment: unknown): RecordedState {
  const { resources, pending_operations: pending } = isObject(deployment) ? deployment : ({} as JsonObject);
  return {
    // Of what waits to be made anew AWS has nothing any more.
    resources: objectsIn(resources).flatMap((resource) =>
      isHalfReplaced(resource) ? [] : (identityIn(resource) ?? []),
    ),
    pending: objectsIn(pending).flatMap(({ type: operation, resource }) => {
      const identity = isObject(resource) ? identityIn(resource) : undefined;
      return identity ? [{ ...identity, operation: String(operation) }] : [];
    }),
  };
}

/**
 * What was deleted to be made anew, which a run that was interrupted did not come to. The engine keeps it in the state until
 * then, and does not look whether it is there: a refresh finds nothing about it.
 *
 * @returns the types of the resources
 */
export function halfReplacedIn({ resources }: JsonObject): string[] {
  return objectsIn(resources)
    .filter(isHalfReplaced)
    .flatMap((resource) => identityIn(resource)?.type ?? []);
}

function isHalfReplaced({ pendingReplacement }: JsonObject): boolean {
  return pendingReplacement === true;
}

function identityIn({ urn, type, id }: JsonObject): RecordedResource | undefined {
  if (typeof urn !== 'string' || typeof type !== 'string') return undefined;
  return { urn, type, ...(typeof id === 'string' && id !== '' && { id }) };
}

function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
