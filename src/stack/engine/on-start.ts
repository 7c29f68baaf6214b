import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { type RunnableEngine, withRun } from './runnable-engine';

/** @returns the engine, which calls this once: as soon as its first process has been started */
export function onStart(engine: PulumiCommand, started: () => void): PulumiCommand {
  let isFirst = true;
  return withRun(engine, (...options) => {
    const running = (engine as RunnableEngine).run(...options);
    if (isFirst) started();
    isFirst = false;
    return running;
  });
}
