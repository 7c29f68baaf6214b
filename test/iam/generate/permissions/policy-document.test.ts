import { POLICY_QUOTA, sizeOfDocument } from '../../../../src/aws/quota';
import { INPUTS } from '../../../../src/contract';
import {
  PERMISSION_SETS,
  type PermissionSetName,
  policyDocument,
} from '../../../../src/iam/generate/permissions/policy-document';
import { toJson } from '../../../../src/iam/policy/canonical';
import type { Target } from '../../../../src/iam/target';
import { TARGET } from '../../target';

const NAMES = Object.keys(PERMISSION_SETS) as PermissionSetName[];

test('a document consists of its sets, in their order', () => {
  expect(policyDocument(TARGET, ['baseline'])).toEqual({
    Version: '2012-10-17',
    Statement: PERMISSION_SETS.baseline(TARGET),
  });
});

test.each<[sets: readonly PermissionSetName[]]>([
  [['deploy', 'baseline']],
  [['baseline', 'deploy']],
  [['deploy', 'deploy']],
])('a statement that several of %j have is there once', (sets) => {
  expect(policyDocument(TARGET, sets)).toEqual(policyDocument(TARGET, ['deploy']));
});

test('no sets make a document without statements', () => {
  expect(policyDocument(TARGET, []).Statement).toEqual([]);
});

test('the sets are those that the input permissions offers', () => {
  expect(NAMES).toEqual(INPUTS.permissions.choices);
});

test('further statements come last, each once', () => {
  const extra = [
    { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
    ...PERMISSION_SETS.invoke(TARGET),
  ] as const;
  expect(policyDocument(TARGET, ['invoke'], extra).Statement).toEqual([...PERMISSION_SETS.invoke(TARGET), extra[0]]);
});

test.each(NAMES)('the longest names fit the quota with %s', (name) => {
  const longest: Target = {
    ...TARGET,
    partition: 'aws-us-gov',
    region: 'us-gov-west-1',
    endpoint: `A${'a'.repeat(62)}`,
    bucket: 'b'.repeat(63),
    prefix: `${'p'.repeat(1023)}/`,
    executionRole: `arn:aws-us-gov:iam::123456789012:role/${'r'.repeat(64)}`,
    kmsKey: `arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-${'0'.repeat(32)}`,
    ecrRepositories: ['e'.repeat(256)],
    inferenceComponents: [`A${'a'.repeat(62)}`],
    output: { bucket: 'o'.repeat(63), prefix: `${'p'.repeat(1023)}/` },
    notificationTopics: [`arn:aws-us-gov:sns:us-gov-west-1:123456789012:${'t'.repeat(256)}`],
    vpcSubnets: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
    vpcSecurityGroups: ['sg-0123456789abcdef0'],
  };
  expect(sizeOfDocument(toJson(policyDocument(longest, [name])))).toBeLessThanOrEqual(POLICY_QUOTA);
});
