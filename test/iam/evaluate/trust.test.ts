import { evaluate, type PolicySet } from '../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../src/iam/evaluate/policy';
import type { RequestPrincipal } from '../../../src/iam/evaluate/principal';

const ROLE = 'arn:aws:iam::123456789012:role/deployer';
const USER = aws('arn:aws:iam::123456789012:user/alice');
const SESSION = aws('arn:aws:sts::123456789012:assumed-role/ci/run-1');
const FEDERATED = aws('arn:aws:sts::123456789012:federated-user/alice');
const STRANGER = aws('arn:aws:iam::210987654321:user/alice');
const SAGEMAKER: RequestPrincipal = { type: 'Service', value: 'sagemaker.amazonaws.com' };
const GITHUB: RequestPrincipal = {
  type: 'Federated',
  value: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
};

const MAY_ASSUME = identity({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ROLE });
const EVERYTHING_ELSE = identity({ Effect: 'Allow', NotAction: 'sts:*', Resource: '*' });

describe.each<[principals: unknown, of: Readonly<Record<string, readonly [alone: boolean, withPermission: boolean]>>]>([
  [{ Service: 'sagemaker.amazonaws.com' }, { service: [true, true], user: [false, false] }],
  [{ Service: 'lambda.amazonaws.com' }, { service: [false, false] }],
  [{ AWS: USER.value }, { user: [true, true], session: [false, false], stranger: [false, false] }],
  [{ AWS: 'arn:aws:iam::123456789012:role/ci' }, { session: [true, true], user: [false, false] }],
  [{ AWS: 'arn:aws:iam::123456789012:role/team/CI' }, { session: [true, true] }],
  [{ AWS: 'arn:aws:iam::123456789012:user/ci' }, { session: [false, false] }],
  [{ AWS: 'arn:aws-cn:iam::123456789012:role/ci' }, { session: [false, false] }],
  // The names of roles are unique without regard to case; that of a user counts as it is written.
  [{ AWS: 'arn:aws:iam::123456789012:user/Alice' }, { user: [false, false], federated: [false, false] }],
  [{ AWS: 'arn:aws:iam::123456789012:user/alice' }, { federated: [true, true] }],
  [{ AWS: SESSION.value }, { session: [true, true] }],
  // An account that is trusted decides by its own policies.
  [{ AWS: '123456789012' }, { user: [false, true], session: [false, true], stranger: [false, false] }],
  [{ AWS: 'arn:aws:iam::210987654321:root' }, { stranger: [false, true], user: [false, false] }],
  // A stranger always needs the permission of its own account.
  [{ AWS: STRANGER.value }, { stranger: [false, true] }],
  ['*', { user: [true, true], stranger: [false, true], service: [true, true] }],
  [{ AWS: ['*'] }, { user: [true, true], service: [true, true] }],
])('a role that trusts %j', (Principal, expectations) => {
  const principals = { user: USER, session: SESSION, federated: FEDERATED, stranger: STRANGER, service: SAGEMAKER };

  test.each(Object.entries(expectations))('%s: alone, and with permission: %j', (who, expected) => {
    const trusted = trust({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal });
    const principal = principals[who as keyof typeof principals];
    const assumes = (policies: PolicySet) => assume(principal, { ...policies, trust: trusted }).decision === 'allowed';
    expect([assumes({}), assumes({ identity: [MAY_ASSUME] })]).toEqual(expected);
  });
});

test('without a statement in the trust policy no permission helps', () => {
  const nobody = trust({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } });
  expect(assume(USER, { identity: [MAY_ASSUME], trust: nobody })).toEqual({
    decision: 'implicitly-denied',
    resource: ROLE,
    silent: 'trust',
  });
});

test('the best fitting statement decides, not the first', () => {
  const both = trust([
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '123456789012' } },
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: USER.value } },
  ]);
  expect(assume(USER, { trust: both })).toMatchObject({ decision: 'allowed', statement: { statement: 1 } });
});

