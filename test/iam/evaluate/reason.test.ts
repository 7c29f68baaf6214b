import { type AccessRequest, evaluate, type PolicySet } from '../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../src/iam/evaluate/policy';
import { reasonOf } from '../../../src/iam/evaluate/reason';

const ROLE = 'arn:aws:iam::123456789012:role/churn';
const USER = { type: 'AWS', value: 'arn:aws:iam::123456789012:user/alice' } as const;
const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const INVOKE = { Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: '*' };
const NEVER = { Effect: 'Deny', NotAction: 's3:*', Resource: '*' };

test.each<[why: string, action: string, policies: PolicySet]>([
  ['Statement 2 (Read) of identity policy 1 allows s3:GetObject on *.', 's3:GetObject', identity([INVOKE, READ])],
  ['Statement 1 of identity policy 2 denies iam:GetRole on *.', 'iam:GetRole', identity([READ], [NEVER])],
  ['No statement of the identity policies allows s3:PutObject on *.', 's3:PutObject', identity([READ, INVOKE])],
  [
    'Statement 1 of the permissions boundary denies iam:GetRole on *.',
    'iam:GetRole',
    { ...identity([READ]), boundary: policy([NEVER]) },
  ],
  [
    'No statement of the permissions boundary allows s3:GetObject on *.',
    's3:GetObject',
    { ...identity([READ]), boundary: policy([INVOKE]) },
  ],
  [
    'No statement of the identity policies allows s3:GetObject on *. ' +
      'A policy is malformed and grants nothing: expected the Effect Allow or Deny, in statement 2.',
    's3:GetObject',
    identity([READ, { ...READ, Effect: 'Permit' }]),
  ],
])('%s', (why, action, policies) => {
  expect(reason({ action }, policies)).toBe(why);
});

test('who asks a trust policy is named', () => {
  const trust = compilePolicy(
    { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } }] },
    'trust',
  );
  const request = { action: 'sts:AssumeRole', resources: [ROLE] };
  const service = { type: 'Service', value: 'sagemaker.amazonaws.com' } as const;
  expect(reason({ ...request, principal: USER }, { trust })).toBe(
    `No statement of the trust policy allows sts:AssumeRole on ${ROLE} by ${USER.value}.`,
  );
  expect(reason({ ...request, principal: service }, { trust })).toBe(
    `Statement 1 of the trust policy allows sts:AssumeRole on ${ROLE} by sagemaker.amazonaws.com.`,
  );
});

test('a request for no resource at all is said to be one', () => {
  expect(reason({ action: 's3:GetObject', resources: [] }, identity([READ]))).toBe(
    'The request for s3:GetObject names no resource.',
  );
});

function reason(request: AccessRequest, policies: PolicySet): string {
  return reasonOf(evaluate(request, policies), request, policies);
}

function identity(...policies: (readonly object[])[]): PolicySet {
  return { identity: policies.map(policy) };
}

function policy(statements: readonly object[]) {
  return compilePolicy({ Version: '2012-10-17', Statement: statements });
}
