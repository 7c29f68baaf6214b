import { evaluate } from '../../../../src/iam/evaluate/evaluate';
import { type CompiledPolicy, compilePolicy } from '../../../../src/iam/evaluate/policy';
import { baseline } from '../../../../src/iam/generate/permissions/baseline';
import { deploy } from '../../../../src/iam/generate/permissions/deploy';
import { type PermissionSetName, policyDocument } from '../../../../src/iam/generate/permissions/policy-document';
import type { Target } from '../../../../src/iam/target';
import { TARGET as PLAIN } from '../../target';

const TARGET: Target = { ...PLAIN, prefix: 'churn/' };
const SAGEMAKER = 'arn:aws:sagemaker:us-west-2:123456789012:';
const ENDPOINT = `${SAGEMAKER}endpoint/churn`;
const CONFIG = `${SAGEMAKER}endpoint-config/churn`;

test('it is the baseline, the endpoint configurations, and what waiting and tagging need', () => {
  expect(deploy(TARGET)).toEqual([
    ...baseline(TARGET),
    {
      Effect: 'Allow',
      Action: ['sagemaker:CreateEndpoint', 'sagemaker:DescribeEndpointConfig'],
      Resource: [CONFIG, `${CONFIG}-*`],
    },
    { Effect: 'Allow', Action: ['sagemaker:DescribeEndpoint'], Resource: [ENDPOINT] },
    {
      Effect: 'Allow',
      Action: ['sagemaker:AddTags'],
      Resource: [ENDPOINT],
      Condition: { StringEquals: { 'sagemaker:TaggingAction': ['CreateEndpoint'] } },
    },
  ]);
});

test.each<[decision: string, resource: string, tagging: string | undefined]>([
  ['allowed', ENDPOINT, 'CreateEndpoint'],
  ['implicitly-denied', ENDPOINT, 'UpdateEndpoint'],
  ['implicitly-denied', ENDPOINT, undefined],
  ['implicitly-denied', `${ENDPOINT}2`, 'CreateEndpoint'],
  ['implicitly-denied', CONFIG, 'CreateEndpoint'],
])('to tag is %s: %s by %s', (decision, resource, tagging) => {
  const context = tagging ? { context: { 'sagemaker:TaggingAction': tagging } } : {};
  const request = { action: 'sagemaker:AddTags', resources: [resource], ...context };
  expect(evaluate(request, { identity: [compiled('deploy')] }).decision).toBe(decision);
});

test.each<[set: PermissionSetName, decision: string]>([
  ['deploy', 'allowed'],
  ['baseline', 'implicitly-denied'],
])('with %s, to create the endpoint is %s', (set, decision) => {
  const request = { action: 'sagemaker:CreateEndpoint', resources: [ENDPOINT, `${CONFIG}-v2`] };
  expect(evaluate(request, { identity: [compiled(set)] }).decision).toBe(decision);
});

test.each<[action: string, resource: string]>([
  ['sagemaker:InvokeEndpoint', ENDPOINT],
  ['sagemaker:DeleteEndpoint', ENDPOINT],
  ['sagemaker:DescribeEndpoint', ENDPOINT],
  ['sagemaker:DescribeEndpointConfig', `${CONFIG}-v2`],
  ['s3:GetObject', 'arn:aws:s3:::my-models/churn/model.tar.gz'],
  ['s3:PutObject', 'arn:aws:s3:::my-models/churn/v2/model.tar.gz'],
])('%s on %s is allowed', (action, resource) => {
  expect(evaluate({ action, resources: [resource] }, { identity: [compiled('deploy')] }).decision).toBe('allowed');
});

test.each<[action: string, resource: string]>([
  ['sagemaker:InvokeEndpoint', `${ENDPOINT}2`],
  ['sagemaker:InvokeEndpoint', ENDPOINT.replace('us-west-2', 'us-west-1')],
  ['sagemaker:InvokeEndpoint', ENDPOINT.replace('123456789012', '210987654321')],
  ['sagemaker:UpdateEndpoint', ENDPOINT],
  ['sagemaker:DescribeEndpoint', `${ENDPOINT}2`],
  ['sagemaker:DescribeEndpointConfig', `${CONFIG}2`],
  ['sagemaker:ListTags', ENDPOINT],
  ['sagemaker:CreateEndpoint', `${CONFIG}2`],
  ['sagemaker:CreateEndpointConfig', CONFIG],
  ['sagemaker:DeleteEndpointConfig', CONFIG],
  ['s3:GetObject', 'arn:aws:s3:::my-models/churn-secret/model.tar.gz'],
  ['s3:GetObject', 'arn:aws:s3:::my-models/other'],
  ['s3:GetObject', 'arn:aws:s3:::my-models-2/churn/model.tar.gz'],
  ['s3:DeleteObject', 'arn:aws:s3:::my-models/churn/model.tar.gz'],
  ['s3:ListBucket', 'arn:aws:s3:::my-models'],
  ['iam:PassRole', 'arn:aws:iam::123456789012:role/churn'],
])('%s on %s is not', (action, resource) => {
  expect(evaluate({ action, resources: [resource] }, { identity: [compiled('deploy')] }).decision).toBe(
    'implicitly-denied',
  );
});

function compiled(set: PermissionSetName): CompiledPolicy {
  return compilePolicy(policyDocument(TARGET, [set]), 'identity');
}
