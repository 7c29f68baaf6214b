import { setTimeout as sleep } from 'node:timers/promises';
import { type LockTrouble, lockTrouble } from './trouble';

/** How somebody waits for a stack that another run is at. */
export interface Patience {
  /** Milliseconds in all; 0 for no wait at all. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Is told of each wait before it begins; both in milliseconds. */
  readonly onWait: (trouble: LockTrouble, wait: { readonly pause: number; readonly left: number }) => Promise<void>;
  /** Whether it is of no use to wait any more. */
  readonly isHopeless: (trouble: LockTrouble) => Promise<boolean>;
}

/** Milliseconds. Those who wait together must not all come back at one moment, so that each pause is half as long or up to as long again. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 10_000;

/**
 * Tries again and again while another run is at the stack.
 *
 * @param attempt begins nothing where it fails because of that
 * @throws the last failure; what `attempt` fails with otherwise, at once; the signal's reason
 */
export async function patiently<T>(attempt: () => Promise<T>, patience: Patience): Promise<T> {
  const { timeout, signal, onWait, isHopeless } = patience;
  const end = performance.now() + timeout;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      return await attempt();
    } catch (error) {
      const trouble = lockTrouble(error);
      const left = end - performance.now();
      if (!trouble || left <= 0 || (await isHopeless(trouble))) throw error;
      signal.throwIfAborted();
      const jittered = Math.min(left, pause * (0.5 + Math.random()));
      await onWait(trouble, { pause: jittered, left });
      await sleep(jittered, undefined, { signal });
    }
  }
}
