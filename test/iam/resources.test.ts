import { anySagemakerArn, endpointArns, endpointConfigArns, objectArns } from '../../src/iam/resources';
import type { Target } from '../../src/iam/target';

const TARGET: Target = {
  partition: 'aws',
  region: 'us-west-2',
  account: '123456789012',
  endpoint: 'churn',
  bucket: 'my-models',
  prefix: '',
};
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
});
