import { createHash } from 'node:crypto';
import { isObject } from '../../shared/json';

/** A lock of a stack, as the engine tells of it where the state is in a bucket or a folder. */
export interface Lock {
  /** Of the process that holds it: the name of its file, a UUID. */
  readonly uuid: string;
  readonly username: string;
  readonly hostname: string;
  readonly pid: number;
  /** ISO 8601, in whole seconds. */
  readonly since: string;
}

/** What the engine says where it finds locks of others. */
const CREATED_BY = /\/([0-9a-f]{8}-[0-9a-f-]{27})\.json\S*: created by ([^\n]+)@(\S+) \(pid (\d+)\) at (\S+)$/gm;

/** @param details what the engine wrote */
export function locksIn(details: string): Lock[] {
  return [...details.matchAll(CREATED_BY)].map(([, uuid, username, hostname, pid, since]) => {
    return { uuid: uuid!, username: username!, hostname: hostname!, pid: Number(pid), since: since! };
  });
}

/** @returns the lock in a file of the engine; `undefined` where the file holds none */
export function parseLock(uuid: string, text: string): Lock | undefined {
  const content = parsed(text);
  if (!isObject(content)) return undefined;
  const { username, hostname, pid, timestamp } = content;
  if (typeof username !== 'string' || typeof hostname !== 'string' || typeof pid !== 'number') return undefined;
  if (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp))) return undefined;
  // The engine's messages have no fractions of seconds.
  return { uuid, username, hostname, pid, since: timestamp.replace(/\.\d+/, '') };
}

/**
 * What names exactly this lock: one process can take its lock again and again under one UUID, so that what is in the file
 * counts as well. Such as `11111111-2222-4333-8444-555555555555.0a1b2c3d`.
 */
export function lockId({ uuid, username, hostname, pid, since }: Lock): string {
  const content = JSON.stringify([username, hostname, pid, Math.floor(Date.parse(since) / 1000)]);
  return `${uuid}.${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
}

/** Such as `runner@host since 2026-01-02T03:04:05Z`. */
export function holderWords({ username, hostname, since }: Lock): string {
  return `${username}@${hostname} since ${since}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
