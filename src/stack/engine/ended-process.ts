import type { ChildProcess } from 'node:child_process';
import { watchStart } from './watch-start';
import { deadline } from '../../shared/deadlines';

/** An engine that was made to end before what was in flight had ended. That may be done and not recorded. */
export class EngineAbandoned extends Error {
  override readonly name = 'EngineAbandoned';

  /** @param isKilled then the stack's lock is still there as well */
  constructor(readonly isKilled: boolean) {
    super(
      isKilled
        ? 'The engine did not end when it was asked to, and was killed.'
        : 'What was in flight did not end in time, and was not waited for.',
    );
  }
}

/**
 * Waits for a process of the engine. Once the signal is aborted, the engine ends what is in flight and begins nothing else.
 * Where that takes too long, or the runner is about to kill everybody (it sends SIGTERM before), the engine is asked again: it
 * then notes in the state what was in flight, removes its lock and ends. Where it doesn't do even that, it is killed.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
 *
 * @param start starts the process, which is sent SIGINT as soon as the signal is aborted; the Automation API does no more
 * @throws EngineAbandoned
 */
export async function endedProcess<T>(start: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const { started: work, processes } = watchStart(start);
  const ending = new Ending(processes);
  signal.addEventListener('abort', ending.begin, { once: true });
  try {
    return await Promise.race([work, ending.killed]);
  } catch (error) {
    throw ending.isHurried ? new EngineAbandoned(error instanceof EngineAbandoned) : error;
  } finally {
    signal.removeEventListener('abort', ending.begin);
    ending.stop();
    // Whoever was killed has nothing more to say.
    work.catch(() => undefined);
  }
}

/** From the first request to end, which others send, to the kill. */
class Ending {
  isHurried = false;
  /** Rejected when it has come to that. */
  readonly killed: Promise<never>;
  private kill!: () => void;
  private timer?: NodeJS.Timeout;

  constructor(private readonly processes: readonly ChildProcess[]) {
    this.killed = new Promise((_, reject) => {
      this.kill = () => {
        this.processes.forEach(killNow);
        reject(new EngineAbandoned(true));
      };
    });
  }

  readonly begin = () => {
    this.timer = setTimeout(this.hurry, deadline('engine-stop'));
    process.once('SIGTERM', this.hurry);
  };

  stop(): void {
    clearTimeout(this.timer);
    process.off('SIGTERM', this.hurry);
  }

  private readonly hurry = () => {
    this.stop();
    this.isHurried = true;
    this.processes.forEach((child) => child.kill('SIGINT'));
    this.timer = setTimeout(this.kill, deadline('engine-kill'));
  };
}

/** What the process has started itself may hold its outputs open, and live on. */
function killNow(child: ChildProcess): void {
  child.kill('SIGKILL');
  child.stdout?.destroy();
  child.stderr?.destroy();
}
