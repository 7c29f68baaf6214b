import { CONFIG, decide, ENDPOINT, EXECUTION_ROLE, KEY, MODEL, SAGEMAKER } from './sample';
import type { AccessRequest } from '../../../../src/iam/evaluate/evaluate';
import { policyDocument } from '../../../../src/iam/generate/permissions/policy-document';
import type { Target } from '../../../../src/iam/target';
import { TARGET as PLAIN } from '../../target';

const TARGET: Target = { ...PLAIN, executionRole: EXECUTION_ROLE, kmsKey: KEY };
const TO_SAGEMAKER = { 'iam:PassedToService': 'sagemaker.amazonaws.com' };
const BY_SAGEMAKER = {
  'kms:GrantIsForAWSResource': 'true',
  'kms:ViaService': 'sagemaker.us-west-2.amazonaws.com',
};

test('it is models, endpoint configurations, updates of the endpoint, and what these depend on', () => {
  expect(policyDocument(TARGET, ['release'])).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['sagemaker:CreateModel', 'sagemaker:DeleteModel', 'sagemaker:DescribeModel'],
        Resource: [
          'arn:aws:sagemaker:us-west-2:123456789012:model/churn',
          'arn:aws:sagemaker:us-west-2:123456789012:model/churn-*',
        ],
      },
      {
        Effect: 'Allow',
        Action: [
          'sagemaker:CreateEndpointConfig',
          'sagemaker:DeleteEndpointConfig',
          'sagemaker:DescribeEndpointConfig',
        ],
        Resource: [
          'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn',
          'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn-*',
        ],
      },
      {
        Effect: 'Allow',
        Action: ['sagemaker:UpdateEndpoint'],
        Resource: [
          'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn',
          'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn',
          'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn-*',
        ],
      },
      {
        Effect: 'Allow',
        Action: ['sagemaker:DescribeEndpoint', 'sagemaker:UpdateEndpointWeightsAndCapacities'],
        Resource: ['arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn'],
      },
      {
        Effect: 'Allow',
        Action: ['sagemaker:AddTags'],
        Resource: [
          'arn:aws:sagemaker:us-west-2:123456789012:model/churn',
          'arn:aws:sagemaker:us-west-2:123456789012:model/churn-*',
          'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn',
          'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn-*',
        ],
        Condition: { StringEquals: { 'sagemaker:TaggingAction': ['CreateModel', 'CreateEndpointConfig'] } },
      },
      {
        Effect: 'Allow',
        Action: ['iam:PassRole'],
        Resource: ['arn:aws:iam::123456789012:role/churn-execution'],
        Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
      },
      {
        Effect: 'Allow',
        Action: ['kms:CreateGrant'],
        Resource: ['arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
        Condition: {
          Bool: { 'kms:GrantIsForAWSResource': 'true' },
          StringLike: { 'kms:ViaService': 'sagemaker.us-west-2.*' },
        },
      },
    ],
  });
});

test('without a role to pass on and without a key, there is nothing about them', () => {
  const actions = [policyDocument(PLAIN, ['release']).Statement].flat().flatMap(({ Action }) => Action);
  expect(actions).not.toContain('iam:PassRole');
  expect(actions).not.toContain('kms:CreateGrant');
});

