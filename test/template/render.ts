import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Project, Testing } from 'projen';
import { parse } from 'yaml';
import { ModelDeploymentIam, type ModelDeploymentIamOptions } from '../../src';

export const CHURN: ModelDeploymentIamOptions = { endpoint: 'churn-prod', bucket: 'my-models', region: 'us-west-2' };

export const THREE: ModelDeploymentIamOptions = {
  ...CHURN,
  modelId: 'churn',
  environments: [
    { name: 'dev', endpoint: 'churn-dev', accountId: '111111111111' },
    { name: 'staging', endpoint: 'churn-staging', accountId: '222222222222' },
    { name: 'prod', accountId: '333333333333', region: 'eu-west-1' },
  ],
};

/** One who has all but one role already. */
export const LEAST: ModelDeploymentIamOptions = {
  ...CHURN,
  backendUrl: 's3://our-state',
  createOidcProvider: false,
  deployRoleArn: 'arn:aws:iam::123456789012:role/ci-deploy',
};

/** Projen deletes the folder that it is in, unless it is told another one. */
export function emptyProject(): Project {
  return new Project({ name: 'churn', outdir: mkdtempSync(join(tmpdir(), 'model-deployment-iam-test-')) });
}

const rendered = new Map<string, Record<string, string>>();

/** @returns the files of a project that has the component, by their paths */
export function filesOf(options: ModelDeploymentIamOptions): Record<string, string> {
  const key = JSON.stringify(options);
  if (!rendered.has(key)) rendered.set(key, render(options));
  return rendered.get(key)!;
}

function render(options: ModelDeploymentIamOptions): Record<string, string> {
  const project = emptyProject();
  new ModelDeploymentIam(project, options);
  return Testing.synth(project, { parseJson: false });
}

export interface RenderedJob {
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly id?: string;
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}

export interface RenderedWorkflow {
  readonly on: Readonly<Record<string, any>>;
  readonly permissions: object;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<Record<string, RenderedJob>>;
}

export type WorkflowName = 'preview' | 'deploy' | 'drift' | 'destroy';

export const WORKFLOWS: readonly WorkflowName[] = ['preview', 'deploy', 'drift', 'destroy'];

export function workflowOf(options: ModelDeploymentIamOptions, name: WorkflowName): RenderedWorkflow {
  const [, text] = Object.entries(filesOf(options)).find(([path]) => path.endsWith(`-${name}.yml`))!;
  return parse(text) as RenderedWorkflow;
}
