import { decide, KEY } from './sample';
import type { AccessRequest } from '../../../../src/iam/evaluate/evaluate';
import { bucket } from '../../../../src/iam/generate/permissions/bucket';
import { policyDocument } from '../../../../src/iam/generate/permissions/policy-document';
import type { BucketAccess, Target } from '../../../../src/iam/target';
import { TARGET } from '../../target';

const FOLDER: Target = { ...TARGET, prefix: 'churn/' };
const OBJECT = 'arn:aws:s3:::my-models/churn/model.tar.gz';
const BUCKET = 'arn:aws:s3:::my-models';

test.each<[access: readonly BucketAccess[], statements: readonly unknown[]]>([
  [[], []],
  [['read'], [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::my-models/*'] }]],
  [['write'], [{ Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::my-models/*'] }]],
  [['list'], [{ Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::my-models'] }]],
  [
    ['list', 'write', 'read'],
    [
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: ['arn:aws:s3:::my-models/*'] },
      { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::my-models'] },
    ],
  ],
])('%j of a bucket, by default or by choice', (access, statements) => {
  expect(bucket(TARGET, access)).toEqual(statements);
  expect(bucket({ ...TARGET, bucketAccess: access }, ['read', 'write'])).toEqual(statements);
});

test('to list a folder is a condition on the bucket', () => {
  expect(bucket(FOLDER, ['list'])).toEqual([
    {
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: ['arn:aws:s3:::my-models'],
      Condition: { StringLike: { 's3:prefix': 'churn/*' } },
    },
  ]);
});

test.each<[decision: string, access: readonly BucketAccess[], request: AccessRequest]>([
  ['allowed', ['read'], { action: 's3:GetObject', resources: [OBJECT] }],
  ['implicitly-denied', ['read'], { action: 's3:PutObject', resources: [OBJECT] }],
  ['implicitly-denied', ['read', 'write'], { action: 's3:ListBucket', resources: [BUCKET] }],
  ['allowed', ['list'], { action: 's3:ListBucket', resources: [BUCKET], context: { 's3:prefix': 'churn/' } }],
  ['allowed', ['list'], { action: 's3:ListBucket', resources: [BUCKET], context: { 's3:prefix': 'churn/v2/' } }],
  ['implicitly-denied', ['list'], { action: 's3:ListBucket', resources: [BUCKET], context: { 's3:prefix': 'other/' } }],
  ['implicitly-denied', ['list'], { action: 's3:ListBucket', resources: [BUCKET], context: { 's3:prefix': '' } }],
  ['implicitly-denied', ['list'], { action: 's3:ListBucket', resources: [BUCKET] }],
  [
    'implicitly-denied',
    ['list'],
    { action: 's3:ListBucket', resources: [`${BUCKET}-2`], context: { 's3:prefix': 'churn/' } },
  ],
  ['implicitly-denied', ['list'], { action: 's3:GetObject', resources: [OBJECT] }],
])('%s with %j: %j', (decision, bucketAccess, request) => {
  expect(decide(['deploy'], request, { ...FOLDER, bucketAccess })).toBe(decision);
});

test('access that is asked for comes with every permission set, once', () => {
  const read = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::my-models/*'] };
  const target: Target = { ...TARGET, bucketAccess: ['read'] };
  for (const set of ['deploy', 'baseline', 'invoke', 'observe', 'release', 'execution'] as const) {
    const statements = [policyDocument(target, [set]).Statement].flat();
    expect(statements.filter(({ Action }) => String(Action).includes('s3:'))).toEqual([read]);
  }
});

test.each<[access: readonly BucketAccess[], actions: readonly string[] | undefined]>([
  [['read'], ['kms:Decrypt']],
  [['write'], ['kms:Decrypt', 'kms:GenerateDataKey']],
  [
    ['read', 'write'],
    ['kms:Decrypt', 'kms:GenerateDataKey'],
  ],
  [['list'], undefined],
])('%j of encrypted artifacts takes %j with their key, by way of S3', (access, actions) => {
  const statement = {
    Effect: 'Allow',
    Action: actions,
    Resource: [KEY],
    Condition: { StringLike: { 'kms:ViaService': 's3.us-west-2.*' } },
  };
  expect(bucket({ ...TARGET, kmsKey: KEY }, access).slice(1)).toEqual(actions ? [statement] : []);
});

test.each<[decision: string, resource: string, service: string]>([
  ['allowed', KEY, 's3.us-west-2.amazonaws.com'],
  ['implicitly-denied', KEY, 's3.us-west-1.amazonaws.com'],
  ['implicitly-denied', KEY, 'sagemaker.us-west-2.amazonaws.com'],
  ['implicitly-denied', KEY.replace('1234abcd', '00000000'), 's3.us-west-2.amazonaws.com'],
])('%s: to decrypt with %s by way of %s', (decision, resource, service) => {
  const request = { action: 'kms:Decrypt', resources: [resource], context: { 'kms:ViaService': service } };
  expect(decide(['execution'], request, { ...TARGET, kmsKey: KEY })).toBe(decision);
});