test.each<[decision: string, request: AccessRequest]>([
  ['allowed', { action: 'sagemaker:CreateModel', resources: [`${MODEL}-v2`] }],
  ['implicitly-denied', { action: 'sagemaker:CreateModel', resources: [`${MODEL}2`] }],
  ['allowed', { action: 'sagemaker:CreateEndpointConfig', resources: [`${CONFIG}-v2`] }],
  ['implicitly-denied', { action: 'sagemaker:CreateEndpointConfig', resources: [`${CONFIG}2`] }],
  ['allowed', { action: 'sagemaker:UpdateEndpoint', resources: [ENDPOINT, `${CONFIG}-v2`] }],
  ['implicitly-denied', { action: 'sagemaker:UpdateEndpoint', resources: [ENDPOINT, `${CONFIG}2`] }],
  ['implicitly-denied', { action: 'sagemaker:UpdateEndpoint', resources: [`${ENDPOINT}2`, `${CONFIG}-v2`] }],
  ['allowed', { action: 'sagemaker:UpdateEndpointWeightsAndCapacities', resources: [ENDPOINT] }],
  ['implicitly-denied', { action: 'sagemaker:UpdateEndpointWeightsAndCapacities', resources: [`${ENDPOINT}2`] }],
  ['implicitly-denied', { action: 'sagemaker:DeleteEndpoint', resources: [ENDPOINT] }],
  ['implicitly-denied', { action: 'sagemaker:CreateEndpoint', resources: [ENDPOINT, CONFIG] }],
  ['implicitly-denied', { action: 'sagemaker:InvokeEndpoint', resources: [ENDPOINT] }],

  ['allowed', { action: 'iam:PassRole', resources: [EXECUTION_ROLE], context: TO_SAGEMAKER }],
  ['implicitly-denied', { action: 'iam:PassRole', resources: [`${EXECUTION_ROLE}2`], context: TO_SAGEMAKER }],
  [
    'implicitly-denied',
    {
      action: 'iam:PassRole',
      resources: [EXECUTION_ROLE],
      context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    },
  ],
  ['implicitly-denied', { action: 'iam:PassRole', resources: [EXECUTION_ROLE] }],

  [
    'allowed',
    { action: 'sagemaker:AddTags', resources: [MODEL], context: { 'sagemaker:TaggingAction': 'CreateModel' } },
  ],
  ['implicitly-denied', { action: 'sagemaker:AddTags', resources: [MODEL] }],
  [
    'implicitly-denied',
    { action: 'sagemaker:AddTags', resources: [ENDPOINT], context: { 'sagemaker:TaggingAction': 'CreateModel' } },
  ],

  ['allowed', { action: 'kms:CreateGrant', resources: [KEY], context: BY_SAGEMAKER }],
  [
    'implicitly-denied',
    { action: 'kms:CreateGrant', resources: [KEY.replace('1234abcd', '0')], context: BY_SAGEMAKER },
  ],
  [
    'implicitly-denied',
    {
      action: 'kms:CreateGrant',
      resources: [KEY],
      context: { ...BY_SAGEMAKER, 'kms:ViaService': 'ec2.us-west-2.amazonaws.com' },
    },
  ],
  [
    'implicitly-denied',
    { action: 'kms:CreateGrant', resources: [KEY], context: { ...BY_SAGEMAKER, 'kms:GrantIsForAWSResource': 'false' } },
  ],
  ['implicitly-denied', { action: 'kms:Decrypt', resources: [KEY], context: BY_SAGEMAKER }],
  ['implicitly-denied', { action: 's3:GetObject', resources: ['arn:aws:s3:::my-models/model.tar.gz'] }],
])('%s: %j', (decision, request) => {
  expect(decide(['release'], request, TARGET)).toBe(decision);
});

test.each<[pattern: string, config: string, decision: string]>([
  ['churn-prod-*', 'churn-prod-2', 'allowed'],
  ['churn-prod-*', 'churn-2', 'implicitly-denied'],
  ['????????-????-????-????-????????????', '7f4e1944-1817-4891-9bef-e055a90787a4', 'allowed'],
  ['????????-????-????-????-????????????', 'churn-2', 'implicitly-denied'],
])('with the pattern %s, to create the endpoint configuration %s is %s', (pattern, config, decision) => {
  const request = { action: 'sagemaker:CreateEndpointConfig', resources: [`${SAGEMAKER}endpoint-config/${config}`] };
  expect(decide(['release'], request, { ...TARGET, endpointConfigs: [pattern] })).toBe(decision);
});

test('in other partitions, it passes the role on to the same service, and takes the key by way of the region', () => {
  const document = policyDocument({ ...TARGET, partition: 'aws-cn', region: 'cn-north-1' }, ['release']);
  expect([document.Statement].flat().map(({ Condition }) => Condition)).toEqual([
    ...[undefined, undefined, undefined, undefined],
    { StringEquals: { 'sagemaker:TaggingAction': ['CreateModel', 'CreateEndpointConfig'] } },
    { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    { Bool: { 'kms:GrantIsForAWSResource': 'true' }, StringLike: { 'kms:ViaService': 'sagemaker.cn-north-1.*' } },
  ]);
});
