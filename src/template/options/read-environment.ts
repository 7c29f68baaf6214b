import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BootstrapParts, Environment, StateInS3 } from './deployment';
import { type InputTexts, inputTexts, optionOf } from './input-options';
import type { EnvironmentOptions, ModelDeploymentIamOptions } from './options';
import { type OwnBucket, ownBucketOf } from './state-place';
import { iamArn, isAccountId, parseArn } from '../../aws/arn';
import { partitionOfRegion } from '../../aws/partition';
import { POLICY_QUOTA } from '../../aws/quota';
import { INPUTS } from '../../contract';
import { PERMISSION_SETS, type PermissionSetName } from '../../iam/generate/permissions/policy-document';
import { usersOf } from '../../iam/generate/trust/users';
import { listMembers } from '../../request/inputs';
import type { Problem } from '../../request/problem';
import { readRequest } from '../../request/read-request';
import type { Request } from '../../request/request';
import { type Backend, stateInS3 } from '../../stack/backend';
import { boundarySize, SOME_ACCOUNT } from '../bootstrap/boundary';

/** The sample file with tests of access. */
export const ACCESS_TESTS = 'access-tests.yml';

/** The name of the only environment, where the user names none. */
export const DEFAULT_ENVIRONMENT = 'production';

interface EnvironmentToRead {
  readonly options: ModelDeploymentIamOptions;
  readonly environment: EnvironmentOptions;
  readonly model: string;
  /** The root of the repository. */
  readonly folder: string;
  readonly isOnly: boolean;
  /** The environments of the repository that were read before it, those of other models among them. */
  readonly before: readonly Environment[];
}

/** @returns the environment, or what is wrong with it */
export function readEnvironment(toRead: EnvironmentToRead): {
  readonly environment?: Environment;
  readonly problems: readonly Problem<unknown>[];
} {
  const { options, environment, folder, isOnly } = toRead;
  const given: InputTexts = { ...sampleInputs(options), ...inputTexts(options), ...inputTexts(environment) };
  const account = accountOf(given, environment.name, isOnly);
  const ownBucket = given['backend-url'] === undefined ? bucketFor(toRead, account, given.region) : undefined;
  const boundary = ownBoundary(toRead, given, account);
  const inputs: InputTexts = {
    ...given,
    ...trustOf(given, environment.name),
    ...(ownBucket ? { 'backend-url': `s3://${ownBucket.name}/${ownBucket.folder}`.replace(/\/$/, '') } : {}),
    ...(boundary ? { 'permissions-boundary': boundary } : {}),
    ...deployRoleOf(toRead, given, account),
  };

  const { request, problems } = check(withoutUnwritten(inputs, options, folder), account, folder);
  const all = [
    // Remedies are for steps of a workflow.
    ...problems.map(({ name, value, expected }) => ({ name: pathOf(optionOf(name), toRead), value, expected })),
    ...roleProblems(environment, options.environments ? `environments.${environment.name}.` : ''),
    ...boundaryProblems(toRead, given, boundary ? request : undefined),
    ...(request ? folderProblems(request, pathOf('backendUrl', toRead)) : []),
  ];
  return all.length > 0 || !request
    ? { problems: all }
    : {
        environment: complete(toRead, inputs, request, { account, ownBucket, hasBoundary: boundary !== undefined }),
        problems: [],
      };
}

/** The role that AWS is asked about is the one that the deployments assume. */
function deployRoleOf(toRead: EnvironmentToRead, given: InputTexts, account: string): InputTexts {
  if (!listMembers(given.verify ?? '').includes('deploy-role')) return {};
  const partition = partitionOfRegion(given.region ?? '');
  const place = { partition: partition.ok ? partition.value : 'aws', account, path: '/' } as const;
  const own = iamArn('role', { ...place, name: `${slugOf(toRead)}-access-deploy` });
  return { 'deploy-role-arn': toRead.environment.deployRoleArn ?? own };
}

/** The workflows ask the tests that the repository has from the first commit on. */
function sampleInputs({ samples = true }: ModelDeploymentIamOptions): InputTexts {
  return samples ? { 'access-tests': ACCESS_TESTS } : {};
}

