import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { withRun } from './with-run';

/**
 * An engine of which no process is started once the signal is aborted, and whose processes are all told of it (SIGINT). The
 * Automation API passes a signal on to some of its commands, and only listens for what comes after: one that was aborted a
 * moment before, while the program was made or the stack was selected, would be ignored, and everything applied.
 *
 * On Windows no process can send another one SIGINT: Node ends it instead, in the middle of what it does, with its lock left
 * behind. There an engine that runs goes on, and only the next one is not started.
 *
 * https://nodejs.org/api/process.html#signal-events
 *
 * @param platform as in `process.platform`
 */
export function heedSignal(
  engine: PulumiCommand,
  signal: AbortSignal,
  platform: string = process.platform,
): PulumiCommand {
  const told = platform === 'win32' ? undefined : signal;
  return withRun(engine, (run) => async (args, folder, environment, onOutput, onError) => {
    signal.throwIfAborted();
    return run(args, folder, environment, onOutput, onError, told);
  });
}
