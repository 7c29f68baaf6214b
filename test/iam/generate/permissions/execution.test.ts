import { decide, KEY, LOGS } from './sample';
import type { AccessRequest } from '../../../../src/iam/evaluate/evaluate';
import { policyDocument } from '../../../../src/iam/generate/permissions/policy-document';
import type { Target } from '../../../../src/iam/target';
import { TARGET as PLAIN } from '../../target';

const IMAGES = 'arn:aws:ecr:us-west-2:123456789012:repository/churn';
const IMAGES_OF_AWS = 'arn:aws:ecr:us-west-2:763104351884:repository/pytorch-inference';
const TARGET: Target = { ...PLAIN, prefix: 'churn/', ecrRepositories: ['churn', IMAGES_OF_AWS] };
const EC2 = 'arn:aws:ec2:us-west-2:123456789012:';
const SUBNET = `${EC2}subnet/subnet-0123456789abcdef0`;
const SHARED_SUBNET = 'arn:aws:ec2:us-west-2:210987654321:subnet/subnet-0fedcba9876543210';
const GROUP = `${EC2}security-group/sg-0123456789abcdef0`;
const INTERFACE = `${EC2}network-interface/eni-0123456789abcdef0`;
const TOPIC = 'arn:aws:sns:us-west-2:123456789012:churn-answers';
const IN_VPC: Target = {
  ...TARGET,
  vpcSubnets: ['subnet-0123456789abcdef0', SHARED_SUBNET],
  vpcSecurityGroups: ['sg-0123456789abcdef0'],
};
const WITH_OUTPUT: Target = {
  ...TARGET,
  output: { bucket: 'my-answers', prefix: 'churn/' },
  notificationTopics: [TOPIC],
};

