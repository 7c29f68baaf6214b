import { itRefuses, problemsOf, read } from './problems';
import type { GivenInputs } from '../action/fake-ports';

const ROLE = 'arn:aws:iam::123456789012:role/churn-execution';
const KEY = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const IMAGES_OF_AWS = 'arn:aws:ecr:us-west-2:763104351884:repository/pytorch-inference';
const NEEDS_ROLE =
  'execution-role-arn: the ARN of the role that SageMaker is to run the model with, which the permission set release needs';
const NEEDS_IMAGE = "ecr-repository: the ECR repository of the model's image, which the permission set execution needs";

const TOPIC = 'arn:aws:sns:us-west-2:123456789012:churn-answers';
const SUBNET = 'subnet-0123456789abcdef0';
const SHARED_SUBNET = 'arn:aws:ec2:us-west-2:210987654321:subnet/subnet-0fedcba9876543210';
const GROUP = 'sg-0123456789abcdef0';

const SETS = 'deploy, baseline, invoke, observe, release, execution, inference-components or tags';

itRefuses('permissions', {
  [SETS]: [','],
  [`${SETS}, not admin`]: ['admin'],
  [`${SETS}, not admin, root`]: ['deploy, admin root'],
});

it('takes all there is to say about the permission sets into the target', () => {
  const { request, problems } = read({
    permissions: 'release, execution, inference-components',
    'bucket-access': 'list read',
    'endpoint-config': 'churn-prod-*, blue',
    model: 'xgboost-*',
    'execution-role-arn': ROLE,
    'kms-key-arn': KEY,
    'ecr-repository': `churn ${IMAGES_OF_AWS}`,
    'inference-component': 'llama-*',
    'output-bucket': 'my-answers/churn',
    'notification-topic': TOPIC,
    'vpc-subnet': `${SUBNET} ${SHARED_SUBNET}`,
    'vpc-security-group': GROUP,
  });
  expect(problems).toEqual([]);
  expect(request).toMatchObject({
    permissions: ['release', 'execution', 'inference-components'],
    target: {
      bucketAccess: ['list', 'read'],
      endpointConfigs: ['churn-prod-*', 'blue'],
      models: ['xgboost-*'],
      executionRole: ROLE,
      kmsKey: KEY,
      ecrRepositories: ['churn', IMAGES_OF_AWS],
      inferenceComponents: ['llama-*'],
      output: { bucket: 'my-answers', prefix: 'churn/' },
      notificationTopics: [TOPIC],
      vpcSubnets: [SUBNET, SHARED_SUBNET],
      vpcSecurityGroups: [GROUP],
    },
  });
});

it.each<[string, GivenInputs, readonly string[]]>([
  ['release without a role', { permissions: 'release' }, [NEEDS_ROLE]],
  ['release with a role', { permissions: 'release', 'execution-role-arn': ROLE }, []],
  ['execution without an image', { permissions: 'execution' }, [NEEDS_IMAGE]],
  ['execution with an image', { permissions: 'execution', 'ecr-repository': 'churn' }, []],
  ['both without either', { permissions: 'execution release' }, [NEEDS_ROLE, NEEDS_IMAGE]],
  ['sets that need nothing', { permissions: 'deploy baseline invoke observe inference-components tags' }, []],
])('asks for what the chosen sets need: %s', (_, inputs, problems) => {
  expect(problemsOf(inputs)).toEqual(problems);
});

const ONLY = {
  prefix:
    'prefix: nothing, because only the permission sets deploy, baseline and execution, and bucket-access, make use of it',
  config: 'endpoint-config: nothing, because only the permission sets deploy, observe, release and tags make use of it',
  model: 'model: nothing, because only the permission sets observe, release and tags make use of it',
  role: 'execution-role-arn: nothing, because only the permission set release makes use of it',
  key: 'kms-key-arn: nothing, because only the permission sets deploy, baseline, release and execution, and bucket-access, make use of it',
  image: 'ecr-repository: nothing, because only the permission set execution makes use of it',
  component:
    'inference-component: nothing, because only the permission sets invoke, inference-components and tags make use of it',
  output: 'output-bucket: nothing, because only the permission set execution makes use of it',
  topic: 'notification-topic: nothing, because only the permission set execution makes use of it',
  subnet: 'vpc-subnet: nothing, because only the permission set execution makes use of it',
  group: 'vpc-security-group: nothing, because only the permission set execution makes use of it',
};

