import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { withRun } from './with-run';

/**
 * An engine of which no process is started once the signal is aborted, and whose processes are all told of it (SIGINT). The
 * Automation API passes a signal on to some of its commands, and only listens for what comes after: one that was aborted a
 * moment before, while the program was made or the stack was selected, would be ignored, and everything applied.
 */
export function heedSignal(engine: PulumiCommand, signal: AbortSignal): PulumiCommand {
  return withRun(engine, (run) => async (args, folder, environment, onOutput, onError) => {
    signal.throwIfAborted();
    return run(args, folder, environment, onOutput, onError, signal);
  });
}
