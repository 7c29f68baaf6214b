import { conditionKeyType, isDocumentedAs, isGlobalConditionKey } from '../../../src/iam/reference/condition-keys';

test.each([
  ['aws:SourceArn', 'Arn', false],
  ['AWS:sourceip', 'IpAddress', false],
  ['aws:TagKeys', 'String', true],
  ['aws:ResourceTag/team', 'String', false],
  ['aws:SecureTransport', 'Bool', false],
  ['s3:max-keys', 'Numeric', false],
  ['s3:ExistingObjectTag/team', 'String', false],
  ['sagemaker:VolumeKmsKeyArn', 'Arn', false],
  ['sagemaker:VolumeKmsKey', 'Arn', false],
  ['token.actions.githubusercontent.com:repository', 'String', false],
])('%s holds %s, several: %s', (key, values, several) => {
  expect(conditionKeyType(key)).toEqual({ values, several });
});

test.each(['prefix', 'aws:SourceIps', 's3:', 'aws:ResourceTag/', '', 'constructor'])('knows no key "%s"', (key) => {
  expect(conditionKeyType(key)).toBeUndefined();
});

test('tells global keys from those of services', () => {
  expect(isGlobalConditionKey('aws:username')).toBe(true);
  expect(isGlobalConditionKey('s3:prefix')).toBe(false);
  expect(isGlobalConditionKey('aws:nothing')).toBe(false);
});

test('fills in the placeholders of documented keys', () => {
  expect(isDocumentedAs('s3:existingobjecttag/team', 's3:ExistingObjectTag/<key>')).toBe(true);
  expect(isDocumentedAs('aws:RequestTag/a', 'aws:RequestTag/${TagKey}')).toBe(true);
  expect(isDocumentedAs('s3:prefix', 's3:Prefixes')).toBe(false);
});
