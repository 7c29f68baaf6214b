import { itRefuses, problemsOf, read } from './problems';
import type { GivenInputs } from '../action/fake-ports';

const ROLE = 'arn:aws:iam::123456789012:role/churn-execution';
const KEY = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const IMAGES_OF_AWS = 'arn:aws:ecr:us-west-2:763104351884:repository/pytorch-inference';
const NEEDS_ROLE =
  'execution-role-arn: the ARN of the role that SageMaker is to run the model with, which the permission set release needs';
const NEEDS_IMAGE = "ecr-repository: the ECR repository of the model's image, which the permission set execution needs";

const SETS = 'deploy, baseline, invoke, observe, release or execution';

itRefuses('permissions', {
  [SETS]: [','],
  [`${SETS}, not admin`]: ['admin'],
  [`${SETS}, not admin, root`]: ['deploy, admin root'],
});

it('takes all there is to say about the permission sets into the target', () => {
  const { request, problems } = read({
    permissions: 'release, execution',
    'bucket-access': 'list read',
    'endpoint-config': 'churn-prod-*, blue',
    model: 'xgboost-*',
    'execution-role-arn': ROLE,
    'kms-key-arn': KEY,
    'ecr-repository': `churn ${IMAGES_OF_AWS}`,
  });
  expect(problems).toEqual([]);
  expect(request).toMatchObject({
    permissions: ['release', 'execution'],
    target: {
      bucketAccess: ['list', 'read'],
      endpointConfigs: ['churn-prod-*', 'blue'],
      models: ['xgboost-*'],
      executionRole: ROLE,
      kmsKey: KEY,
      ecrRepositories: ['churn', IMAGES_OF_AWS],
    },
  });
});

it.each<[string, GivenInputs, readonly string[]]>([
  ['release without a role', { permissions: 'release' }, [NEEDS_ROLE]],
  ['release with a role', { permissions: 'release', 'execution-role-arn': ROLE }, []],
  ['execution without an image', { permissions: 'execution' }, [NEEDS_IMAGE]],
  ['execution with an image', { permissions: 'execution', 'ecr-repository': 'churn' }, []],
  ['both without either', { permissions: 'execution release' }, [NEEDS_ROLE, NEEDS_IMAGE]],
  ['sets that need nothing', { permissions: 'deploy baseline invoke observe' }, []],
])('asks for what the chosen sets need: %s', (_, inputs, problems) => {
  expect(problemsOf(inputs)).toEqual(problems);
});

const ONLY = {
  prefix:
    'prefix: nothing, because only the permission sets deploy, baseline and execution, and bucket-access, make use of it',
  config: 'endpoint-config: nothing, because only the permission sets deploy, observe and release make use of it',
  model: 'model: nothing, because only the permission sets observe and release make use of it',
  role: 'execution-role-arn: nothing, because only the permission set release makes use of it',
  key: 'kms-key-arn: nothing, because only the permission sets deploy, baseline, release and execution, and bucket-access, make use of it',
  image: 'ecr-repository: nothing, because only the permission set execution makes use of it',
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
    'images in another region',
    { ...EXECUTION, 'ecr-repository': `churn ${IMAGES_OF_AWS.replace('us-west-2', 'us-east-1')}` },
    `ecr-repository: repositories in us-west-2, which is the region, not ${IMAGES_OF_AWS.replace('us-west-2', 'us-east-1')}`,
  ],
])('refuses %s', (_, inputs, problem) => {
  expect(problemsOf(inputs)).toEqual([problem]);
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
    'an image',
    { permissions: 'execution', 'ecr-repository': 'churn:latest' },
    [
      "ecr-repository: the name of an ECR repository, or its ARN, arn:PARTITION:ecr:REGION:ACCOUNT:repository/NAME; not an image's address, not churn:latest",
    ],
  ],
])('refuses %s that can not be read', (_, inputs, problems) => {
  expect(problemsOf(inputs)).toEqual(problems);
});
