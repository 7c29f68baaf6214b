import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { jobSubjects } from './job-subjects';
import { unsignedToken } from './job-token';
import { type LogLine, readLogLine } from './log-line';
import { runnerTools } from './runner-tools';
import type { WorkflowEvent } from './workflow-event';
import type { OutputName } from '../../src/contract';
import { COMMITS } from '../../src/template/workflows/pinned';
import { goTool } from '../go-tools';
import type { Sandbox } from '../sandbox';

const ROOT = join(__dirname, '../..');
const ASSUME_ROLE_BY_TOKEN = join(__dirname, 'assume-role-by-token');

/** As all workflows of the README and of a scaffold use it, by its commit. */
const CONFIGURE_AWS_CREDENTIALS = Object.entries(COMMITS).flatMap(([use, commit]) =>
  use.startsWith('aws-actions/configure-aws-credentials@') ? [use.replace(/@.*/, `@${commit}`)] : [],
)[0]!;

export interface WorkflowResult {
  readonly succeeded: boolean;
  /** How every job that ran came out, by its id. */
  readonly jobs: Readonly<Record<string, string>>;
  /** The outputs of all steps with an id, by the id of their job and their own. */
  readonly outputs: Readonly<Record<string, Readonly<Partial<Record<OutputName | string, string>>>>>;
  /** The Markdown of all job summaries. */
  readonly summary: string;
  /** What a user sees in the log of the run. */
  readonly log: string;
}

/** Runs workflows of a repository as GitHub would: with act, and the packaged Action in place of the published one. */
export interface WorkflowRunner {
  /**
   * @param folder a git repository, with the workflow in its commit
   * @param workflow the file's name in `.github/workflows`
   */
  run(folder: string, workflow: string, event: WorkflowEvent): Promise<WorkflowResult>;
}

export interface RunnerOptions {
  /** The release of the Action that the workflows use, as in `uses:`. Default: the moving tag of the major version. */
  readonly action?: string;
  /** The repository's variables (`vars`). */
  readonly variables?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** The token of a job whose subject this is. Default: one that only the emulator takes. */
  readonly tokenOf?: (subject: string) => Promise<string>;
}

/** What is used of a sandbox. */
type Surroundings = Pick<Sandbox, 'folder' | 'environment' | 'github'>;

export async function startWorkflowRunner(sandbox: Surroundings, options: RunnerOptions = {}): Promise<WorkflowRunner> {
  const { tokenOf = async (subject: string) => unsignedToken(subject) } = options;
  const act = join(await goTool('act'), 'act');
  const programs = [await runnerTools(sandbox.folder), sandbox.environment.PATH].join(delimiter);
  const action = await packagedAction(sandbox);
  const localActions = {
    [options.action ?? 'model-deployment-iam/model-deployment-iam@v1']: action,
    [CONFIGURE_AWS_CREDENTIALS]: ASSUME_ROLE_BY_TOKEN,
  };
  const environment = { ...workflowVariables(sandbox), ...options.environment };

  return {
    async run(folder, workflow, { name, payload }) {
      const eventFile = join(await mkdtemp(join(sandbox.folder, 'event-')), 'event.json');
      await writeFile(eventFile, JSON.stringify(payload));
      const text = await readFile(join(folder, '.github/workflows', workflow), 'utf8');
      const subjects = Object.entries(jobSubjects(text, { name, payload }, sandbox.github.repository));
      const tokens = await Promise.all(subjects.map(async ([job, subject]) => [job, await tokenOf(subject)] as const));
      const child = spawn(
        act,
        [
          ...[name, '--workflows', join(folder, '.github/workflows', workflow), '--eventpath', eventFile],
          ...['--platform', 'ubuntu-latest=-self-hosted', '--json', '--use-gitignore=false'],
          // A folder of that name (a Python environment) would stop it.
          ...['--env-file', '/dev/null'],
          // Its cache server would listen on an address that others can reach.
          '--no-cache-server',
          ...['--action-cache-path', join(sandbox.folder, 'act')],
          ...Object.entries(localActions).flatMap(([use, path]) => ['--local-repository', `${use}=${path}`]),
          ...pairs({
            ...environment,
            GITHUB_WORKFLOW_REF: `${sandbox.github.repository}/.github/workflows/${workflow}@refs/heads/main`,
            SANDBOX_TOKENS: JSON.stringify(Object.fromEntries(tokens)),
          }).flatMap((pair) => ['--env', pair]),
          ...pairs(options.variables ?? {}).flatMap((pair) => ['--var', pair]),
          ...['--secret', 'GITHUB_TOKEN'],
        ],
        { cwd: folder, env: { ...sandbox.environment, PATH: programs, GITHUB_TOKEN: sandbox.github.token } },
      );
      const lines: LogLine[] = [];
      createInterface({ input: child.stdout }).on('line', (line) => lines.push(readLogLine(line)));
      createInterface({ input: child.stderr }).on('line', (line) => lines.push(readLogLine(line)));
      const stopWithParent = () => child.kill();
      process.once('exit', stopWithParent);
      const exitCode = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
      process.removeListener('exit', stopWithParent);
      return resultOf(lines, exitCode);
    },
  };
}

/** The Action as a release has it: `action.yml` and `dist/`, and nothing that could help it by accident. */
async function packagedAction({ folder }: Surroundings): Promise<string> {
  const action = await mkdtemp(join(folder, 'packaged-action-'));
  await cp(join(ROOT, 'action.yml'), join(action, 'action.yml'));
  await cp(join(ROOT, 'dist'), join(action, 'dist'), { recursive: true });
  return action;
}

function pairs(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).map(([name, value]) => `${name}=${value}`);
}

/** act sets the variables of the runner itself, unless it is told other values. */
function workflowVariables({ environment, github }: Surroundings): Record<string, string> {
  return {
    GITHUB_REPOSITORY: github.repository,
    // The trust policy has the repository's ids; GitHub's runner tells them.
    GITHUB_REPOSITORY_ID: '456789',
    GITHUB_REPOSITORY_OWNER_ID: '123456',
    GITHUB_API_URL: github.url,
    // Which identity provider is trusted follows from it. The API is that of the sandbox.
    GITHUB_SERVER_URL: 'https://github.com',
    ...(environment.AWS_ENDPOINT_URL ? { AWS_ENDPOINT_URL: environment.AWS_ENDPOINT_URL } : {}),
  };
}

function resultOf(lines: readonly LogLine[], exitCode: number): WorkflowResult {
  const outputs: Record<string, Record<string, string>> = {};
  for (const { job, step, output } of lines) {
    if (job && step && output) (outputs[`${job}.${step}`] ??= {})[output.name] = output.value;
  }
  return {
    succeeded: exitCode === 0,
    jobs: Object.fromEntries(lines.flatMap(({ job, jobResult }) => (job && jobResult ? [[job, jobResult]] : []))),
    outputs,
    summary: lines.flatMap(({ summary }) => summary ?? []).join('\n'),
    log: lines.map(({ text }) => text).join('\n'),
  };
}
