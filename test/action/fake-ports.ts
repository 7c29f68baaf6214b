import type { Ports } from '../../src/action/ports';
import { type InputDefinition, type InputName, INPUTS } from '../../src/contract';
import type { WorkflowRunApi } from '../../src/github/workflow-runs';
import { FakeApi } from '../github/fake-api';
import { RUN } from '../report/samples';

export type GivenInputs = Partial<Record<InputName, string>>;

/** Inputs that are enough for a preview. */
export const ENOUGH: GivenInputs = {
  endpoint: 'churn-prod',
  bucket: 'my-models',
  region: 'us-west-2',
  'backend-url': 's3://pulumi-state',
};

/** The runner passes the defaults of action.yml as well. */
export function inputReader(given: GivenInputs): (name: InputName) => string {
  const definitions: Readonly<Record<string, InputDefinition>> = INPUTS;
  return (name) => given[name] ?? ENOUGH[name] ?? definitions[name]!.default ?? '';
}

/** Ports that lead nowhere, and remember what was sent there, in order. */
export class FakePorts implements Ports {
  readonly sent: (readonly [port: string, ...texts: (string | undefined)[]])[] = [];
  readonly outputs: Record<string, string> = {};
  /** What was noted for what runs after the job. */
  readonly saved: Record<string, string> = {};
  readonly api = new FakeApi();
  readonly repository = 'acme/churn';
  readonly run = RUN;
  readonly cancellation = new AbortController();
  readonly signal: AbortSignal = this.cancellation.signal;
  readonly files: Record<string, string> = {};
  environment: NodeJS.ProcessEnv = {};
  secrets: readonly string[] = [];
  event: Ports['event'] = { name: 'pull_request', payload: { pull_request: { number: 7 } } };
  readonly input: Ports['input'];

  readonly log: Ports['log'] = {
    info: (line) => void this.sent.push(['info', line]),
    debug: (line) => void this.sent.push(['debug', line]),
    notice: (line, title) => void this.sent.push(['notice', line, title]),
    warning: (line, title) => void this.sent.push(['warning', line, title]),
    error: (line, title) => void this.sent.push(['error', line, title]),
    group: (title, body) => {
      this.sent.push(['group', title]);
      return body();
    },
  };

  constructor(inputs: GivenInputs = {}) {
    // Jobs of GitHub would be trusted by default, of a repository that events without one don't tell.
    this.input = inputReader({ 'github-token': 'ghs_token', trust: 'sagemaker', ...inputs });
  }

  output: Ports['output'] = (name, value) => {
    this.outputs[name] = value;
  };

  save: Ports['save'] = (name, value) => {
    this.saved[name] = value;
  };

  writeFile: Ports['writeFile'] = async (path, content) => {
    this.files[path] = content;
  };

  summary: Ports['summary'] = async (markdown) => void this.sent.push(['summary', markdown]);
  pullRequests: Ports['pullRequests'] = async (token) => {
    this.sent.push(['pullRequests', token]);
    return this.api;
  };
  /** What GitHub answers about attempts of workflow runs. */
  statusOf: WorkflowRunApi['statusOf'] = async () => 'in_progress';
  workflowRuns: Ports['workflowRuns'] = async (token) => {
    this.sent.push(['workflowRuns', token]);
    return { statusOf: (attempt) => this.statusOf(attempt) };
  };
  readonly tools: Ports['tools'] = async () => {
    this.sent.push(['tools']);
    throw new Error('There is no tool cache here.');
  };

  /** What was sent to a port, its texts side by side. */
  sentTo(port: string): string[] {
    return this.sent.filter(([name]) => name === port).map(([, ...texts]) => texts.filter(Boolean).join(' | '));
  }
}
