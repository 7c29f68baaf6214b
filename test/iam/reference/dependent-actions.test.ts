import { dependentActions } from '../../../src/iam/reference/dependent-actions';
import { findAction } from '../../../src/iam/reference/names';

test('CreateModel needs to pass a role, and to tag if it has tags', () => {
  expect(dependentActions('sagemaker:CreateModel')).toMatchObject([
    { action: 'iam:PassRole', usual: true },
    { action: 'sagemaker:AddTags', usual: false },
  ]);
});

test('the others exist as well', () => {
  const others = ['sagemaker:CreateEndpoint', 'sagemaker:CreateEndpointConfig', 'ecr:CreateRepository'];
  for (const { action } of others.flatMap(dependentActions)) expect(findAction(action)).toBeDefined();
});

test('most actions need no other', () => {
  expect(dependentActions('sagemaker:InvokeEndpoint')).toEqual([]);
  expect(dependentActions('constructor')).toEqual([]);
});
