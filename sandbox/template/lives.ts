import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelLife, startModelLife } from './model-life';
import type { Scaffold } from './scaffold';
import { goTool } from '../go-tools';
import { run } from '../process';
import type { WorkflowResult } from '../runner/workflow-runner';
import { type Sandbox, startSandbox } from '../sandbox';

/**
 * Plays a story about the model of a repository, in a sandbox of its own.
 *
 * @param options as for `startModelLife`
 * @throws if something asked GitHub for what it does not have
 */
export async function live(
  repository: Scaffold,
  options: Parameters<typeof startModelLife>[2],
  story: (life: ModelLife, sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandbox([...new Set(Object.values(options.accounts ?? {}))]);
  try {
    await sandbox.aws.createBucket('my-models');
    await story(await startModelLife(sandbox, repository.folder, options), sandbox);
    const [violation] = sandbox.github.violations;
    if (violation) throw new Error(`GitHub has no such thing: ${violation}`);
  } finally {
    await sandbox.stop();
  }
}

/** @throws if there are other workflows than those of one model, or actionlint finds a fault in one */
export async function lintWorkflows({ folder }: Scaffold): Promise<void> {
  const workflows = join(folder, '.github/workflows');
  const files = (await readdir(workflows)).filter((file) => /-(preview|deploy|drift|destroy)\.yml$/.test(file));
  if (files.length !== 4) throw new Error(`Expected four workflows, and there are ${files.join(', ')}.`);
  await run(join(await goTool('actionlint'), 'actionlint'), ['-shellcheck=', ...files], { cwd: workflows });
}

/** @throws with the log, if the workflow failed */
export function expectSuccess(workflow: WorkflowResult): WorkflowResult {
  if (!workflow.succeeded) throw new Error(`The workflow failed:\n${workflow.log}`);
  return workflow;
}