/** A sample is written after the options are checked. */
function withoutUnwritten(
  inputs: InputTexts,
  { samples = true }: ModelDeploymentIamOptions,
  folder: string,
): InputTexts {
  const isUnwritten = samples && inputs['access-tests'] === ACCESS_TESTS && !existsSync(join(folder, ACCESS_TESTS));
  return isUnwritten ? { ...inputs, 'access-tests': '' } : inputs;
}

function bucketFor(
  { options, environment, model, folder: root }: EnvironmentToRead,
  account: string,
  region: string | undefined,
): OwnBucket {
  const ownFolder = environment.ownStateFolder ?? options.ownStateFolder;
  return ownBucketOf({ model, environment: environment.name, account, region, root, ownFolder });
}

/** Whom the role is for, unless the user says otherwise: as for the Action, but for jobs in the environment only. */
function trustOf(given: InputTexts, environment: string): InputTexts {
  const sets = listMembers(given.permissions ?? INPUTS.permissions.default).filter(isPermissionSet);
  const trust = given.trust ?? usersOf(sets).join(', ');
  const names = ['github-ref', 'github-environment', 'github-pull-requests', 'github-subject'] as const;
  const isNamed = names.some((name) => given[name] !== undefined);
  return { trust, ...(listMembers(trust).includes('github') && !isNamed ? { 'github-environment': environment } : {}) };
}

function isPermissionSet(name: string): name is PermissionSetName {
  return Object.hasOwn(PERMISSION_SETS, name);
}

/** What the Action would say of the inputs in `up`, the command with the most demands. */
function check(inputs: InputTexts, account: string, folder: string) {
  const texts: Readonly<Record<string, string | undefined>> = { ...inputs, command: 'up' };
  return readRequest({
    // An account that a variable has is not known here.
    input: (name) => (texts[name] ?? '').replaceAll(account, account.startsWith('$') ? SOME_ACCOUNT : account),
    environment: {
      RUNNER_ENVIRONMENT: 'github-hosted',
      GITHUB_WORKSPACE: folder,
      // The workflows tell which repository this is; here any will do.
      GITHUB_REPOSITORY: /^[^@]+$/.exec(inputs['github-repository'] ?? '')?.[0] ?? 'owner/name',
      GITHUB_REPOSITORY_ID: '1',
      GITHUB_REPOSITORY_OWNER_ID: '1',
      // The workflows pass on what the repository's secret has, where the state is in Pulumi Cloud by name.
      PULUMI_ACCESS_TOKEN: inputs['backend-url'] && 'the secret',
    },
  });
}

function complete(
  toRead: EnvironmentToRead,
  inputs: InputTexts,
  request: Request,
  { account, ownBucket, hasBoundary }: { account: string; ownBucket?: OwnBucket; hasBoundary: boolean },
): Environment {
  const { options, environment } = toRead;
  const slug = slugOf(toRead);
  const { target, name, backend } = request;
  const { partition, region, endpoint } = target;
  const roleArn = (purpose: string) => `arn:${partition}:iam::${account}:role/${slug}-access-${purpose}`;
  return {
    name: environment.name,
    slug,
    inputs,
    request,
    endpoint,
    region,
    partition,
    account,
    access: name,
    previewRoleArn: environment.previewRoleArn ?? roleArn('preview'),
    deployRoleArn: environment.deployRoleArn ?? roleArn('deploy'),
    stateBucket: ownBucket?.name,
    state: ownBucket
      ? { bucket: ownBucket.name, folder: ownBucket.folder }
      : stateNamed(backend, environment.stateAccountId ?? options.stateAccountId),
    isStateAtFormerPlace: ownBucket?.isFormer ?? false,
    creates: { ...partsToCreate(toRead, account, ownBucket?.name), boundary: hasBoundary },
    usesPulumiCloud: backend.isPulumiCloud,
  };
}

function stateNamed(backend: Backend, account: string | undefined): StateInS3 | undefined {
  const named = stateInS3(backend);
  return named && { bucket: named.bucket, folder: named.prefix, account };
}

