import { EXECUTION_ROLE, KEY } from './sample';
import {
  bucketAccessUses,
  type Parameter,
  setsThatNeed,
  setsThatUse,
} from '../../../../src/iam/generate/permissions/parameters';
import {
  PERMISSION_SETS,
  type PermissionSetName,
  policyDocument,
} from '../../../../src/iam/generate/permissions/policy-document';
import { BUCKET_ACCESS, type Target } from '../../../../src/iam/target';
import { TARGET } from '../../target';

const NAMES = Object.keys(PERMISSION_SETS) as PermissionSetName[];
const GIVEN: Required<Pick<Target, Parameter>> = {
  prefix: 'churn/',
  endpointConfigs: ['blue'],
  models: ['xgboost'],
  executionRole: EXECUTION_ROLE,
  kmsKey: KEY,
  ecrRepositories: ['churn'],
  inferenceComponents: ['llama'],
  output: { bucket: 'my-answers', prefix: '' },
  notificationTopics: ['arn:aws:sns:us-west-2:123456789012:churn-answers'],
  vpcSubnets: ['subnet-0123456789abcdef0'],
  vpcSecurityGroups: ['sg-0123456789abcdef0'],
};
const PARAMETERS = Object.keys(GIVEN) as Parameter[];

describe.each(PARAMETERS)('%s', (parameter) => {
  const target: Target = { ...TARGET, [parameter]: GIVEN[parameter] };

  test.each(NAMES)('is said to be of use to %s if it makes a difference to it', (name) => {
    const makesDifference =
      JSON.stringify(PERMISSION_SETS[name](target)) !== JSON.stringify(PERMISSION_SETS[name](TARGET));
    expect(setsThatUse(parameter, [name])).toEqual(makesDifference ? [name] : []);
  });

  test.each(BUCKET_ACCESS)('is said to be of use to bucket access %s if it makes a difference to that', (access) => {
    const document = (base: Target) => JSON.stringify(policyDocument({ ...base, bucketAccess: [access] }, []));
    const uses = bucketAccessUses(parameter, { bucketAccess: [access] });
    expect(uses).toBe(document(target) !== document(TARGET));
  });
});

test('a set needs what it can not do its work without', () => {
  expect(PARAMETERS.map((parameter) => [parameter, setsThatNeed(parameter, NAMES)])).toEqual([
    ['prefix', []],
    ['endpointConfigs', []],
    ['models', []],
    ['executionRole', ['release']],
    ['kmsKey', []],
    ['ecrRepositories', ['execution']],
    ['inferenceComponents', []],
    ['output', []],
    ['notificationTopics', []],
    ['vpcSubnets', []],
    ['vpcSecurityGroups', []],
  ]);
});

test('sets that are not chosen neither need nor use anything', () => {
  expect(setsThatNeed('executionRole', ['deploy'])).toEqual([]);
  expect(setsThatUse('models', ['deploy', 'observe'])).toEqual(['observe']);
  expect(bucketAccessUses('prefix', {})).toBe(false);
});