test('a denial counts for the principals it names, and for all but those with NotPrincipal', () => {
  const all = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' };
  const deny = trust([all, { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { AWS: USER.value } }]);
  const denyOthers = trust([all, { Effect: 'Deny', Action: 'sts:AssumeRole', NotPrincipal: { AWS: USER.value } }]);

  expect(assume(USER, { trust: deny }).decision).toBe('explicitly-denied');
  expect(assume(SESSION, { trust: deny }).decision).toBe('allowed');
  expect(assume(USER, { trust: denyOthers }).decision).toBe('allowed');
  expect(assume(SESSION, { trust: denyOthers }).decision).toBe('explicitly-denied');
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  expect(assume(USER, { trust: denyOthers, boundary: MAY_ASSUME }).decision).toBe('explicitly-denied');
});

test('a boundary limits a role and what an account trusts, not a user or a session that is named itself', () => {
  const trusting = (AWS: string) => trust({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS } });
  const bounded = (principal: RequestPrincipal, named: string) =>
    assume(principal, { identity: [MAY_ASSUME], boundary: EVERYTHING_ELSE, trust: trusting(named) }).decision;

  expect(bounded(USER, USER.value)).toBe('allowed');
  expect(bounded(SESSION, SESSION.value)).toBe('allowed');
  expect(bounded(SESSION, 'arn:aws:iam::123456789012:role/ci')).toBe('implicitly-denied');
  expect(bounded(USER, '123456789012')).toBe('implicitly-denied');
});

describe('conditions', () => {
  test('keep SageMaker to one account (confused deputy)', () => {
    const guarded = trust({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'sagemaker.amazonaws.com' },
      Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:123456789012:*' } },
    });
    const forEndpointOf = (account: string) =>
      assume(
        SAGEMAKER,
        { trust: guarded },
        { 'aws:SourceArn': `arn:aws:sagemaker:us-west-2:${account}:endpoint/churn` },
      ).decision;
    expect(forEndpointOf('123456789012')).toBe('allowed');
    expect(forEndpointOf('210987654321')).toBe('implicitly-denied');
  });

  test('keep a workflow of GitHub to one repository and branch', () => {
    const host = 'token.actions.githubusercontent.com';
    const github = trust({
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: GITHUB.value },
      Condition: {
        StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com', [`${host}:sub`]: 'repo:acme/churn:ref:refs/heads/main' },
      },
    });
    const bySubject = (subject: string) =>
      evaluate(
        {
          action: 'sts:AssumeRoleWithWebIdentity',
          resources: [ROLE],
          principal: GITHUB,
          context: { [`${host}:aud`]: 'sts.amazonaws.com', [`${host}:sub`]: subject },
        },
        { trust: github },
      ).decision;
    expect(bySubject('repo:acme/churn:ref:refs/heads/main')).toBe('allowed');
    expect(bySubject('repo:acme/Churn:ref:refs/heads/main')).toBe('implicitly-denied');
    expect(bySubject('repo:acme/churn:environment:production')).toBe('implicitly-denied');
  });
});

test('a trust policy must know who asks', () => {
  const trusted = trust({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' });
  expect(() => evaluate({ action: 'sts:AssumeRole', resources: [ROLE] }, { trust: trusted })).toThrow(
    "Can't ask a trust policy about sts:AssumeRole without a principal",
  );
});

function assume(principal: RequestPrincipal, policies: PolicySet, context = {}) {
  return evaluate({ action: 'sts:AssumeRole', resources: [ROLE], principal, context }, policies);
}

function trust(Statement: object) {
  return compilePolicy({ Version: '2012-10-17', Statement }, 'trust');
}

function identity(Statement: object) {
  return compilePolicy({ Version: '2012-10-17', Statement });
}

function aws(value: string): RequestPrincipal {
  return { type: 'AWS', value };
}
