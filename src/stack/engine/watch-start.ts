import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Tells of every process that this one starts: https://nodejs.org/api/diagnostics_channel.html#child-process */
const PROCESSES = 'child_process';

/** The Automation API starts the engine's process at once or never, and keeps it to itself: here are those that `start` starts. */
export function watchStart<T>(start: () => T): { readonly started: T; readonly processes: readonly ChildProcess[] } {
  const processes: ChildProcess[] = [];
  const note = (message: unknown) => void processes.push((message as { process: ChildProcess }).process);
  subscribe(PROCESSES, note);
  try {
    return { started: start(), processes };
  } finally {
    unsubscribe(PROCESSES, note);
  }
}
