import type { PulumiCommand } from '@pulumi/pulumi/automation';

type Output = ((text: string) => void) | undefined;

/** What the Automation API calls for every process of the engine; its types leave it out. */
export type Run = (
  args: string[],
  folder: string,
  environment: Record<string, string>,
  onOutput?: Output,
  onError?: Output,
  signal?: AbortSignal,
) => Promise<unknown>;

/** The same engine, whose processes are started by what `wrap` makes of the way it starts them itself. */
export function withRun(engine: PulumiCommand, wrap: (run: Run) => Run): PulumiCommand {
  const runnable = engine as PulumiCommand & { run: Run };
  const run = wrap((...options) => runnable.run(...options));
  return Object.assign(Object.create(engine) as PulumiCommand, { run });
}
