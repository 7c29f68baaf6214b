import type { Environment } from './deployment';
import { INPUT_OPTIONS } from './input-options';
import { nearestOf } from './nearest';
import type { AccountOptions, EnvironmentOptions, ModelDeploymentIamOptions } from './options';
import type { Problem } from '../../request/problem';

/** Rules on the options that are no inputs of the Action. */

const ENVIRONMENT_OPTIONS = [
  ...['name', 'previewRoleArn', 'deployRoleArn', 'createOidcProvider', 'createStateBucket'],
  ...['deploymentsMayGrantAnything', 'ownStateFolder', 'stateAccountId'],
] as const satisfies readonly (keyof EnvironmentOptions)[];
const MODEL_OPTIONS = [
  ...['modelId', 'environments', 'previewRoleArn', 'deployRoleArn', 'createOidcProvider', 'createStateBucket'],
  ...['deploymentsMayGrantAnything', 'ownStateFolder', 'stateAccountId'],
  ...['driftSchedule', 'defaultBranch', 'codeScanning', 'reportArtifact', 'runsOn', 'samples'],
] as const satisfies readonly (keyof ModelDeploymentIamOptions)[];

const ACCOUNT_FLAGS = [
  ...['createOidcProvider', 'createStateBucket', 'deploymentsMayGrantAnything', 'ownStateFolder'],
] as const satisfies readonly (keyof AccountOptions)[];

/** The options of the template, those for inputs among them. */
export const OPTION_NAMES: readonly string[] = [...INPUT_OPTIONS.map(({ option }) => option), ...MODEL_OPTIONS];

export function brokenTemplateRules(options: ModelDeploymentIamOptions, model: string): Problem<unknown>[] {
  const { environments, driftSchedule, defaultBranch, runsOn } = options;
  const several = (environments?.length ?? 0) > 0;
  return [
    ...unknownOptions(options, OPTION_NAMES, ''),
    rule('modelId', model, matches(model, /^[a-z0-9](-?[a-z0-9])*$/) && model.length <= 32, MODEL),
    rule('driftSchedule', driftSchedule, isCron(driftSchedule ?? '0 0 * * *'), CRON),
    rule('defaultBranch', defaultBranch, matches(defaultBranch ?? 'main', /^[\w./-]+$/), 'the name of a branch'),
    rule('runsOn', runsOn, matches(runsOn ?? 'any', /^[\w.-]+$/), "a runner's label, such as ubuntu-latest"),
    rule('stateAccountId', options.stateAccountId, matches(options.stateAccountId ?? ANY_ACCOUNT, /^\d{12}$/), ACCOUNT),
    ...flags(options, ['samples', 'codeScanning', 'reportArtifact', ...ACCOUNT_FLAGS], ''),
    rule('environments', environments, environments === undefined || isListOfObjects(environments), ENVIRONMENTS),
    ...(['previewRoleArn', 'deployRoleArn'] as const).map((name) =>
      rule(name, options[name], !several || options[name] === undefined, 'nothing: each environment has its own'),
    ),
    ...environmentRules(isListOfObjects(environments) ? environments : []),
  ].filter((problem) => problem !== undefined);
}

const ANY_ACCOUNT = '000000000000';
const ACCOUNT = "an AWS account's twelve digits, in quotes";
const MODEL = 'a word of at most 32 lower-case letters, digits and single hyphens between them';
const CRON = "a cron expression of five parts, such as '17 5 * * *'";
const ENVIRONMENTS = 'a list of objects, each with a name';
const ENVIRONMENT = 'a name of at most 16 letters, digits, - and _ that starts with a letter';

