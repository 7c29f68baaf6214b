import { abortable } from './abortable';
import { type Deadline, deadline } from './deadlines';

/** Milliseconds after which it is told what is waited for, and then again and again. */
const TELL_EVERY = 30_000;

interface Waiting {
  /** What is waited for: the end of a sentence. Plain text. */
  readonly what: string;
  readonly log: (line: string) => void;
  /** What is thrown at the deadline. */
  readonly late: (seconds: number) => Error;
}

/**
 * Begins to count, and to tell what is waited for.
 *
 * @returns a signal that is aborted at the deadline, with what `late` makes as its reason. Call `stop` in the end.
 */
export function startDeadline(
  name: Deadline,
  { what, log, late }: Waiting,
): { readonly signal: AbortSignal; readonly stop: () => void } {
  const limit = deadline(name);
  const begun = Date.now();
  const expiry = new AbortController();
  const timer = setTimeout(() => expiry.abort(late(limit / 1000)), limit);
  const telling = setInterval(
    () => log(`Still waiting after ${Math.round((Date.now() - begun) / 1000)} s for: ${what}.`),
    Math.min(TELL_EVERY, limit / 2),
  );
  return {
    signal: expiry.signal,
    stop() {
      clearTimeout(timer);
      clearInterval(telling);
    },
  };
}

/**
 * Waits for work until its deadline, and tells that it waits.
 *
 * @param work is given a signal that is aborted when nobody waits for it any more
 * @param signal aborted when the workflow is cancelled
 * @throws what the work throws; what `late` makes; the signal's reason
 */
export async function within<T>(
  name: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
  { signal, ...waiting }: Waiting & { readonly signal?: AbortSignal },
): Promise<T> {
  signal?.throwIfAborted();
  const expiry = startDeadline(name, waiting);
  const ended = AbortSignal.any([expiry.signal, ...(signal ? [signal] : [])]);
  try {
    return await abortable(work(ended), ended);
  } finally {
    expiry.stop();
  }
}
