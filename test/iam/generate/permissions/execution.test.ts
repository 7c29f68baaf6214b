import { decide, LOGS } from './sample';
import type { AccessRequest } from '../../../../src/iam/evaluate/evaluate';
import { policyDocument } from '../../../../src/iam/generate/permissions/policy-document';
import type { Target } from '../../../../src/iam/target';
import { TARGET as PLAIN } from '../../target';

const IMAGES = 'arn:aws:ecr:us-west-2:123456789012:repository/churn';
const IMAGES_OF_AWS = 'arn:aws:ecr:us-west-2:763104351884:repository/pytorch-inference';
const TARGET: Target = { ...PLAIN, prefix: 'churn/', ecrRepositories: ['churn', IMAGES_OF_AWS] };

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
  ['implicitly-denied', { action: 'cloudwatch:PutMetricData' }],
  ['implicitly-denied', { action: 'sagemaker:InvokeEndpoint', resources: ['*'] }],
])('%s: %j', (decision, request) => {
  expect(decide(['execution'], request, TARGET)).toBe(decision);
});
