import type { EngineEvent } from '@pulumi/pulumi/automation';
import { COMPONENT } from './beginning';
import { RunFailure } from '../failure';
import { deadline } from '../shared/deadlines';

/** Milliseconds of silence after which it is told what the engine is at, and then again and again. */
const SILENCE = 30_000;

interface SilenceWatch {
  readonly add: (event: EngineEvent) => void;
  readonly stop: () => void;
  /** Aborted when the engine has got no further for too long; its reason is a `RunFailure` that says where it hung. */
  readonly signal: AbortSignal;
}

/**
 * Tells what the engine is at while it is silent: the provider tries requests that AWS throttles again and again, and waits
 * for what has to reach all of AWS, without a word. And gives it up when it gets no further. Call `stop` in the end.
 *
 * @param state the backend, as it may be shown
 */
export function watchSilence(
  onWaiting: (line: string) => void,
  state: string,
  { silence = SILENCE, now = Date.now }: { readonly silence?: number; readonly now?: () => number } = {},
): SilenceWatch {
  const limit = deadline('engine-silence');
  const inFlight = new Map<string, string>();
  let where = `it had not begun; it was starting, or opening the state (${state})`;
  const start = now();
  const tell = setInterval(
    () => {
      const seconds = Math.round((now() - start) / 1000);
      const what = [...inFlight.values()].join(', ') || 'the state, the plugin, or the program';
      onWaiting(
        `Still waiting after ${seconds} s for: ${what}. Requests that AWS throttles are tried again for some minutes.`,
      );
    },
    Math.min(silence, limit / 2),
  );
  const expiry = new AbortController();
  const giveUp = setTimeout(() => {
    const what = [...inFlight.values()].join(', ');
    expiry.abort(silentFailure(limit / 1000, what ? `in flight: ${what}` : where));
  }, limit);
  return {
    add(event) {
      tell.refresh();
      const { resourcePreEvent: started, resOutputsEvent: ended, resOpFailedEvent: failed } = event;
      if (started && !isOwnAffair(started.metadata)) inFlight.set(started.metadata.urn, describe(started.metadata));
      for (const over of [ended, failed]) if (over) inFlight.delete(over.metadata.urn);
      if (event.preludeEvent) where = 'it was starting the AWS plugin, running the program, or writing the state';
      if (event.summaryEvent) where = `it was done, and writing the state (${state})`;
      // What it says meanwhile brings it no further.
      if (started ?? ended ?? failed ?? event.preludeEvent ?? event.summaryEvent) giveUp.refresh();
    },
    stop() {
      clearInterval(tell);
      clearTimeout(giveUp);
    },
    signal: expiry.signal,
  };
}

function silentFailure(seconds: number, where: string): RunFailure {
  return new RunFailure('timed-out', `The engine got no further for ${seconds} s, and was stopped: ${where}.`, {
    hint: 'Look whether AWS and the backend answer from this runner (HTTPS_PROXY and NO_PROXY count). What was in flight may be done and not recorded: look with `command: preview` before the next `up`.',
  });
}

/** The stack and the component begin before everything that they hold, and end after it. */
function isOwnAffair({ type }: { readonly type: string }): boolean {
  return type === 'pulumi:pulumi:Stack' || type === COMPONENT;
}

function describe({ op, urn }: { readonly op: string; readonly urn: string }): string {
  return `${op} ${urn.split('::').at(-1)}`;
}
