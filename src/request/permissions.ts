import type { Inputs, InputValues } from './inputs';
import type { JobContext } from './job-context';
import type { Words } from './problem';
import type { StatementsSource } from './request';
import type { KnownTarget } from './target';
import { pathInRepository, readRepositoryFile } from './workspace-files';
import { type Arn, formatArn } from '../aws/arn';
import { type Bucket, parseBucket } from '../aws/bucket';
import { parseExtraStatements } from '../iam/generate/permissions/extra-statements';
import { bucketAccessUses, type Parameter, setsThatNeed, setsThatUse } from '../iam/generate/permissions/parameters';
import { PERMISSION_SETS, type PermissionSetName } from '../iam/generate/permissions/policy-document';
import {
  type Located,
  parseEcrRepository,
  parseKeyArn,
  parseNamePattern,
  parseRoleArn,
  parseSecurityGroup,
  parseSubnet,
  parseTopicArn,
} from '../iam/generate/permissions/resource-names';
import type { Statement } from '../iam/policy/document';
import { listed } from '../shared/listed';

const ALL_SETS = Object.keys(PERMISSION_SETS) as PermissionSetName[];

/** The input of each parameter, and what it is expected to be where a permission set needs it. */
const INPUTS_OF_SETS = {
  prefix: { input: 'prefix', what: 'a folder' },
  endpointConfigs: { input: 'endpoint-config', what: 'names of endpoint configurations' },
  models: { input: 'model', what: 'names of models' },
  executionRole: { input: 'execution-role-arn', what: 'the ARN of the role that SageMaker is to run the model with' },
  kmsKey: { input: 'kms-key-arn', what: 'the ARN of a KMS key' },
  ecrRepositories: { input: 'ecr-repository', what: "the ECR repository of the model's image" },
  inferenceComponents: { input: 'inference-component', what: 'names of inference components' },
  output: { input: 'output-bucket', what: 'a bucket for output' },
  notificationTopics: { input: 'notification-topic', what: 'the ARNs of SNS topics' },
  vpcSubnets: { input: 'vpc-subnet', what: 'subnets' },
  vpcSecurityGroups: { input: 'vpc-security-group', what: 'security groups' },
} as const satisfies Readonly<Record<Parameter, { input: keyof InputValues; what: string }>>;

/** What the permission sets are to be about, besides the endpoint and the bucket. */
export function readParameters(inputs: Inputs, target: KnownTarget) {
  const bucketAccess = inputs.values['bucket-access'];
  const endpointConfigs = inputs.takeEach('endpoint-config', (text) =>
    parseNamePattern(text, 'an endpoint configuration'),
  );
  const models = inputs.takeEach('model', (text) => parseNamePattern(text, 'a model'));
  const executionRole = inputs.takeText('execution-role-arn', parseRoleArn);
  const kmsKey = inputs.takeText('kms-key-arn', parseKeyArn);
  const ecrRepositories = inputs.takeEach('ecr-repository', parseEcrRepository);
  const inferenceComponents = inputs.takeEach('inference-component', (text) =>
    parseNamePattern(text, 'an inference component'),
  );
  const output = inputs.takeText('output-bucket', parseBucket);
  const topics = inputs.takeEach('notification-topic', parseTopicArn);
  const subnets = inputs.takeEach('vpc-subnet', parseSubnet);
  const securityGroups = inputs.takeEach('vpc-security-group', parseSecurityGroup);

  for (const parameter of Object.keys(INPUTS_OF_SETS) as Parameter[]) checkNeed(inputs, parameter);
  checkVpc(inputs);
  checkLocations(inputs, { executionRole, kmsKey, ecrRepositories, output, topics, subnets, securityGroups }, target);
  return {
    bucketAccess: bucketAccess.length > 0 ? bucketAccess : undefined,
    endpointConfigs,
    models,
    executionRole: executionRole && formatArn(executionRole),
    kmsKey: kmsKey && formatArn(kmsKey),
    ecrRepositories: ecrRepositories?.map(({ nameOrArn }) => nameOrArn),
    inferenceComponents,
    output: output && { bucket: output.name, prefix: output.prefix },
    notificationTopics: topics?.map(formatArn),
    vpcSubnets: subnets?.map(({ nameOrArn }) => nameOrArn),
    vpcSecurityGroups: securityGroups?.map(({ nameOrArn }) => nameOrArn),
  };
}