test('it is the image, the artifacts to read, logs and metrics', () => {
  expect(policyDocument(TARGET, ['execution'])).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Resource: [
          'arn:aws:ecr:us-west-2:123456789012:repository/churn',
          'arn:aws:ecr:us-west-2:763104351884:repository/pytorch-inference',
        ],
      },
      { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::my-models/churn/*'] },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams'],
        Resource: [
          'arn:aws:logs:us-west-2:123456789012:log-group:/aws/sagemaker/Endpoints/churn',
          'arn:aws:logs:us-west-2:123456789012:log-group:/aws/sagemaker/Endpoints/churn:*',
        ],
      },
      {
        Effect: 'Allow',
        Action: ['logs:PutLogEvents'],
        Resource: ['arn:aws:logs:us-west-2:123456789012:log-group:/aws/sagemaker/Endpoints/churn:log-stream:*'],
      },
    ],
  });
});

test.each<[decision: string, request: AccessRequest]>([
  ['allowed', { action: 'ecr:GetAuthorizationToken' }],
  ['allowed', { action: 'ecr:BatchGetImage', resources: [IMAGES] }],
  ['allowed', { action: 'ecr:GetDownloadUrlForLayer', resources: [IMAGES_OF_AWS] }],
  ['implicitly-denied', { action: 'ecr:BatchGetImage', resources: [`${IMAGES}-2`] }],
  ['implicitly-denied', { action: 'ecr:PutImage', resources: [IMAGES] }],
  ['allowed', { action: 's3:GetObject', resources: ['arn:aws:s3:::my-models/churn/model.tar.gz'] }],
  ['implicitly-denied', { action: 's3:GetObject', resources: ['arn:aws:s3:::my-models/other/model.tar.gz'] }],
  ['implicitly-denied', { action: 's3:GetObject', resources: ['arn:aws:s3:::other/churn/model.tar.gz'] }],
  ['implicitly-denied', { action: 's3:PutObject', resources: ['arn:aws:s3:::my-models/churn/model.tar.gz'] }],
  ['allowed', { action: 'logs:CreateLogGroup', resources: [LOGS] }],
  ['allowed', { action: 'logs:CreateLogGroup', resources: [`${LOGS}:log-stream:`] }],
  ['allowed', { action: 'logs:PutLogEvents', resources: [`${LOGS}:log-stream:AllTraffic/i-1`] }],
  ['implicitly-denied', { action: 'logs:PutLogEvents', resources: [`${LOGS}-2:log-stream:AllTraffic/i-1`] }],
  ['implicitly-denied', { action: 's3:ListBucket', resources: ['arn:aws:s3:::my-models'] }],
  ['implicitly-denied', { action: 'cloudwatch:PutMetricData' }],
  ['implicitly-denied', { action: 'sagemaker:InvokeEndpoint', resources: ['*'] }],
])('%s: %j', (decision, request) => {
  expect(decide(['execution'], request, TARGET)).toBe(decision);
});

describe('in a VPC', () => {
  const inSubnet = (subnet: string) => ({ 'ec2:Subnet': subnet });

  test.each<[decision: string, request: AccessRequest]>([
    ['allowed', { action: 'ec2:CreateNetworkInterface', resources: [SUBNET, GROUP, INTERFACE] }],
    ['allowed', { action: 'ec2:CreateNetworkInterface', resources: [SHARED_SUBNET, GROUP, INTERFACE] }],
    ['implicitly-denied', { action: 'ec2:CreateNetworkInterface', resources: [`${SUBNET}1`, GROUP, INTERFACE] }],
    ['implicitly-denied', { action: 'ec2:CreateNetworkInterface', resources: [SUBNET, `${GROUP}1`, INTERFACE] }],
    ...['CreateNetworkInterfacePermission', 'DeleteNetworkInterface', 'DeleteNetworkInterfacePermission'].flatMap(
      (name): [string, AccessRequest][] => {
        const request = { action: `ec2:${name}`, resources: [INTERFACE] };
        return [
          ['allowed', { ...request, context: inSubnet(SUBNET) }],
          ['allowed', { ...request, context: inSubnet(SHARED_SUBNET) }],
          ['implicitly-denied', { ...request, context: inSubnet(`${SUBNET}1`) }],
          ['implicitly-denied', request],
        ];
      },
    ),
    ...['DhcpOptions', 'NetworkInterfaces', 'SecurityGroups', 'Subnets', 'Vpcs'].map(
      (things): [string, AccessRequest] => ['allowed', { action: `ec2:Describe${things}` }],
    ),
    ['implicitly-denied', { action: 'ec2:RunInstances', resources: [SUBNET] }],
  ])('%s: %j', (decision, request) => {
    expect(decide(['execution'], request, IN_VPC)).toBe(decision);
  });

  test('nothing of it is there without', () => {
    expect(decide(['execution'], { action: 'ec2:DescribeVpcs' }, TARGET)).toBe('implicitly-denied');
  });
});

describe('with output', () => {
  const ANSWER = 'arn:aws:s3:::my-answers/churn/1.out';

  test.each<[decision: string, request: AccessRequest]>([
    ['allowed', { action: 's3:PutObject', resources: [ANSWER] }],
    ['allowed', { action: 's3:AbortMultipartUpload', resources: [ANSWER] }],
    ['implicitly-denied', { action: 's3:GetObject', resources: [ANSWER] }],
    ['implicitly-denied', { action: 's3:PutObject', resources: ['arn:aws:s3:::my-answers/fraud/1.out'] }],
    ['implicitly-denied', { action: 's3:PutObject', resources: ['arn:aws:s3:::my-models/churn/1.out'] }],
    ['implicitly-denied', { action: 's3:AbortMultipartUpload', resources: ['arn:aws:s3:::my-models/churn/1.out'] }],
    ['allowed', { action: 'sns:Publish', resources: [TOPIC] }],
    ['implicitly-denied', { action: 'sns:Publish', resources: [`${TOPIC}-2`] }],
    ['implicitly-denied', { action: 'sns:Subscribe', resources: [TOPIC] }],
  ])('%s: %j', (decision, request) => {
    expect(decide(['execution'], request, WITH_OUTPUT)).toBe(decision);
  });

  test.each<[access: Target['bucketAccess'], actions: readonly string[][]]>([
    [undefined, [['kms:Decrypt'], ['kms:GenerateDataKey']]],
    [['list'], [['kms:Decrypt', 'kms:GenerateDataKey']]],
    [['write'], [['kms:Decrypt', 'kms:GenerateDataKey']]],
  ])('the key is for what is written as well, each use of it once, with bucket access %j', (bucketAccess, actions) => {
    const document = policyDocument({ ...WITH_OUTPUT, kmsKey: KEY, bucketAccess }, ['execution']);
    const uses = [document.Statement].flat().filter(({ Resource }) => [Resource].flat().includes(KEY));
    expect(uses.map(({ Action }) => Action)).toEqual(actions);
  });
});

test('models in many files, or many models in one container, are listed as well', () => {
  const target: Target = { ...TARGET, bucketAccess: ['read', 'list'] };
  const list = (prefix: string): AccessRequest => ({
    action: 's3:ListBucket',
    resources: ['arn:aws:s3:::my-models'],
    context: { 's3:prefix': prefix },
  });
  expect(decide(['execution'], list('churn/model/'), target)).toBe('allowed');
  expect(decide(['execution'], list('fraud/'), target)).toBe('implicitly-denied');
});