it.each<[GivenInputs, readonly string[]]>([
  [{ permissions: 'invoke', prefix: 'churn/' }, [ONLY.prefix]],
  [{ permissions: 'invoke', prefix: 'churn/', 'bucket-access': 'list' }, []],
  [{ permissions: 'baseline', prefix: 'churn/' }, []],
  [{ permissions: 'baseline', 'endpoint-config': 'churn-*' }, [ONLY.config]],
  [{ permissions: 'deploy', 'endpoint-config': 'churn-*' }, []],
  [{ permissions: 'deploy', model: 'churn-*' }, [ONLY.model]],
  [{ permissions: 'observe', model: 'churn-*' }, []],
  [{ permissions: 'deploy', 'execution-role-arn': ROLE }, [ONLY.role]],
  [{ permissions: 'observe', 'kms-key-arn': KEY }, [ONLY.key]],
  [{ permissions: 'observe', 'kms-key-arn': KEY, 'bucket-access': 'list' }, [ONLY.key]],
  [{ permissions: 'observe', 'kms-key-arn': KEY, 'bucket-access': 'read' }, []],
  [{ permissions: 'deploy', 'kms-key-arn': KEY }, []],
  [{ permissions: 'deploy', 'ecr-repository': 'churn' }, [ONLY.image]],
  [{ permissions: 'invoke', bucket: 'my-models/churn' }, []],
  [{ permissions: 'tags', 'endpoint-config': 'blue-*', model: 'churn-*' }, []],
  [{ permissions: 'deploy', 'inference-component': 'llama-*' }, [ONLY.component]],
  [{ permissions: 'invoke', 'inference-component': 'llama-*' }, []],
  [
    { permissions: 'release', 'execution-role-arn': ROLE, 'output-bucket': 'my-answers', 'notification-topic': TOPIC },
    [ONLY.output, ONLY.topic],
  ],
  [{ permissions: 'deploy', 'vpc-subnet': SUBNET, 'vpc-security-group': GROUP }, [ONLY.subnet, ONLY.group]],
  [
    { permissions: 'invoke', model: 'churn-*', 'execution-role-arn': ROLE, 'ecr-repository': 'churn' },
    [ONLY.model, ONLY.role, ONLY.image],
  ],
])('tells what would do nothing: %j', (inputs, problems) => {
  expect(problemsOf(inputs)).toEqual(problems);
});

const RELEASE: GivenInputs = { permissions: 'release', 'execution-role-arn': ROLE };
const EXECUTION: GivenInputs = { permissions: 'execution', 'ecr-repository': 'churn' };