/** What the chosen permission sets lack, and what none of them would make use of. */
function checkNeed(inputs: Inputs, parameter: Parameter): void {
  const { values } = inputs;
  const { permissions } = values;
  const { input, what } = INPUTS_OF_SETS[parameter];
  if (values[input].length > 0) {
    const access = { bucketAccess: values['bucket-access'] };
    const isUsed = setsThatUse(parameter, permissions).length > 0 || bucketAccessUses(parameter, access);
    if (!isUsed) inputs.refuse(input, onlyUsers(parameter));
    return;
  }
  const needing = setsThatNeed(parameter, permissions);
  const verb = needing.length === 1 ? 'needs' : 'need';
  if (needing.length > 0) inputs.refuse(input, `${what}, which ${setsInWords(needing)} ${verb}`);
}

function onlyUsers(parameter: Parameter): Words {
  const sets = setsThatUse(parameter, ALL_SETS);
  const isBucketAccess = bucketAccessUses(parameter, { bucketAccess: ['read'] });
  return [
    `nothing, because only ${setsInWords(sets)}`,
    ...(isBucketAccess ? [', and ', { input: 'bucket-access' as const }, ','] : []),
    ` ${sets.length === 1 ? 'makes' : 'make'} use of it`,
  ];
}

function setsInWords(sets: readonly PermissionSetName[]): string {
  return sets.length === 1 ? `the permission set ${sets[0]}` : `the permission sets ${listed(sets, 'and')}`;
}

/**
 * SageMaker takes neither without the other.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html
 */
function checkVpc(inputs: Inputs): void {
  const { 'vpc-subnet': subnets, 'vpc-security-group': groups } = inputs.values;
  if (subnets.length > 0 && groups.length === 0) {
    inputs.refuse('vpc-security-group', ['security groups to go with ', { input: 'vpc-subnet' }]);
  } else if (groups.length > 0 && subnets.length === 0) {
    inputs.refuse('vpc-subnet', ['subnets to go with ', { input: 'vpc-security-group' }]);
  }
}

interface Resources {
  readonly executionRole?: Arn;
  readonly kmsKey?: Arn;
  readonly ecrRepositories?: readonly Located[];
  readonly output?: Bucket;
  readonly topics?: readonly Arn[];
  readonly subnets?: readonly Located[];
  readonly securityGroups?: readonly Located[];
}

/** Roles, keys, images and all the others are to be where the endpoint is. */
function checkLocations(inputs: Inputs, resources: Resources, { region, partition, account }: KnownTarget): void {
  if (!partition) return;
  const { executionRole, kmsKey, output, topics = [] } = resources;
  const isElsewhere = (arn: Arn) => arn.partition !== partition || arn.region !== region;
  if (executionRole && executionRole.partition !== partition) {
    inputs.refuse('execution-role-arn', `a role in the partition ${partition}, which ${region} is in`);
  } else if (executionRole && account && executionRole.account !== account) {
    // A role can't be passed on across accounts.
    inputs.refuse('execution-role-arn', `a role of the account ${account}`);
  }
  if (kmsKey && isElsewhere(kmsKey)) inputs.refuse('kms-key-arn', `a key in ${region}, which is the region`);
  if (output?.partition && output.partition !== partition) {
    inputs.refuse('output-bucket', `a bucket in the partition ${partition}, which ${region} is in`);
  }
  for (const topic of topics.filter(isElsewhere)) {
    inputs.refuse('notification-topic', `topics in ${region}, which is the region, not ${formatArn(topic)}`);
  }
  const located = [
    ['ecr-repository', 'repositories', resources.ecrRepositories],
    ['vpc-subnet', 'subnets', resources.subnets],
    ['vpc-security-group', 'security groups', resources.securityGroups],
  ] as const;
  for (const [input, words, given = []] of located) {
    for (const { nameOrArn, arn } of given) {
      if (!arn || !isElsewhere(arn)) continue;
      inputs.refuse(input, `${words} in ${region}, which is the region, not ${nameOrArn}`);
    }
  }
}

/** The statements that a file in the repository adds to those of the permission sets. */
export function readExtraStatements(
  inputs: Inputs,
  { workspace }: JobContext,
): { readonly extraStatements: readonly Statement[]; readonly extraStatementsSource?: StatementsSource } {
  const path = inputs.values['extra-statements'];
  const text = inputs.takeText('extra-statements', () => readRepositoryFile(path, workspace));
  if (text === undefined) return { extraStatements: [] };

  const { statements, lines, problems } = parseExtraStatements(text);
  for (const problem of problems) inputs.refuse('extra-statements', problem);
  return { extraStatements: statements, extraStatementsSource: { file: pathInRepository(path, workspace), lines } };
}
