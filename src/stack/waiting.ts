import type { EngineEvent } from '@pulumi/pulumi/automation';

/** Milliseconds of silence after which it is told what the engine is at, and then again and again. */
const SILENCE = 30_000;

/**
 * Tells what the engine is at while it is silent: the provider tries requests that AWS throttles again and again, and waits
 * for what has to reach all of AWS, without a word. Call `stop` in the end.
 */
export function tellOfWaiting(
  onWaiting: (line: string) => void,
  { silence = SILENCE, now = Date.now }: { readonly silence?: number; readonly now?: () => number } = {},
): { readonly add: (event: EngineEvent) => void; readonly stop: () => void } {
  const inFlight = new Map<string, string>();
  const start = now();
  const timer = setInterval(() => {
    const seconds = Math.round((now() - start) / 1000);
    const what = [...inFlight.values()].join(', ') || 'the state, the plugin, or the program';
    onWaiting(
      `Still waiting after ${seconds} s for: ${what}. Requests that AWS throttles are tried again for some minutes.`,
    );
  }, silence);
  return {
    add(event) {
      timer.refresh();
      const { resourcePreEvent: started, resOutputsEvent: ended, resOpFailedEvent: failed } = event;
      if (started) inFlight.set(started.metadata.urn, describe(started.metadata));
      for (const over of [ended, failed]) if (over) inFlight.delete(over.metadata.urn);
    },
    stop: () => clearInterval(timer),
  };
}

function describe({ op, urn }: { readonly op: string; readonly urn: string }): string {
  return `${op} ${urn.split('::').at(-1)}`;
}