it.each<[string, GivenInputs, string]>([
  [
    'a role in another partition',
    { ...RELEASE, 'execution-role-arn': ROLE.replace('aws', 'aws-cn') },
    'execution-role-arn: a role in the partition aws, which us-west-2 is in',
  ],
  [
    'a role of another account',
    { ...RELEASE, 'account-id': '210987654321' },
    'execution-role-arn: a role of the account 210987654321',
  ],
  [
    "a role of another account than the endpoint's",
    { ...RELEASE, endpoint: 'arn:aws:sagemaker:us-west-2:210987654321:endpoint/churn' },
    'execution-role-arn: a role of the account 210987654321',
  ],
  [
    'a key in another region',
    { 'kms-key-arn': KEY.replace('us-west-2', 'us-east-1') },
    'kms-key-arn: a key in us-west-2, which is the region',
  ],
  [
    'a key in another partition',
    { 'kms-key-arn': KEY.replace('aws', 'aws-cn') },
    'kms-key-arn: a key in us-west-2, which is the region',
  ],
  [
    'images in another partition',
    { ...EXECUTION, 'ecr-repository': IMAGES_OF_AWS.replace('aws', 'aws-cn') },
    `ecr-repository: repositories in us-west-2, which is the region, not ${IMAGES_OF_AWS.replace('aws', 'aws-cn')}`,
  ],
  [
    'topics in another region',
    { ...EXECUTION, 'notification-topic': TOPIC.replace('us-west-2', 'us-east-1') },
    `notification-topic: topics in us-west-2, which is the region, not ${TOPIC.replace('us-west-2', 'us-east-1')}`,
  ],
  [
    'output in another partition',
    { ...EXECUTION, 'output-bucket': 'arn:aws-cn:s3:::my-answers' },
    'output-bucket: a bucket in the partition aws, which us-west-2 is in',
  ],
  [
    'subnets in another region',
    { ...EXECUTION, 'vpc-security-group': GROUP, 'vpc-subnet': SHARED_SUBNET.replace('us-west-2', 'us-east-1') },
    `vpc-subnet: subnets in us-west-2, which is the region, not ${SHARED_SUBNET.replace('us-west-2', 'us-east-1')}`,
  ],
  [
    'security groups in another partition',
    {
      ...EXECUTION,
      'vpc-subnet': SUBNET,
      'vpc-security-group': `arn:aws-cn:ec2:us-west-2:123456789012:security-group/${GROUP}`,
    },
    `vpc-security-group: security groups in us-west-2, which is the region, not arn:aws-cn:ec2:us-west-2:123456789012:security-group/${GROUP}`,
  ],
  [
    'images in another region',
    { ...EXECUTION, 'ecr-repository': `churn ${IMAGES_OF_AWS.replace('us-west-2', 'us-east-1')}` },
    `ecr-repository: repositories in us-west-2, which is the region, not ${IMAGES_OF_AWS.replace('us-west-2', 'us-east-1')}`,
  ],
])('refuses %s', (_, inputs, problem) => {
  expect(problemsOf(inputs)).toEqual([problem]);
});

it.each<[GivenInputs, string]>([
  [{ 'vpc-subnet': SUBNET }, 'vpc-security-group: security groups to go with vpc-subnet'],
  [{ 'vpc-security-group': GROUP }, 'vpc-subnet: subnets to go with vpc-security-group'],
])('takes subnets and security groups together only: %j', (inputs, problem) => {
  expect(problemsOf({ ...EXECUTION, ...inputs })).toEqual([problem]);
});

it('takes keys and images of other accounts', () => {
  expect(problemsOf({ 'account-id': '210987654321', 'kms-key-arn': KEY })).toEqual([]);
  expect(problemsOf({ ...EXECUTION, 'account-id': '210987654321', 'ecr-repository': IMAGES_OF_AWS })).toEqual([]);
});

const PATTERN = 'or a pattern with at least 3 letters or digits before its first *';

it.each<[string, GivenInputs, readonly string[]]>([
  ['access', { 'bucket-access': 'read delete' }, ['bucket-access: read, write or list, not delete']],
  [
    'names',
    { ...RELEASE, model: 'churn *', 'endpoint-config': '*' },
    [
      `endpoint-config: the name of an endpoint configuration, ${PATTERN}, not *`,
      `model: the name of a model, ${PATTERN}, not *`,
    ],
  ],
  [
    'a role',
    { permissions: 'release', 'execution-role-arn': 'churn-execution' },
    ['execution-role-arn: the ARN of a role, arn:PARTITION:iam::ACCOUNT:role/NAME'],
  ],
  [
    'a key',
    { 'kms-key-arn': 'alias/models' },
    ['kms-key-arn: the ARN of a KMS key, arn:PARTITION:kms:REGION:ACCOUNT:key/ID; an alias or an ID alone does not do'],
  ],
  [
    'an output bucket',
    { ...EXECUTION, 'output-bucket': 'My_Answers' },
    [
      'output-bucket: a bucket name of 3 to 63 lower-case letters, digits, dots and hyphens, or its ARN, with an optional folder (my-models/churn)',
    ],
  ],
  [
    'an image',
    { permissions: 'execution', 'ecr-repository': 'churn:latest' },
    [
      "ecr-repository: the name of an ECR repository, or its ARN, arn:PARTITION:ecr:REGION:ACCOUNT:repository/NAME; not an image's address, not churn:latest",
    ],
  ],
])('refuses %s that can not be read', (_, inputs, problems) => {
  expect(problemsOf(inputs)).toEqual(problems);
});
