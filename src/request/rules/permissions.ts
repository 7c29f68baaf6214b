import { type BrokenRule, broken } from './broken-rule';
import type { Parts } from './parts';
import { PERMISSION_SETS, type PermissionSetName } from '../../iam/generate/permissions';
import { bucketAccessUses, type Parameter, setsThatNeed, setsThatUse } from '../../iam/generate/permissions/parameters';
import type { InputValues } from '../inputs';

const ALL_SETS = Object.keys(PERMISSION_SETS) as PermissionSetName[];

/** The input of each parameter, and what it is expected to be where a permission set needs it. */
const INPUTS_OF_SETS = {
  prefix: { input: 'prefix', what: 'a folder' },
  endpointConfigs: { input: 'endpoint-config', what: 'names of endpoint configurations' },
  models: { input: 'model', what: 'names of models' },
  executionRole: { input: 'execution-role-arn', what: 'the ARN of the role that SageMaker is to run the model with' },
  kmsKey: { input: 'kms-key-arn', what: 'the ARN of a KMS key' },
  ecrRepositories: { input: 'ecr-repository', what: "the ECR repository of the model's image" },
} as const satisfies Readonly<Record<Parameter, { input: keyof InputValues; what: string }>>;

/** What the chosen permission sets lack, and what none of them would make use of. */
export function brokenPermissionRules(inputs: InputValues, { bucketAccess }: Parts): BrokenRule[] {
  const { permissions } = inputs;
  return (Object.keys(INPUTS_OF_SETS) as Parameter[]).flatMap((parameter) => {
    const { input, what } = INPUTS_OF_SETS[parameter];
    if (inputs[input].length === 0) {
      const needing = setsThatNeed(parameter, permissions);
      return needing.length > 0 ? [broken(input, `${what}, which ${setsInWords(needing)}`)] : [];
    }
    const isUsed = setsThatUse(parameter, permissions).length > 0 || bucketAccessUses(parameter, { bucketAccess });
    return isUsed ? [] : [broken(input, `nothing, because only ${usersInWords(parameter)}`)];
  });
}

function setsInWords(sets: readonly PermissionSetName[]): string {
  return sets.length === 1 ? `the permission set ${sets[0]} needs` : `the permission sets ${listed(sets)} need`;
}

function usersInWords(parameter: Parameter): string {
  const sets = setsThatUse(parameter, ALL_SETS);
  const words = sets.length === 1 ? `the permission set ${sets[0]} makes` : `the permission sets ${listed(sets)} make`;
  const access = bucketAccessUses(parameter, { bucketAccess: ['read'] }) ? ', and bucket-access,' : '';
  return `${words.replace(/ (makes?)$/, `${access} $1`)} use of it`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Roles, keys and images are to be where the endpoint is. */
export function misplacedResourceRules(region: string, parts: Parts): BrokenRule[] {
  const { partition, executionRole, kmsKey, ecrRepositories = [] } = parts;
  if (!partition) return [];
  const rules: BrokenRule[] = [];
  const own = parts.account ?? parts.endpoint?.arn?.account;
  if (executionRole && executionRole.partition !== partition) {
    rules.push(broken('execution-role-arn', `a role in the partition ${partition}, which ${region} is in`));
  } else if (executionRole && own && executionRole.account !== own) {
    // A role can't be passed on across accounts.
    rules.push(broken('execution-role-arn', `a role of the account ${own}`));
  }
  if (kmsKey && (kmsKey.partition !== partition || kmsKey.region !== region)) {
    rules.push(broken('kms-key-arn', `a key in ${region}, which is the region`));
  }
  for (const { nameOrArn, arn } of ecrRepositories) {
    if (arn && (arn.partition !== partition || arn.region !== region)) {
      rules.push(broken('ecr-repository', `repositories in ${region}, which is the region, not ${nameOrArn}`));
    }
  }
  return rules;
}