/** What is not there already: an account has one OIDC provider, and the name of a bucket is one bucket's. */
function partsToCreate(
  { options, environment, before }: EnvironmentToRead,
  account: string,
  stateBucket: string | undefined,
): Omit<BootstrapParts, 'boundary'> {
  const previewRole = environment.previewRoleArn === undefined;
  const deployRole = environment.deployRoleArn === undefined;
  const isWanted = (option: 'createOidcProvider' | 'createStateBucket') =>
    environment[option] ?? options[option] ?? true;
  const hasProvider = before.some((other) => other.account === account && other.creates.oidcProvider);
  const hasBucket = before.some((other) => other.stateBucket === stateBucket && other.creates.stateBucket);
  return {
    oidcProvider: isWanted('createOidcProvider') && (previewRole || deployRole) && !hasProvider,
    stateBucket: isWanted('createStateBucket') && stateBucket !== undefined && !hasBucket,
    previewRole,
    deployRole,
  };
}

function slugOf({ environment, model, isOnly }: EnvironmentToRead): string {
  return isOnly ? model : `${model}-${String(environment.name).toLowerCase()}`;
}

/**
 * The boundary that the bootstrap makes. It binds only who can't leave it out, so that it takes a deploy role whose policy says
 * so: one of the user's own may not.
 *
 * @returns its ARN, if there is one
 */
function ownBoundary(toRead: EnvironmentToRead, given: InputTexts, account: string): string | undefined {
  const isWanted = toRead.environment.deployRoleArn === undefined && !mayGrantAnything(toRead);
  const isKnown = account.startsWith('$') || isAccountId(account);
  if (given['permissions-boundary'] !== undefined || !isWanted || !isKnown) return undefined;
  const partition = partitionOfRegion(given.region ?? '');
  const name = `${slugOf(toRead)}-access-boundary`;
  return iamArn('policy', { partition: partition.ok ? partition.value : 'aws', account, path: '/', name });
}

function mayGrantAnything({ options, environment }: EnvironmentToRead): boolean {
  return environment.deploymentsMayGrantAnything ?? options.deploymentsMayGrantAnything ?? false;
}

/** @param bounded what the bootstrap makes a boundary of, if it makes one */
function boundaryProblems(toRead: EnvironmentToRead, given: InputTexts, bounded?: Request): Problem<unknown>[] {
  const name = pathOf('permissionsBoundary', toRead);
  const value = given['permissions-boundary'];
  if (value !== undefined && mayGrantAnything(toRead)) {
    return [
      { name, value, expected: 'nothing with deploymentsMayGrantAnything, which says that there is no boundary' },
    ];
  }
  const size = bounded ? boundarySize(bounded) : 0;
  const expected = `a policy of your own, because the one of what the options grant would have ${size} of ${POLICY_QUOTA} characters`;
  return size > POLICY_QUOTA ? [{ name, expected }] : [];
}

/** The account that the user names, in whatever way, or the variable of the repository that is to have it. */
function accountOf(inputs: InputTexts, environment: string, isOnly: boolean): string {
  const arn = parseArn(inputs.endpoint ?? '');
  const suffix = isOnly ? '' : `_${String(environment).toUpperCase().replace(/\W/g, '_')}`;
  const variable = `\${{ vars.AWS_ACCOUNT_ID${suffix} }}`;
  return inputs['account-id'] ?? (arn.ok && arn.value.account ? arn.value.account : variable);
}

/** What an environment has from the model is wrong there, and not in the environment. */
function pathOf(option: string, { options, environment }: EnvironmentToRead): string {
  const isOwn = (environment as unknown as Record<string, unknown>)[option] !== undefined;
  return options.environments && isOwn ? `environments.${environment.name}.${option}` : option;
}

/** The policies of the roles have the folder in them. */
function folderProblems({ backend }: Request, name: string): Problem<unknown>[] {
  const { prefix = '' } = stateInS3(backend) ?? {};
  const expected = 'a folder in S3 without * ? and $, which have a meaning of their own in policies';
  return /[*?$]/.test(prefix) ? [{ name, value: backend.url, expected }] : [];
}

function roleProblems(environment: EnvironmentOptions, path: string): Problem<unknown>[] {
  return (['previewRoleArn', 'deployRoleArn'] as const).flatMap((option) => {
    const value = environment[option];
    if (value === undefined) return [];
    const arn = parseArn(String(value));
    return arn.ok && arn.value.service === 'iam' && arn.value.resource.startsWith('role/')
      ? []
      : [{ name: path + option, value, expected: 'the ARN of a role, arn:PARTITION:iam::ACCOUNT:role/NAME' }];
  });
}
