/**
 * Waits for work that can't be stopped itself only until a signal is aborted: then nobody listens to it any more.
 *
 * @throws the signal's reason, once it is aborted
 */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Nobody may be there to hear of its failure.
  work.catch(() => undefined);
  signal.throwIfAborted();
  let abort!: () => void;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
  });
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
