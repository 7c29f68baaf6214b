import type { RequestContext } from '../../../../src/iam/evaluate/context';
import { evaluate } from '../../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../../src/iam/evaluate/policy';
import { parseExternalId, parsePrincipalArn, trustPrincipals } from '../../../../src/iam/generate/trust/principals';
import type { SessionTags } from '../../../../src/iam/generate/trust/session-tags';
import { trustPolicy } from '../../../../src/iam/generate/trust/trust-policy';
import { TARGET } from '../../target';

const APP = 'arn:aws:iam::123456789012:role/app';
const PARTNER = 'arn:aws:iam::210987654321:root';

test('names the principals', () => {
  expect(trustPrincipals({ arns: [APP, PARTNER] })).toEqual([
    {
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::123456789012:role/app', 'arn:aws:iam::210987654321:root'] },
      Action: 'sts:AssumeRole',
    },
  ]);
});

test('wants to hear the external id', () => {
  expect(trustPrincipals({ arns: [PARTNER], externalId: 'churn-7f3a' })).toEqual([
    {
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::210987654321:root'] },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'churn-7f3a' } },
    },
  ]);
});

describe('tags of sessions', () => {
  const decisionOn = (action: string, sessionTags: SessionTags | undefined, context: RequestContext) => {
    const principals = { arns: [APP], externalId: 'churn-7f3a', sessionTags };
    const trust = trustPolicy(TARGET, { sagemaker: false, restricted: true, principals });
    const resources = ['arn:aws:iam::123456789012:role/churn'];
    const request = { action, resources, principal: { type: 'AWS' as const, value: APP }, context };
    return evaluate(request, { trust: compilePolicy(trust, 'trust') }).decision;
  };

  test.each<[decision: string, sessionTags: SessionTags | undefined, keys: string[]]>([
    ['implicitly-denied', undefined, ['team']],
    ['allowed', ['team', 'stage'], ['team']],
    ['implicitly-denied', ['team', 'stage'], ['team', 'owner']],
    ['allowed', 'any', ['owner']],
  ])('are %s by %j: %j', (decision, sessionTags, keys) => {
    // AWS does not look at the external id there.
    expect(decisionOn('sts:TagSession', sessionTags, { 'aws:TagKeys': keys })).toBe(decision);
  });

  test('do not stand for the external id', () => {
    expect(decisionOn('sts:AssumeRole', 'any', { 'aws:TagKeys': ['team'] })).toBe('implicitly-denied');
  });
});

const WITH_ID: RequestContext = { 'sts:ExternalId': 'churn-7f3a' };

test.each<[decision: string, principal: string, context: RequestContext]>([
  ['allowed', APP, WITH_ID],
  ['allowed', 'arn:aws:sts::123456789012:assumed-role/app/session', WITH_ID],
  ['implicitly-denied', APP, {}],
  ['implicitly-denied', APP, { 'sts:ExternalId': 'other' }],
  ['implicitly-denied', `${APP}2`, WITH_ID],
  ['implicitly-denied', 'arn:aws:iam::999999999999:role/app', WITH_ID],
])('%s: %s with %j', (decision, principal, context) => {
  const trust = trustPolicy(TARGET, {
    sagemaker: false,
    restricted: true,
    principals: { arns: [APP], externalId: 'churn-7f3a' },
  });
  const request = {
    action: 'sts:AssumeRole',
    resources: ['arn:aws:iam::123456789012:role/churn'],
    principal: { type: 'AWS' as const, value: principal },
    context,
  };
  expect(evaluate(request, { trust: compilePolicy(trust, 'trust') }).decision).toBe(decision);
});

test.each([
  APP,
  PARTNER,
  'arn:aws:iam::123456789012:user/team/jane+x@acme.com',
  'arn:aws-us-gov:iam::123456789012:role/service/path/app',
])('%s can be trusted', (text) => {
  expect(parsePrincipalArn(text)).toMatchObject({ ok: true, value: { service: 'iam' } });
});

test.each([
  '*',
  'app',
  '123456789012',
  'arn:aws:iam::123456789012:role/*',
  'arn:aws:iam::123456789012:role/app-?',
  'arn:aws:iam::123456789012:*',
  'arn:aws:iam::*:root',
  'arn:*:iam::123456789012:root',
  'arn:aws:iam::123456789012:role/${aws:username}',
  'arn:aws:iam::123456789012:role/app"',
  'arn:aws:iam::123456789012:role/app\n',
  'arn:aws:iam::123456789012:role/\u202eppa',
  'arn:aws:iam::123456789012:role/',
  'arn:aws:iam::123456789012:role//app',
  'arn:aws:iam::123456789012:rooter',
  'arn:aws:iam::123456789012:group/team',
  'arn:aws:iam::123456789012:policy/app',
  'arn:aws:iam::aws:role/app',
  'arn:aws:iam:us-west-2:123456789012:role/app',
  'arn:aws:sts::123456789012:assumed-role/app/session',
])('%j can not', (text) => {
  expect(parsePrincipalArn(text)).toEqual({
    ok: false,
    expected: "the ARN of a role, a user or an account's root, without wildcards",
  });
});

test.each(['ab', 'churn-7f3a', 'A_b+c=d,e.f@g:h/i-j', 'x'.repeat(1224)])('%s can be an external id', (text) => {
  expect(parseExternalId(text)).toEqual({ ok: true, value: text });
});

test.each(['', 'a', 'a b', 'a*', 'a;b', '${aws:username}', 'ä1', 'x'.repeat(1225)])('%j can not', (text) => {
  expect(parseExternalId(text)).toEqual({ ok: false, expected: '2 to 1224 letters, digits and _+=,.@:/-' });
});
