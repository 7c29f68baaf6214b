import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Something to do while the engine runs, so that nobody has to wait for it afterwards. Its result, or its error, is kept by
 * whatever is asked for the same in turn: here nothing is waited for, and nothing that fails is told.
 */
export type Aside = () => unknown;

/** Sets the asides going, one after the other. In between, this process answers what the engine asks of it. */
export async function beginAsides(asides: readonly Aside[]): Promise<void> {
  for (const aside of asides) {
    await nextTurn();
    void begun((async () => aside())());
  }
}

/** @returns the same promise. That it is rejected before somebody waits for it is no fault of the process. */
export function begun<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}
