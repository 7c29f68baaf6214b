import { impact, impactSection } from '../../../src/report/content/impact';
import type { RoleReport } from '../../../src/report/model';
import { settingChanges } from '../../../src/report/role-settings';
import { linesOf } from '../lines';
import {
  access,
  accessBetween,
  allow,
  change,
  deny,
  documentText,
  newAccess,
  policyText,
  property,
  ROLE_TYPE,
  trustText,
} from '../samples';

const OBJECTS = 'arn:aws:s3:::my-models/*';
const FOLDER = 'arn:aws:s3:::my-models/churn/*';
const ENDPOINT = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-prod';
const READ = allow('s3:GetObject', OBJECTS);
const SECURE = { Bool: { 'aws:SecureTransport': 'true' } };

/** The impact without what is found wrong, which has tests of its own. */
function impactOn(of: RoleReport): string {
  return impact({ ...of.assessment!, findings: [] }, { isGone: true });
}

test.each([
  ['a new role', newAccess(), 'Would grant 8 actions on 4 resources; would let 1 principal assume the role.'],
  ['nothing', access(), 'No permission changes.'],
  [
    'one action more',
    accessBetween([READ], [READ, allow('s3:PutObject', OBJECTS)]),
    'Would grant 1 more action on 1 resource.',
  ],
  [
    'the example of a reader',
    accessBetween([READ], [allow(['sagemaker:InvokeEndpoint', 'sagemaker:DescribeEndpoint'], ENDPOINT)]),
    'Would grant 2 more actions on 1 resource; would revoke 1 action on 1 resource.',
  ],
  ['another form of the same', accessBetween([READ], [allow('s3:getobject', OBJECTS), READ]), 'No permission changes.'],
  [
    'a statement that adds nothing',
    accessBetween([READ], [READ, allow('s3:GetObject', FOLDER)]),
    'No permission changes.',
  ],
])('%s', (_, of, expected) => {
  expect(impactOn(of)).toBe(expected);
});

describe('never calls a narrowing a grant', () => {
  test.each([
    ['to a folder', [READ], [allow('s3:GetObject', FOLDER)], 'Would narrow 1 action.'],
    [
      'of a pattern to one action on one resource',
      [allow('sagemaker:*', '*')],
      [allow('sagemaker:InvokeEndpoint', ENDPOINT)],
      /^Would revoke \d{3} actions on every resource; would narrow 1 action\.$/,
    ],
    ['by a condition', [READ], [allow('s3:GetObject', OBJECTS, SECURE)], 'Would narrow 1 action.'],
    ['by a denial', [READ], [READ, deny('s3:GetObject', 'arn:aws:s3:::my-models/secret/*')], 'Would narrow 1 action.'],
    ['by a conditional denial', [READ], [READ, deny('s3:*', '*', SECURE)], /^Would (narrow|revoke) 1 action/],
    ['to nothing', [READ], undefined, 'Would revoke 1 action on 1 resource.'],
  ])('%s', (_, before, after, expected) => {
    expect(impactOn(accessBetween(before, after))).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });
});

