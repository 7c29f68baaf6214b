import type { PulumiCommand } from '@pulumi/pulumi/automation';

/** With what the Automation API calls for every process of the engine; its types leave it out. */
export interface RunnableEngine extends PulumiCommand {
  run(...options: unknown[]): Promise<unknown>;
}

/** @returns the same engine, with another way to run a process of it */
export function withRun(engine: PulumiCommand, run: RunnableEngine['run']): PulumiCommand {
  return Object.assign(Object.create(engine) as RunnableEngine, { run });
}
