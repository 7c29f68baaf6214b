import { ARN, itRefuses, problemsOf, problemsWithValues, read } from './problems';
import { INPUTS } from '../../src/contract';
import type { GivenInputs } from '../action/fake-ports';

itRefuses('endpoint', {
  "an endpoint's name or ARN; a name has at most 63 letters, digits and hyphens, with no hyphen at its ends": [
    ...['churn_prod', '-churn', 'churn-', 'churn prod', 'e'.repeat(64), 'endpoint/churn-prod'],
    'https://runtime.sagemaker.us-west-2.amazonaws.com',
    ARN.replace('churn-prod', 'churn_prod'),
  ],
  'an ARN of the form arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE': ['arn:aws:sagemaker'],
  'the ARN of an endpoint, arn:PARTITION:sagemaker:REGION:ACCOUNT:endpoint/NAME': [
    ARN.replace('endpoint/', 'endpoint-config/'),
    ARN.replace('sagemaker', 's3'),
    ARN.replace('123456789012', ''),
    ARN.replace('us-west-2', ''),
  ],
  'an ARN with an account of 12 digits': [ARN.replace('123456789012', '1234')],
  'an ARN in one of the partitions aws, aws-cn, aws-us-gov, aws-eusc, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f': [
    ARN.replace('arn:aws:', 'arn:amazon:'),
  ],
  'an endpoint in us-west-2, which is the region, not in eu-west-1': [ARN.replace('us-west-2', 'eu-west-1')],
  'an ARN in the partition aws, which us-west-2 is in, not aws-cn': [ARN.replace('arn:aws:', 'arn:aws-cn:')],
});

itRefuses('bucket', {
  'a bucket name of 3 to 63 lower-case letters, digits, dots and hyphens, or its ARN, with an optional folder (my-models/churn)':
    ['my_models', 'ab', 'b'.repeat(64)],
  'models, for S3 has made no names with capital letters since 2018': ['Models'],
  'my-models/churn, for a bucket is given by its name, not by an address': [
    'https://my-models.s3.us-west-2.amazonaws.com/churn/',
  ],
  'a bucket name that starts and ends with a letter or digit': ['-models', 'models.'],
  'a bucket name without two dots in a row': ['my..models'],
  'a bucket name that is not an IP address': ['192.168.5.4'],
  'a bucket name without xn--, which AWS keeps for itself': ['xn--models'],
  'a bucket name without sthree-, which AWS keeps for itself': ['sthree-models'],
  'a bucket name without amzn-s3-demo-, which AWS keeps for itself': ['amzn-s3-demo-models'],
  'a general purpose bucket, not a directory bucket, which has another way to allow access': ['models--x-s3'],
  'the ARN of a bucket, arn:PARTITION:s3:::NAME': ['arn:aws:sqs:us-west-2:123456789012:models'],
  'a bucket in the partition aws, which us-west-2 is in, not in aws-cn': ['arn:aws-cn:s3:::my-models'],
  'a folder without *, ? and ${, which mean something else in a policy': ['my-models/*'],
});

itRefuses('prefix', {
  'a folder without *, ? and ${, which mean something else in a policy': ['churn/*', 'churn?', '${aws:username}'],
  'a folder without empty parts (//)': ['a//b'],
  'a folder, with / at its end if it is one, not the file model.tar.gz in it': ['churn/model.tar.gz'],
  'a folder without control characters': ['a\tb'],
  'a folder of less than 1024 bytes': ['p'.repeat(1024)],
});

itRefuses('region', {
  'an AWS region such as eu-west-1': ['eu_west_1'],
  'an AWS region such as us-west-2': ['moon-1', 'us-west-2a'],
});

it('takes a region that is newer than the list, in the partition by its name', () => {
  const { request, problems } = read({ region: 'cn-south-1' });
  expect(problems).toEqual([]);
  expect(request?.target).toMatchObject({ region: 'cn-south-1', partition: 'aws-cn' });
});

itRefuses('account-id', { 'an account of 12 digits': ['1234-5678-9012'] });

it.each(['endpoint', 'bucket', 'region'] as const)('asks for a value of %s', (input) => {
  expect(problemsWithValues({ [input]: ' ' })).toEqual([`${input}: a value, such as ${INPUTS[input].example}`]);
});

const OTHER_ACCOUNT = 'an endpoint in the account 999999999999, which is the account-id, not in 123456789012';

it.each<[string, GivenInputs, readonly string[]]>([
  [
    'an endpoint in another account',
    { endpoint: ARN, 'account-id': '999999999999' },
    [`endpoint: ${OTHER_ACCOUNT}, but got "${ARN}"`],
  ],
  [
    'an endpoint in another region and account',
    { endpoint: ARN, 'account-id': '999999999999', region: 'eu-west-1' },
    [
      `endpoint: an endpoint in eu-west-1, which is the region, not in us-west-2, but got "${ARN}"`,
      `endpoint: ${OTHER_ACCOUNT}, but got "${ARN}"`,
    ],
  ],
  [
    'a folder in bucket and in prefix',
    { bucket: 'my-models/churn', prefix: 'churn' },
    ['prefix: nothing, because bucket names a folder already, but got "churn"'],
  ],
  [
    'an account that is none, once',
    { endpoint: ARN, 'account-id': '12', 'permissions-boundary': 'arn:aws:iam::123456789012:policy/b' },
    ['account-id: an account of 12 digits, but got "12"'],
  ],
  [
    'an unknown region, once',
    { endpoint: ARN, region: 'moon-1', bucket: 'arn:aws:s3:::my-models' },
    ['region: an AWS region such as us-west-2, but got "moon-1"'],
  ],
])('refuses %s', (_, inputs, problems) => {
  expect(problemsWithValues(inputs)).toEqual(problems);
});

it('mentions the other input as data, for a front that calls it otherwise', () => {
  expect(read({ endpoint: ARN, 'account-id': '999999999999' }).problems).toMatchObject([
    { name: 'endpoint', expected: [expect.any(String), { input: 'account-id' }, expect.any(String)] },
  ]);
});

it.each<[string, GivenInputs]>([
  ['another partition', { region: 'cn-north-1', bucket: 'arn:aws-cn:s3:::my-models' }],
  ['the same account twice', { endpoint: ARN, 'account-id': '123456789012' }],
])('takes %s', (_, inputs) => {
  expect(problemsOf(inputs)).toEqual([]);
});