describe('calls great what is great', () => {
  test.each([
    ['all of a service', allow('s3:*', '*'), /^Would grant 1\d\d actions on every resource\.$/],
    ['everything', allow('*', '*'), 'Would grant all actions on every resource.'],
    [
      'all but',
      { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
      'Would grant nearly all actions on every resource.',
    ],
    [
      'all resources but',
      { Effect: 'Allow', Action: 's3:GetObject', NotResource: OBJECTS },
      'Would grant 1 action on nearly every resource.',
    ],
    [
      'a service that is not known in full',
      allow('ec2:Describe*', '*'),
      'Would grant at least 1 action on every resource.',
    ],
  ])('%s', (_, statement, expected) => {
    expect(impactOn(accessBetween(undefined, [statement]))).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });

  test('but not actions that can only be allowed on `*`', () => {
    const statement = allow(['sagemaker:ListEndpoints', 'cloudwatch:GetMetricData'], '*');
    expect(impactOn(accessBetween(undefined, [statement]))).toBe('Would grant 2 actions.');
  });
});

test('counts an action once, however many statements are about it', () => {
  const of = accessBetween(undefined, [READ, allow('s3:GetObject', 'arn:aws:s3:::other/*')]);
  expect(impactOn(of)).toBe('Would grant 1 action on 2 resources.');
});

test('a condition that is replaced by another is neither more nor less', () => {
  const from = (range: string) => allow('s3:GetObject', OBJECTS, { IpAddress: { 'aws:SourceIp': range } });
  expect(impactOn(accessBetween([from('10.0.0.0/8')], [from('192.168.0.0/16')]))).toBe(
    'Would change the conditions of 1 action.',
  );
});

describe('who may assume the role', () => {
  const trusting = (Principal: unknown, more: object = {}) => ({
    Effect: 'Allow',
    Principal,
    Action: 'sts:AssumeRole',
    ...more,
  });
  const anyone = trusting('*');
  const account = trusting({ AWS: 'arn:aws:iam::210987654321:root' });
  const sagemaker = JSON.parse(trustText(true)).Statement[0];

  test.each([
    ['one more', [sagemaker], [sagemaker, account], 'Would let 1 more principal assume the role.'],
    [
      'one for another',
      [sagemaker],
      [account],
      'Would let 1 more principal assume the role; would no longer let 1 principal assume the role.',
    ],
    ['everyone', [sagemaker], [anyone, account], 'Would let everyone assume the role.'],
    [
      'all but one',
      [sagemaker],
      [{ ...trusting('*'), Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::210987654321:root' } }],
      'Would let nearly everyone assume the role.',
    ],
    ['no one', [account], [account, { ...anyone, Effect: 'Deny' }], 'Would no longer let anyone assume the role.'],
    [
      'without a permission of its own',
      [trusting({ AWS: '123456789012' })],
      [trusting({ AWS: ['123456789012', 'arn:aws:iam::123456789012:role/ci'] })],
      'Would ease the conditions for 1 principal to assume the role.',
    ],
    [
      'without the condition',
      [sagemaker],
      [{ ...sagemaker, Condition: undefined }],
      'Would ease the conditions for 1 principal to assume the role.',
    ],
    [
      'under a condition',
      [{ ...sagemaker, Condition: undefined }],
      [sagemaker],
      'Would tighten the conditions for 1 principal to assume the role.',
    ],
    [
      'by a pattern that gives sessions less',
      [{ ...account, Action: 'sts:*' }],
      [account],
      'Would change what sessions of the role may carry.',
    ],
    [
      'with tags',
      [account],
      [{ ...account, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
      'Would change what sessions of the role may carry.',
    ],
  ])('%s', (_, before, after, expected) => {
    const of = access({ trust: { before: documentText(before), after: documentText(after) } });
    expect(impactOn(of)).toBe(expected);
  });
});

test('counts findings by severity, the severest first', () => {
  const { assessment } = accessBetween(undefined, [allow(['iam:PassRole', 'sagemaker:DeleteEndpoint'], '*')], {
    trust: { after: trustText(false) },
  });
  expect(impact(assessment!)).toMatch(/; 2 security findings, \d warnings?\.$/);
});

test('does not say that nothing changes where not all could be compared', () => {
  const { assessment } = access();
  const permissions = { ...assessment!.permissions, incomplete: 'too much' };
  expect(impact({ ...assessment!, permissions })).toMatch(
    /^Not all could be compared, so more may change than is said here; /,
  );
});

test('a policy that is no longer attached allows nothing, though it is still there', () => {
  const deploy = policyText(['deploy']);
  const of = access({
    policy: { before: deploy, after: deploy },
    changes: [
      {
        type: 'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
        resource: 'a',
        urn: 'a',
        operation: 'delete',
        status: 'drifted',
        properties: [],
      },
    ],
  });
  expect(impactOn(of)).toBe('Would revoke 8 actions on 4 resources.');
});

test.each([
  ['arn:aws:iam::123456789012:policy/b', undefined, 'Would remove the permissions boundary, which may allow more.'],
  [
    undefined,
    'arn:aws:iam::123456789012:policy/b',
    'Would set a permissions boundary (other policies may test it), which may allow more.',
  ],
])('counts a boundary that goes from %s to %s', (before, after, expected) => {
  const changes = [change(ROLE_TYPE, 'update', { properties: [property('permissionsBoundary', before, after)] })];
  const of = access({ changes });
  const section = impactSection({ ...of.assessment!, findings: [] }, { settings: settingChanges(of), isGone: true });
  expect(linesOf(section)).toEqual([`**${expected}**`]);
});

test('says of drift that it was changed outside of Pulumi', () => {
  const changes = [change(ROLE_TYPE, 'update', { status: 'drifted' })];
  const of = accessBetween([READ], [READ, allow('s3:PutObject', OBJECTS)], { changes });
  expect(impact({ ...of.assessment!, findings: [] }, { ofDrift: true, isGone: true })).toBe(
    'Somebody granted 1 more action on 1 resource outside of Pulumi.',
  );
});

test('counts what policies of others allow', () => {
  const foreignPolicies = [
    { kind: 'inline' as const, name: 'by-hand', document: documentText([allow('s3:DeleteObject', OBJECTS)]) },
  ];
  expect(impactOn(accessBetween([READ], [READ], { foreignPolicies }))).toBe(
    'No permission changes; policies that are not of this stack: grants 1 more action on 1 resource.',
  );
});

test('counts what the boundary denies, and does not say that nothing changes', () => {
  const [read, write] = ['s3:GetObject', 's3:PutObject'].map((action) => allow(action, 'arn:aws:s3:::my-models/*'));
  const same = { arn: 'arn:aws:iam::aws:policy/P', document: documentText([read])! };
  const { assessment } = accessBetween([read], [read, write], { boundary: { before: same, after: same } });
  expect(impact({ ...assessment!, findings: [] }, { isGone: true })).toBe(
    'Would name 1 more action that the permissions boundary denies.',
  );
});
