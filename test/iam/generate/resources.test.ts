import {
  anySagemakerArn,
  bucketArn,
  endpointArns,
  endpointConfigArns,
  inferenceComponentArns,
  logGroupArns,
  modelArns,
  networkInterfaceArn,
  objectArns,
  outputArns,
  repositoryArns,
  securityGroupArns,
  subnetArns,
} from '../../../src/iam/generate/resources';
import type { Target } from '../../../src/iam/target';
import { TARGET } from '../target';

const MIXED: Target = { ...TARGET, endpoint: 'Churn-V2' };

test('an endpoint has the ARN of its name', () => {
  expect(endpointArns(TARGET)).toEqual(['arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn']);
});

test('an endpoint with capital letters has a second ARN in lower case', () => {
  expect(endpointArns(MIXED)).toEqual([
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint/Churn-V2',
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-v2',
  ]);
});

test("endpoint configurations have the endpoint's name, alone or with a hyphen and more", () => {
  expect(endpointConfigArns(TARGET)).toEqual([
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn',
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn-*',
  ]);
});

test('endpoint configurations come in both cases as well', () => {
  expect(endpointConfigArns(MIXED)).toEqual([
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/Churn-V2',
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/Churn-V2-*',
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn-v2',
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn-v2-*',
  ]);
});

test('models are named after the endpoint in the same way', () => {
  expect(modelArns(TARGET)).toEqual([
    'arn:aws:sagemaker:us-west-2:123456789012:model/churn',
    'arn:aws:sagemaker:us-west-2:123456789012:model/churn-*',
  ]);
});

test.each([
  [61, ['', '-*']],
  [62, ['']],
  [63, ['']],
])('a name of %i letters leaves room for no pattern that no name could fit', (length, ends) => {
  const endpoint = 'e'.repeat(length);
  const arn = `arn:aws:sagemaker:us-west-2:123456789012:model/${endpoint}`;
  expect(modelArns({ ...TARGET, endpoint })).toEqual(ends.map((end) => arn + end));
});

test('names and patterns that are given count instead, in both cases, each once', () => {
  const target: Target = { ...TARGET, endpointConfigs: ['Blue-*', 'blue-*', 'green'], models: ['xgboost-?'] };
  expect(endpointConfigArns(target)).toEqual([
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/Blue-*',
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/blue-*',
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/green',
  ]);
  expect(modelArns(target)).toEqual(['arn:aws:sagemaker:us-west-2:123456789012:model/xgboost-?']);
});

test('a repository is one of the account and region unless its ARN says otherwise', () => {
  const other = 'arn:aws:ecr:us-west-2:763104351884:repository/pytorch-inference';
  expect(repositoryArns({ ...TARGET, ecrRepositories: ['team/churn', other] })).toEqual([
    'arn:aws:ecr:us-west-2:123456789012:repository/team/churn',
    other,
  ]);
  expect(repositoryArns(TARGET)).toEqual([]);
});

test('subnets and security groups are of the account and region unless their ARNs say otherwise', () => {
  const shared = 'arn:aws:ec2:us-west-2:210987654321:subnet/subnet-2';
  const group = 'arn:aws:ec2:us-west-2:210987654321:security-group/sg-2';
  const target: Target = { ...TARGET, vpcSubnets: ['subnet-1', shared], vpcSecurityGroups: ['sg-1', group] };
  expect(subnetArns(target)).toEqual(['arn:aws:ec2:us-west-2:123456789012:subnet/subnet-1', shared]);
  expect(securityGroupArns(target)).toEqual(['arn:aws:ec2:us-west-2:123456789012:security-group/sg-1', group]);
  expect([...subnetArns(TARGET), ...securityGroupArns(TARGET)]).toEqual([]);
});

test('inference components are named after the endpoint, or as they are given', () => {
  expect(inferenceComponentArns(TARGET)).toEqual([
    'arn:aws:sagemaker:us-west-2:123456789012:inference-component/churn',
    'arn:aws:sagemaker:us-west-2:123456789012:inference-component/churn-*',
  ]);
  expect(inferenceComponentArns({ ...TARGET, inferenceComponents: ['llama-?'] })).toEqual([
    'arn:aws:sagemaker:us-west-2:123456789012:inference-component/llama-?',
  ]);
});

test.each([
  ['', ['arn:aws:s3:::my-answers/*']],
  ['churn/', ['arn:aws:s3:::my-answers/churn/*']],
])('output under the prefix %j is %j', (prefix, arns) => {
  expect(outputArns({ ...TARGET, output: { bucket: 'my-answers', prefix } })).toEqual(arns);
  expect(outputArns(TARGET)).toEqual([]);
});

test.each([
  ['', 'arn:aws:s3:::my-models/*'],
  ['churn/', 'arn:aws:s3:::my-models/churn/*'],
])('the objects under the prefix %j are %s', (prefix, arn) => {
  expect(objectArns({ ...TARGET, prefix })).toEqual([arn]);
});

test.each([
  ['aws', 'eu-west-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-eusc', 'eusc-de-east-1'],
  ['aws-iso', 'us-iso-east-1'],
  ['aws-iso-b', 'us-isob-east-1'],
  ['aws-iso-e', 'eu-isoe-west-1'],
  ['aws-iso-f', 'us-isof-south-1'],
] as const)('in %s every ARN is of that partition, and S3 has no region and no account', (partition, region) => {
  const target: Target = { ...TARGET, partition, region };
  const sagemaker = `arn:${partition}:sagemaker:${region}:123456789012:`;
  expect(endpointArns(target)).toEqual([`${sagemaker}endpoint/churn`]);
  expect(endpointConfigArns(target)).toEqual([
    `${sagemaker}endpoint-config/churn`,
    `${sagemaker}endpoint-config/churn-*`,
  ]);
  expect(anySagemakerArn(target)).toBe(`${sagemaker}*`);
  expect(objectArns(target)).toEqual([`arn:${partition}:s3:::my-models/*`]);
  expect(bucketArn(target)).toBe(`arn:${partition}:s3:::my-models`);
  expect(logGroupArns(target)).toEqual([
    `arn:${partition}:logs:${region}:123456789012:log-group:/aws/sagemaker/Endpoints/churn`,
  ]);
  expect(repositoryArns({ ...target, ecrRepositories: ['churn'] })).toEqual([
    `arn:${partition}:ecr:${region}:123456789012:repository/churn`,
  ]);
  expect(networkInterfaceArn(target, '*')).toBe(`arn:${partition}:ec2:${region}:123456789012:network-interface/*`);
  expect(outputArns({ ...target, output: { bucket: 'my-answers', prefix: '' } })).toEqual([
    `arn:${partition}:s3:::my-answers/*`,
  ]);
});
