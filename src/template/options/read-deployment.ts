import type { Deployment, Environment } from './deployment';
import type { EnvironmentOptions, ModelDeploymentIamOptions } from './options';
import { brokenTemplateRules, collisions, isListOfObjects, ownBoundaries, ownCiRoles } from './own-rules';
import { throwIfAny } from './problem';
import { DEFAULT_ENVIRONMENT, readEnvironment } from './read-environment';
import { parseEndpoint } from '../../aws/endpoint';
import type { Problem } from '../../request/problem';

const MAX_MODEL = 32;

/**
 * Reads the options, and checks them as the Action would check the inputs that they become.
 *
 * @param folder the root of the repository
 * @param others the environments of other models in it
 * @param found what is wrong besides
 * @throws Error that names everything that is wrong
 */
export function readDeployment(
  options: ModelDeploymentIamOptions,
  folder: string,
  others: readonly Environment[] = [],
  found: readonly Problem<unknown>[] = [],
): Deployment {
  const { deployment, problems } = checkedDeployment(options, folder, others);
  throwIfAny([...found, ...problems]);
  return deployment;
}

/**
 * The same for who words problems in their own way.
 *
 * @returns a deployment that counts only where there is no problem
 */
export function checkedDeployment(
  options: ModelDeploymentIamOptions,
  folder: string,
  others: readonly Environment[] = [],
): { readonly deployment: Deployment; readonly problems: readonly Problem<unknown>[] } {
  const model = options.modelId ?? modelOf(options.endpoint);
  const given =
    isListOfObjects(options.environments) && options.environments.length > 0
      ? options.environments
      : [defaultEnvironment(options)];
  const environments: Environment[] = [];
  const problems: Problem<unknown>[] = [];
  for (const environment of given) {
    const before = [...others, ...environments];
    const read = readEnvironment({ options, environment, model, folder, isOnly: given.length === 1, before });
    if (read.environment) environments.push(read.environment);
    problems.push(...read.problems);
  }

  return {
    deployment: {
      model,
      environments,
      defaultBranch: options.defaultBranch ?? 'main',
      driftSchedule: options.driftSchedule ?? '17 5 * * *',
      codeScanning: options.codeScanning ?? false,
      reportArtifact: options.reportArtifact ?? false,
      runsOn: options.runsOn ?? 'ubuntu-latest',
    },
    problems: [
      ...brokenTemplateRules(options, model),
      ...problems,
      ...collisions(environments, others),
      ...ownCiRoles([...others, ...environments]),
      ...ownBoundaries([...others, ...environments]),
    ],
  };
}

/** The endpoint's name in the letters of a model's, and no longer than that may be. */
function modelOf(endpoint: unknown): string {
  const parsed = parseEndpoint(String(endpoint));
  const name = parsed.ok ? parsed.value.name : 'model';
  return name.toLowerCase().slice(0, MAX_MODEL).replace(/-+$/, '');
}

function defaultEnvironment({ previewRoleArn, deployRoleArn }: ModelDeploymentIamOptions): EnvironmentOptions {
  return { name: DEFAULT_ENVIRONMENT, previewRoleArn, deployRoleArn };
}
