import type { Lock } from './lock';
import { isObject } from '../../shared/json';
import type { StateFiles } from '../state/files';
import { pathsOf } from '../state/stack-files';

/** Which attempt of which workflow run a process of the engine belongs to. */
export interface RunNote {
  /** The page of the workflow run. */
  readonly run: string;
  readonly attempt: number;
  /** ISO 8601: when the process was started. */
  readonly at: string;
}

/** The process of the engine that may hold a lock. */
export type Holder = Pick<Lock, 'hostname' | 'pid'>;

/**
 * Machines may have one name after the other, and processes one number: a note is of the process whose lock was made soon after
 * it. Milliseconds: by then the engine has come up, and has listed the locks.
 */
const UNTIL_LOCKED = 10 * 60_000;

export async function writeNote(files: StateFiles, stack: string, holder: Holder, note: RunNote): Promise<void> {
  await files.write(pathOf(stack, holder), `${JSON.stringify(note)}\n`);
}

export async function removeNote(files: StateFiles, stack: string, holder: Holder): Promise<void> {
  await files.remove(pathOf(stack, holder));
}

/** @returns `undefined` where nothing is known of it */
export async function noteOf(files: StateFiles, stack: string, lock: Lock): Promise<RunNote | undefined> {
  const note = parseNote(String((await files.read(pathOf(stack, lock))) ?? ''));
  if (!note) return undefined;
  // A lock has whole seconds.
  const age = Date.parse(lock.since) + 999 - Date.parse(note.at);
  return age >= 0 && age <= UNTIL_LOCKED ? note : undefined;
}

function pathOf(stack: string, { hostname, pid }: Holder): string {
  return `${pathsOf(stack).notes}${hostname.replace(/[^\w.-]/g, '_')}-${pid}.json`;
}

function parseNote(text: string): RunNote | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(content)) return undefined;
  const { run, attempt, at } = content;
  const isNote = typeof run === 'string' && typeof attempt === 'number' && typeof at === 'string';
  return isNote && URL.canParse(run) && !Number.isNaN(Date.parse(at)) ? { run, attempt, at } : undefined;
}
