import type { PulumiCommand } from '@pulumi/pulumi/automation';

/** What the Automation API calls for every process of the engine; its types leave it out. */
interface Runner {
  run(...options: unknown[]): Promise<unknown>;
}

/** @returns the engine, which calls this once: as soon as its first process has been started */
export function onStart(engine: PulumiCommand, started: () => void): PulumiCommand {
  const runner = engine as PulumiCommand & Runner;
  let isFirst = true;
  const run: Runner['run'] = (...options) => {
    const running = runner.run(...options);
    if (isFirst) started();
    isFirst = false;
    return running;
  };
  return Object.assign(Object.create(engine) as PulumiCommand, { run });
}
