import type { StackSettings } from './settings';
import { addressOf, keysOf, stateFilesOf } from './state-files';
import { isObject } from '../shared/json';

/** A lock that is on a stack, as the engine has written it: `pid`, `user` and `host` are those of the engine. */
export interface StackLock {
  /** The address of its file. */
  readonly address: string;
  readonly pid?: number;
  readonly user?: string;
  readonly host?: string;
  /** ISO 8601. */
  readonly since?: string;
}

/**
 * @returns the locks on a stack; `undefined` where nobody knows how to look at those of its backend
 * @throws if they can't be looked at
 */
export async function locksOn(settings: StackSettings, signal: AbortSignal): Promise<StackLock[] | undefined> {
  const files = stateFilesOf(settings, signal);
  if (!files) return undefined;
  const found = await files.list(keysOf(settings).locks);
  return Promise.all(
    found.map(async ({ key }) => ({ address: addressOf(key, settings.backend), ...lockIn(await files.read(key)) })),
  );
}

/** On Windows a user has a domain in front: `DOMAIN\user`. */
function lockIn(content: Buffer): Omit<StackLock, 'address'> {
  const { pid, username, hostname, timestamp } = parse(content);
  return {
    ...(typeof pid === 'number' && { pid }),
    ...(typeof username === 'string' && { user: username }),
    ...(typeof hostname === 'string' && { host: hostname }),
    ...(typeof timestamp === 'string' && { since: timestamp }),
  };
}

function parse(content: Buffer): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(content.toString());
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
