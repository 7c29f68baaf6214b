import { decide, ENDPOINT, SAGEMAKER } from './sample';
import type { AccessRequest } from '../../../../src/iam/evaluate/evaluate';
import type { Target } from '../../../../src/iam/target';
import { TARGET } from '../../target';

const COMPONENT = `${SAGEMAKER}inference-component/churn`;

test.each<[decision: string, request: AccessRequest]>([
  ['allowed', { action: 'sagemaker:CreateInferenceComponent', resources: [ENDPOINT, COMPONENT] }],
  ['allowed', { action: 'sagemaker:CreateInferenceComponent', resources: [ENDPOINT, `${COMPONENT}-a`] }],
  ['implicitly-denied', { action: 'sagemaker:CreateInferenceComponent', resources: [`${ENDPOINT}2`, COMPONENT] }],
  ['implicitly-denied', { action: 'sagemaker:CreateInferenceComponent', resources: [ENDPOINT, `${COMPONENT}2`] }],
  ...[
    'DescribeInferenceComponent',
    'UpdateInferenceComponent',
    'UpdateInferenceComponentRuntimeConfig',
    'DeleteInferenceComponent',
    'ListTags',
  ].flatMap((name): [string, AccessRequest][] => [
    ['allowed', { action: `sagemaker:${name}`, resources: [`${COMPONENT}-a`] }],
    ['implicitly-denied', { action: `sagemaker:${name}`, resources: [`${COMPONENT}2`] }],
  ]),
  ['allowed', { action: 'sagemaker:ListInferenceComponents' }],
  ['implicitly-denied', { action: 'sagemaker:AddTags', resources: [COMPONENT] }],
  [
    'allowed',
    {
      action: 'sagemaker:AddTags',
      resources: [COMPONENT],
      context: { 'sagemaker:TaggingAction': 'CreateInferenceComponent' },
    },
  ],
  ['allowed', { action: 'sagemaker:InvokeEndpoint', resources: [ENDPOINT, COMPONENT] }],
  ['implicitly-denied', { action: 'sagemaker:InvokeEndpoint', resources: [ENDPOINT, `${COMPONENT}2`] }],
  ['implicitly-denied', { action: 'sagemaker:DeleteEndpoint', resources: [ENDPOINT] }],
])('%s: %j', (decision, request) => {
  expect(decide(['inference-components'], request, TARGET)).toBe(decision);
});

test('names and patterns that are given count in place of those after the endpoint', () => {
  const target: Target = { ...TARGET, inferenceComponents: ['llama-?'] };
  const describe = (name: string): AccessRequest => ({
    action: 'sagemaker:DescribeInferenceComponent',
    resources: [`${SAGEMAKER}inference-component/${name}`],
  });
  expect(decide(['inference-components'], describe('llama-3'), target)).toBe('allowed');
  expect(decide(['inference-components'], describe('churn'), target)).toBe('implicitly-denied');
});

test('an application may ask the components that it is given', () => {
  const request = { action: 'sagemaker:InvokeEndpoint', resources: [ENDPOINT, COMPONENT] };
  expect(decide(['invoke'], request, TARGET)).toBe('implicitly-denied');
  expect(decide(['invoke'], request, { ...TARGET, inferenceComponents: ['churn'] })).toBe('allowed');
});
