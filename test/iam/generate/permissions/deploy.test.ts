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

test('it is the baseline and the endpoint configurations, for CreateEndpoint only', () => {
  expect(deploy(TARGET)).toEqual([
    ...baseline(TARGET),
    { Effect: 'Allow', Action: ['sagemaker:CreateEndpoint'], Resource: [CONFIG, `${CONFIG}-*`] },
  ]);
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
