import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { endedProcess } from './ended-process';
import { withRun } from './with-run';
import { RunFailure } from '../../failure';
import { startDeadline } from '../../shared/within';

/**
 * An engine of which no process is started once the signal is aborted, and whose processes are all told of it (SIGINT), and
 * killed where they do not end. The Automation API passes a signal on to some of its commands, and only listens for what
 * comes after: one that was aborted a moment before, while the program was made or the stack was selected, would be ignored,
 * and everything applied.
 *
 * A process that is given a signal of its own is watched by whoever gave it. Any other has a deadline.
 *
 * On Windows no process can send another one SIGINT: Node ends it instead, in the middle of what it does, with its lock left
 * behind. There an engine that runs goes on, and only the next one is not started.
 *
 * https://nodejs.org/api/process.html#signal-events
 *
 * @param log is told of processes that take long
 * @param platform as in `process.platform`
 */
export function heedSignal(
  engine: PulumiCommand,
  signal: AbortSignal,
  log: (line: string) => void,
  platform: string = process.platform,
): PulumiCommand {
  return withRun(engine, (run) => async (args, folder, environment, onOutput, onError, own) => {
    signal.throwIfAborted();
    own?.throwIfAborted();
    const runUntil = (other: AbortSignal) => {
      const end = platform === 'win32' ? other : AbortSignal.any([signal, other]);
      return endedProcess(() => run(args, folder, environment, onOutput, onError, end), end);
    };
    if (own) return runUntil(own);

    const what = `pulumi ${args.filter((arg) => !arg.startsWith('-')).join(' ')}`;
    const expiry = startDeadline('engine-process', { what, log, late: (seconds) => lateProcess(what, seconds) });
    try {
      return await runUntil(expiry.signal);
    } catch (error) {
      if (!signal.aborted) expiry.signal.throwIfAborted();
      throw error;
    } finally {
      expiry.stop();
    }
  });
}

function lateProcess(what: string, seconds: number): RunFailure {
  return new RunFailure('timed-out', `\`${what}\` did not end within ${seconds} s.`, {
    hint: 'Check the network of the runner, and whether the backend answers; then run it again.',
  });
}
