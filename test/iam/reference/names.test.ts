import { actionsMatching, actionText, findAction, isService, serviceNames } from '../../../src/iam/reference/names';
import { REFERENCE_SOURCE } from '../../../src/iam/reference/source';

test('has all services of AWS, of a known date', () => {
  expect(serviceNames().length).toBeGreaterThan(400);
  expect(actionsMatching('*').length).toBeGreaterThan(20_000);
  expect(REFERENCE_SOURCE.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test.each([
  ['sagemaker:InvokeEndpoint', 'Read', true],
  ['sagemaker:CreateEndpoint', 'Write', true],
  ['sagemaker:ListEndpoints', 'List', false],
  ['sagemaker:AddTags', 'Tagging', true],
  ['s3:PutBucketPolicy', 'Permissions management', true],
  ['iam:PassRole', 'Write', true],
  ['ecr:GetAuthorizationToken', 'Read', false],
  ['dynamodb:GetItem', 'Read', true],
])('%s is of the level %s; on resources: %s', (action, accessLevel, hasResources) => {
  expect(findAction(action)).toMatchObject({ accessLevel, hasResources });
  expect(actionText(findAction(action.toLowerCase())!)).toBe(action);
});

test.each([
  'sagemaker:InvokeEndpont',
  'nowhere:GetObject',
  'GetObject',
  '',
  'constructor:x',
  's3:',
  ':',
  's3:constructor',
])('knows no action "%s"', (action) => {
  expect(findAction(action)).toBeUndefined();
  expect(actionsMatching(action)).toEqual([]);
});

test('finds the actions of a pattern, whatever its case', () => {
  const names = actionsMatching('SageMaker:invoke?ndpoint*').map(actionText);
  expect(names).toEqual(
    expect.arrayContaining([
      'sagemaker:InvokeEndpoint',
      'sagemaker:InvokeEndpointAsync',
      'sagemaker:InvokeEndpointWithResponseStream',
    ]),
  );
  expect(names.every((name) => name.startsWith('sagemaker:InvokeEndpoint'))).toBe(true);
});

test('knows services by their prefix', () => {
  expect(isService('S3')).toBe(true);
  expect(isService('toString')).toBe(false);
});
