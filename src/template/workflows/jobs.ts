import { NO_FILES, reportFilesOf } from './report-files';
import { accessStep, accountSteps, assumeRole, CHECKOUT, EXPLAIN_REFUSAL } from './steps';
import type { ActionCommand } from '../../iam/generate/action-permissions';
import { type Deployment, type Environment, hasSeveralEnvironments } from '../options/deployment';

/** What a job of a workflow consists of, in GitHub's own keys. */
export type Job = Readonly<Record<string, unknown>>;

/** @returns the id of the environment's job of a kind; the only environment needs no name in it */
export function jobId(kind: string, environment: Environment, deployment: Deployment): string {
  return hasSeveralEnvironments(deployment) ? `${kind}-${environment.name.toLowerCase()}` : kind;
}

/** @returns one job for each environment */
export function jobsOf(
  kind: string,
  deployment: Deployment,
  job: (environment: Environment) => Job,
): Record<string, Job> {
  return Object.fromEntries(
    deployment.environments.map((environment) => [jobId(kind, environment, deployment), job(environment)]),
  );
}

/** A job that runs the Action. Those that change the stack run in the environment, which may ask for an approval. */
export function accessJob(
  command: ActionCommand,
  environment: Environment,
  deployment: Deployment,
  more: {
    readonly conditions?: Job;
    readonly permissions?: Job;
    readonly outputs?: readonly string[];
    readonly firstSteps?: readonly object[];
  } = {},
): Job {
  const isWriting = command === 'up' || command === 'destroy';
  const files = command === 'preview' || command === 'up' ? reportFilesOf(environment, deployment) : NO_FILES;
  return {
    ...more.conditions,
    'runs-on': deployment.runsOn,
    'timeout-minutes': 15,
    ...(isWriting ? { environment: environment.name } : {}),
    // To look up whether the run that holds a lock is over.
    permissions: {
      contents: 'read',
      'id-token': 'write',
      ...(isWriting ? { actions: 'read' } : {}),
      ...more.permissions,
      ...files.permissions,
    },
    ...(more.outputs ? { outputs: outputsOf(more.outputs) } : {}),
    steps: [
      ...(more.firstSteps ?? []),
      ...accountSteps(environment),
      CHECKOUT,
      assumeRole(isWriting ? environment.deployRoleArn : environment.previewRoleArn, environment),
      EXPLAIN_REFUSAL,
      accessStep(command, environment, files.inputs),
      ...files.steps,
    ],
  };
}

function outputsOf(names: readonly string[]): Job {
  return Object.fromEntries(names.map((name) => [name, `\${{ steps.access.outputs.${name} }}`]));
}