function environmentRules(environments: readonly EnvironmentOptions[]): (Problem<unknown> | undefined)[] {
  const names = environments.map(({ name }) => String(name).toLowerCase());
  return environments.flatMap((environment, index) => [
    rule('environments.name', environment.name, matches(environment.name, /^[A-Za-z][\w-]{0,15}$/), ENVIRONMENT),
    rule(
      'environments.name',
      environment.name,
      names.indexOf(names[index]!) === index,
      'a name that no other environment has, without regard to case',
    ),
    ...flags(environment, ACCOUNT_FLAGS, `environments.${environment.name}.`),
    rule(
      `environments.${environment.name}.stateAccountId`,
      environment.stateAccountId,
      matches(environment.stateAccountId ?? ANY_ACCOUNT, /^\d{12}$/),
      ACCOUNT,
    ),
    ...unknownOptions(
      environment,
      [...INPUT_OPTIONS.map(({ option }) => option), ...ENVIRONMENT_OPTIONS],
      `environments.${environment.name}.`,
    ),
  ]);
}

function flags<Options extends object>(options: Options, names: readonly (keyof Options & string)[], path: string) {
  return names.map((name) =>
    rule(path + name, options[name], ['boolean', 'undefined'].includes(typeof options[name]), 'true or false'),
  );
}

function unknownOptions(options: object, known: readonly string[], path: string): Problem<unknown>[] {
  return Object.keys(options)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const nearest = nearestOf(name, known);
      const expected = nearest ? `an option that exists, such as ${nearest}` : `one of the options ${known.join(', ')}`;
      return { name: path + name, expected };
    });
}

/** @returns whether environments can be read from it */
export function isListOfObjects(value: unknown): value is readonly EnvironmentOptions[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null);
}

/** Options that come from JavaScript or the command line may be of any type. */
function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function rule(name: string, value: unknown, holds: boolean, expected: string): Problem<unknown> | undefined {
  return holds ? undefined : { name, value, expected };
}

/** Every part is `*`, numbers, ranges or a step; GitHub checks the numbers. */
function isCron(text: unknown): boolean {
  const parts = typeof text === 'string' ? text.split(' ') : [];
  return parts.length === 5 && parts.every((part) => /^[\dA-Za-z*]+([-/,][\dA-Za-z*]+)*$/.test(part));
}

/** A role of the workflows that they could change as if it were the model's. */
export function ownCiRoles(environments: readonly Environment[]): Problem<unknown>[] {
  const roles = environments.flatMap(({ account, previewRoleArn, deployRoleArn }) =>
    [previewRoleArn, deployRoleArn].map((arn) => placeOf(account, arn.replace(/^.*\//, ''))),
  );
  return environments
    .filter(({ account, access }) => roles.includes(placeOf(account, access)))
    .map(({ access }) => ({
      name: 'roleName',
      value: access,
      expected: 'another name than that of a role of the workflows',
    }));
}

function placeOf(account: string, name: string): string {
  return `${account}/${name.toLowerCase()}`;
}

/** A boundary that the deployments of another environment could write as if it were its model's policy. */
export function ownBoundaries(environments: readonly Environment[]): Problem<unknown>[] {
  const boundaries = environments.flatMap(({ account, inputs: { 'permissions-boundary': arn = '' } }) =>
    arn.includes(`:${account}:`) ? [placeOf(account, arn.replace(/^.*\//, ''))] : [],
  );
  return environments
    .filter(({ account, access }) => boundaries.includes(placeOf(account, access)))
    .map(({ access }) => ({
      name: 'roleName',
      value: access,
      expected: "another name than that of an environment's boundary, because the policy has it too",
    }));
}

/**
 * Two environments that would change the same role, whichever model they are of. IAM has no regions, so another region is no
 * difference.
 *
 * @param others the environments of other models
 */
export function collisions(environments: readonly Environment[], others: readonly Environment[]): Problem<unknown>[] {
  const all = [...others, ...environments];
  const places = all.map(({ account, access }) => placeOf(account, access));
  return environments.flatMap((environment) => {
    const { name, slug, account, access } = environment;
    const first = all[places.indexOf(placeOf(account, access))]!;
    // What is there twice as a whole is told as such.
    if (first.slug === slug) return [];
    const [path, other] = others.includes(first)
      ? ['roleName', `${first.slug}`]
      : [`environments.${name}.roleName`, first.name];
    return [{ name: path, value: access, expected: `another name than in ${other}, which is in the same account` }];
  });
}
