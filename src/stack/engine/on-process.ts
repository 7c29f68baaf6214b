import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { withRun } from './with-run';

/** Tells of every process that this one starts: https://nodejs.org/api/diagnostics_channel.html#child-process */
const PROCESSES = 'child_process';

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
    let child: ChildProcess | undefined;
    const note = (message: unknown) => (child ??= (message as { process: ChildProcess }).process);
    subscribe(PROCESSES, note);
    const running = run(args, ...options);
    // By then it has been started, or never will be.
    unsubscribe(PROCESSES, note);
    const pid = child?.pid;
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
