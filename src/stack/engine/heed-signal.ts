import type { PulumiCommand } from '@pulumi/pulumi/automation';

/** With what the Automation API calls for every process of the engine; its types leave it out. */
interface RunnableEngine extends PulumiCommand {
  run(...options: RunOptions): Promise<unknown>;
}

type Output = ((text: string) => void) | undefined;
type RunOptions = [
  args: string[],
  folder: string,
  environment: Record<string, string>,
  onOutput?: Output,
  onError?: Output,
  signal?: AbortSignal,
];

/**
 * An engine of which no process is started once the signal is aborted, and whose processes are all told of it (SIGINT). The
 * Automation API passes a signal on to some of its commands, and only listens for what comes after: one that was aborted a
 * moment before, while the program was made or the stack was selected, would be ignored, and everything applied.
 */
export function heedSignal(engine: PulumiCommand, signal: AbortSignal): PulumiCommand {
  const run: RunnableEngine['run'] = async (args, folder, environment, onOutput, onError) => {
    signal.throwIfAborted();
    return (engine as RunnableEngine).run(args, folder, environment, onOutput, onError, signal);
  };
  return Object.assign(Object.create(engine) as RunnableEngine, { run });
}
