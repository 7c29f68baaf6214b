import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { watchStart } from './watch-start';
import { withRun } from './with-run';

/** A process of the engine. */
export interface EngineProcess {
  /** Such as `up --yes …`. */
  readonly args: readonly string[];
  readonly pid: number;
  /** What it wrote to its standard error, once it is over. */
  readonly ended: Promise<string>;
}

/** The same engine; `started` is called for each of its processes, as soon as that is there. */
export function onProcess(engine: PulumiCommand, started: (process: EngineProcess) => void): PulumiCommand {
  return withRun(engine, (run) => (args, ...options) => {
    const { started: running, processes } = watchStart(() => run(args, ...options));
    const pid = processes[0]?.pid;
    if (pid !== undefined) started({ args, pid, ended: running.then(errorsOf, errorsOfFailed) });
    return running;
  });
}

function errorsOf(result: unknown): string {
  return (result as { readonly stderr?: string } | undefined)?.stderr ?? '';
}

/** The Automation API's error holds the result. */
function errorsOfFailed(error: unknown): string {
  return errorsOf((error as { readonly commandResult?: unknown }).commandResult);
}
