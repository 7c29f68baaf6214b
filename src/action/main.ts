/** The entry of the Action: connects it to the runner. Nothing else touches `@actions/*`. */
import * as core from '@actions/core';
import { workspaceWriter } from './report-files';
import { run } from './run';
import { safeLog } from './safe-log';
import { readWorkflowRun } from './workflow-run';
import { pullRequestApi } from '../github/octokit-api';
import { workflowRunApi } from '../github/workflow-runs';

const cancellation = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancellation.abort());
// Where the runner is gone, nobody reads the log any more. Left alone, such an error is logged, which is the next one.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => cancellation.abort());

void main();

async function main(): Promise<void> {
  try {
    const { owner, repository, unread, ...workflowRun } = await readWorkflowRun(process.env);
    if (unread) core.warning(unread);
    const succeeded = await run({
      ...workflowRun,
      repository: `${owner}/${repository}`,
      environment: process.env,
      signal: cancellation.signal,
      input: (name) => core.getInput(name),
      output: (name, value) => core.setOutput(name, value),
      summary: oneByOne((markdown: string) => core.summary.addRaw(markdown).write({ overwrite: true })),
      writeFile: workspaceWriter(process.env.GITHUB_WORKSPACE ?? process.cwd()),
      log: safeLog({
        info: (line) => core.info(line),
        debug: (line) => core.debug(line),
        notice: (line, title) => core.notice(line, { title }),
        warning: (line, title) => core.warning(line, { title }),
        error: (line, title) => core.error(line, { title }),
        mask: (secret) => core.setSecret(secret),
        group: (title, body) => core.group(title, body),
      }),
      // Loaded when they are needed: both are large.
      tools: () => import('@actions/tool-cache'),
      pullRequests: async (token) => pullRequestApi(await octokitFor(token), { owner, repo: repository }),
      workflowRuns: async (token) => workflowRunApi(await octokitFor(token)),
    });
    if (!succeeded) process.exitCode = core.ExitCode.Failure;
    // What nobody waits for any more, such as a download, would keep the process until the runner kills it.
    if (cancellation.signal.aborted) process.exit();
  } catch (error) {
    const fault = error instanceof Error ? error.stack : String(error);
    core.setFailed(`This is a fault of the action itself; please report it. ${fault}`);
  }
}

async function octokitFor(token: string) {
  const [{ getOctokit }, { retry }] = await Promise.all([import('@actions/github'), import('@octokit/plugin-retry')]);
  return getOctokit(token, {}, retry);
}

/** What is written last is what stays. */
function oneByOne<A>(write: (content: A) => Promise<unknown>): (content: A) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return async (content) => {
    last = last.catch(() => undefined).then(() => write(content));
    await last;
  };
}
