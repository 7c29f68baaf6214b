import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Credentials, credentialVariables } from './aws/local-aws';
import type { Sandbox } from './sandbox';
import { type InputDefinition, type InputName, INPUTS, type OutputName } from '../src/contract';

/** The bundle as a release ships it. */
const BUNDLE = join(__dirname, '../dist/index.js');
const POST = join(__dirname, '../dist/post.js');

export interface ActionRun {
  readonly exitCode: number;
  readonly log: string;
  readonly outputs: Partial<Record<OutputName, string>>;
  /** The Markdown of the job summary. */
  readonly summary: string;
  /** Where it ran: workspace, temporary folder, and the runner's files for it. */
  readonly folder: string;
  /** What ran after the job, where the step has not ended by itself; otherwise it does nothing. */
  readonly post?: PostRun;
}

interface PostRun {
  readonly exitCode: number;
  readonly log: string;
  readonly summary: string;
  readonly milliseconds: number;
}

export interface ActionOptions {
  readonly inputs: Partial<Record<InputName, string>>;
  /** Default: an event that belongs to no pull request. Its payload tells the repository, as that of nearly every event does. */
  readonly event?: { readonly name: string; readonly payload: object };
  /** Default: those of the workflow. */
  readonly credentials?: Credentials;
  readonly environment?: NodeJS.ProcessEnv;
  /** Called when the process is there, with what sends it a signal, and its id. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void, pid: number) => void;
  /** Called with the whole log so far, whenever there is more, what sends the process a signal, and what stops reading its log. */
  readonly onLog?: (log: string, kill: (signal: NodeJS.Signals) => void, hangUp: () => void) => void;
}

/** Runs the bundle as the runner would: inputs and files by environment, in an empty folder. */
export async function runAction(sandbox: Sandbox, options: ActionOptions): Promise<ActionRun> {
  const folder = await mkdtemp(join(sandbox.folder, 'action-'));
  const files = {
    ...{ GITHUB_OUTPUT: 'outputs', GITHUB_STEP_SUMMARY: 'summary.md', GITHUB_EVENT_PATH: 'event.json' },
    GITHUB_STATE: 'state',
  };
  const paths = Object.fromEntries(Object.entries(files).map(([variable, file]) => [variable, join(folder, file)]));
  const { name = 'workflow_dispatch', payload = {} } = options.event ?? {};
  const repository = { full_name: sandbox.github.repository, default_branch: 'main' };
  await writeFile(paths.GITHUB_OUTPUT!, '');
  await writeFile(paths.GITHUB_STEP_SUMMARY!, '');
  await writeFile(paths.GITHUB_STATE!, '');
  await writeFile(paths.GITHUB_EVENT_PATH!, JSON.stringify({ repository, ...payload }));

  const env = {
    ...sandbox.environment,
    ...sandbox.withToolCache,
    ...credentialVariables(options.credentials ?? sandbox.workflowUser),
    ...paths,
    GITHUB_EVENT_NAME: name,
    GITHUB_REPOSITORY_ID: '456789',
    GITHUB_REPOSITORY_OWNER_ID: '123456',
    GITHUB_SHA: 'c0ffee0000000000000000000000000000000000',
    GITHUB_RUN_ID: '1',
    GITHUB_WORKFLOW: 'deploy',
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: folder,
    ...inputVariables(sandbox, options.inputs),
    ...options.environment,
  };
  const main = await runBundle(BUNDLE, folder, env, options);
  const outputs = parseOutputs(await readFile(paths.GITHUB_OUTPUT!, 'utf8'));
  const summary = await readFile(paths.GITHUB_STEP_SUMMARY!, 'utf8');
  const state = parseOutputs(await readFile(paths.GITHUB_STATE!, 'utf8').catch(() => ''));
  const post = state.ended === 'true' ? undefined : await runPost(folder, env, state);
  return { ...main, outputs, summary, folder, post };
}

/** Every step has a summary of its own. */
async function runPost(folder: string, env: NodeJS.ProcessEnv, state: Record<string, string>): Promise<PostRun> {
  const file = join(folder, 'post-summary.md');
  await writeFile(file, '');
  const noted = Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));
  const begun = Date.now();
  const run = await runBundle(POST, folder, { ...env, ...noted, GITHUB_STEP_SUMMARY: file });
  return { ...run, summary: await readFile(file, 'utf8'), milliseconds: Date.now() - begun };
}

async function runBundle(
  bundle: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  { onStart, onLog }: Pick<ActionOptions, 'onStart' | 'onLog'> = {},
): Promise<{ readonly exitCode: number; readonly log: string }> {
  const child = spawn(process.execPath, [bundle], { cwd: folder, env });
  onStart?.((signal) => child.kill(signal), child.pid!);
  let log = '';
  const streams = [child.stdout, child.stderr];
  for (const stream of streams) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      onLog?.(
        log,
        (signal) => child.kill(signal),
        () => streams.forEach((each) => each.destroy()),
      );
    });
  }
  const exitCode = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  return { exitCode, log };
}

function inputVariables(sandbox: Sandbox, inputs: ActionOptions['inputs']): NodeJS.ProcessEnv {
  const defaults: Partial<Record<InputName, string>> = {
    endpoint: 'churn-prod',
    bucket: 'my-models',
    region: sandbox.aws.region,
    'backend-url': sandbox.backendUrl,
    'github-token': sandbox.github.token,
  };
  // The runner passes the defaults of action.yml as well.
  return Object.fromEntries(
    Object.entries(INPUTS as Record<string, InputDefinition>).map(([name, definition]) => [
      `INPUT_${name.toUpperCase()}`,
      inputs[name as InputName] ?? defaults[name as InputName] ?? definition.default ?? '',
    ]),
  );
}

/** The runner's format: `NAME<<DELIMITER`, the value, `DELIMITER`. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name, , value] of text.matchAll(/^([^\n]+?)<<(\S+)\n(.*?)\n?\2$/gms)) outputs[name!] = value!;
  return outputs;
}
