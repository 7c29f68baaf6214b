/** The entry of the Action: connects it to the runner. Nothing else touches `@actions/*`. */
import * as core from '@actions/core';
import { guardedLog, guardedPorts } from './guarded-ports';
import { guardStream } from './guarded-stream';
import type { Ports } from './ports';
import { readSecret } from './read-secret';
import { workspaceWriter } from './report-files';
import { run } from './run';
import { safeLog } from './safe-log';
import type { SavedName } from './saved';
import { masksOf, secretsOf } from './secrets';
import { readWorkflowRun } from './workflow-run';
import { ownFault } from '../failure';
import { apiUrl } from '../github/api-url';
import { boundedRequests } from '../github/bounded-requests';
import { pullRequestApi } from '../github/octokit-api';
import { workflowRunApi } from '../github/workflow-runs';
import { redactor } from '../report/redact';

// Before anything is printed: what is masked later has been seen.
const secrets = secretsOf(process.env, (name) => core.getInput(name), readSecret);
for (const mask of masksOf(secrets)) core.setSecret(mask);
const clean = redactor(secrets);
for (const stream of [process.stdout, process.stderr]) guardStream(stream, clean);

const cancellation = new AbortController();
// On Windows the second that the runner sends is Ctrl+Break.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) process.on(signal, () => cancellation.abort());
// Where the runner is gone, nobody reads the log any more. Left alone, such an error is logged, which is the next one.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => cancellation.abort());

const log = guardedLog(
  // What this shortens could be cut in the middle of a secret, so that it would no longer be found.
  safeLog({
    info: (line) => core.info(line),
    debug: (line) => core.debug(line),
    notice: (line, title) => core.notice(line, { title }),
    warning: (line, title) => core.warning(line, { title }),
    error: (line, title, at) =>
      core.error(line, { title, file: at?.file, startLine: at?.line, startColumn: at?.column }),
    group: (title, body) => core.group(title, body),
  }),
  clean,
);

/** Milliseconds after which what runs after the job is given up, and those that it may take at all. */
const POST_TIMEOUT = 60_000;
const POST_LIMIT = 90_000;

let isOver = false;
// Where nothing is left to wait for, Node ends, and would call that a success.
process.on('exit', () => {
  if (!isOver) fail('it ended before it was done.');
});
// What nobody waits for must not keep the run from telling what came of it.
process.on('unhandledRejection', (error) => log.debug(`Nobody waited for what failed here: ${stackOf(error)}`));
// Node itself would print both as they are.
process.on('uncaughtException', (error) => {
  isOver = true;
  log.debug(stackOf(error));
  fail(error);
  process.exit();
});
process.removeAllListeners('warning').on('warning', (warning) => log.debug(stackOf(warning)));

void (process.argv[2] === 'post' ? post() : main());

async function main(): Promise<void> {
  try {
    const succeeded = await run(await runnerPorts(cancellation.signal));
    if (!succeeded) process.exitCode = core.ExitCode.Failure;
  } catch (error) {
    log.debug(stackOf(error));
    fail(error);
  } finally {
    isOver = true;
  }
  save('ended', 'true');
  endSoon();
}

function fail(error: unknown): void {
  const { message, hint } = ownFault(error);
  core.setFailed(clean(`${message} ${hint}`));
}

/** What runs after the job, where the step has not ended by itself. It never fails the job. */
async function post(): Promise<void> {
  isOver = true;
  setTimeout(() => process.exit(0), POST_LIMIT).unref();
  try {
    const signal = AbortSignal.any([cancellation.signal, AbortSignal.timeout(POST_TIMEOUT)]);
    const { afterKill } = await import('./post');
    await afterKill({ ...(await runnerPorts(signal)), output: () => undefined }, (name) => core.getState(name));
  } catch (error) {
    log.warning(`What became of the step could not be told: ${(error as Error).message}`);
  }
  process.exit(0);
}

/** Where it can't be noted, what runs after the job has nothing to tell. */
function save(name: SavedName, value: string): void {
  try {
    core.saveState(name, value);
  } catch (error) {
    log.debug(`${name} can't be noted: ${(error as Error).message}`);
  }
}

/** @param signal aborted when the workflow is cancelled */
async function runnerPorts(signal: AbortSignal): Promise<Ports> {
  const { owner, repository, unread, ...workflowRun } = await readWorkflowRun(process.env);
  if (unread) log.warning(unread);
  const ports: Ports = {
    ...workflowRun,
    repository: `${owner}/${repository}`,
    environment: process.env,
    secrets,
    signal,
    input: (name) => core.getInput(name),
    output: (name, value) => core.setOutput(name, value),
    save,
    summary: oneByOne((markdown: string) => core.summary.addRaw(markdown).write({ overwrite: true })),
    writeFile: workspaceWriter(process.env.GITHUB_WORKSPACE ?? process.cwd()),
    log,
    // Loaded when they are needed: both are large.
    tools: () => import('@actions/tool-cache'),
    pullRequests: async (token) => pullRequestApi(await octokitFor(token), { owner, repo: repository }),
    workflowRuns: async (token) => workflowRunApi(await octokitFor(token)),
  };
  return guardedPorts(ports, clean);
}

async function octokitFor(token: string) {
  const { getOctokit } = await import('@actions/github');
  const octokit = getOctokit(token, { baseUrl: apiUrl(process.env) });
  octokit.hook.wrap('request', boundedRequests(log.info));
  return octokit;
}

/** Milliseconds for what is still being written. */
const LAST_WORDS = 1000;

/** What nobody waits for any more, such as a download, would keep the process until the runner kills it. */
function endSoon(): void {
  if (cancellation.signal.aborted) process.exit();
  setTimeout(() => process.exit(), LAST_WORDS).unref();
}

function stackOf(error: unknown): string {
  return String((error as Error | undefined)?.stack ?? error);
}

/** What is written last is what stays. */
function oneByOne<A>(write: (content: A) => Promise<unknown>): (content: A) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return async (content) => {
    last = last.catch(() => undefined).then(() => write(content));
    await last;
  };
}
