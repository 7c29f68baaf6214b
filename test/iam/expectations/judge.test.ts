import { policyOf, roleWith, trusted, verdictOn } from './role';
import { judge, type JudgedRole } from '../../../src/iam/expectations/judge';

const OBJECTS = 'arn:aws:s3:::my-models/*';
const ROLE = 'arn:aws:iam::123456789012:role/exec';
const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS };
const PASS = { Sid: 'Pass', Effect: 'Allow', Action: 'iam:PassRole', Resource: ROLE };
const TO_SAGEMAKER = { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } };
const ONLY_TLS = {
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const OWN_TEAM = { ...READ, Resource: 'arn:aws:s3:::my-models/${aws:PrincipalTag/team}/*' };

function bounded(boundary: object, ...statements: readonly object[]): JudgedRole {
  return { ...roleWith(...statements), boundary: { name: 'the permissions boundary', document: policyOf(boundary) } };
}

const READS = "allow: s3:GetObject\nresource: '{bucket-arn}/*'";
const NO_PASSING = 'deny: iam:PassRole\nunless: { iam:PassedToService: sagemaker.amazonaws.com }';

describe('holds where it is proved', () => {
  it.each<[string, string, JudgedRole]>([
    ['all of a pattern is allowed', READS, roleWith(READ)],
    ['what is allowed is wider', READS, roleWith({ ...READ, Action: 's3:*', Resource: '*' })],
    [
      'several statements allow a part each',
      "allow: [s3:GetObject, s3:PutObject]\nresource: '{bucket-arn}/a'",
      roleWith(READ, { ...READ, Action: 's3:Put*' }),
    ],
    ['nothing allows', 'deny: s3:PutObject', roleWith(READ)],
    ['a statement denies', 'deny: s3:GetObject', roleWith(READ, { ...READ, Effect: 'Deny' })],
    [
      'it is allowed only on what is left out',
      'deny: s3:*\nexcept: ["{bucket-arn}", "{bucket-arn}/*"]',
      roleWith(READ),
    ],
    ['a role is passed to SageMaker only', NO_PASSING, roleWith({ ...PASS, Condition: TO_SAGEMAKER })],
    [
      'the context meets the condition',
      `allow: iam:PassRole\nresource: ${ROLE}\ncontext: { iam:PassedToService: sagemaker.amazonaws.com }`,
      roleWith({ ...PASS, Condition: TO_SAGEMAKER }),
    ],
    [
      'the context does not meet it',
      'deny: iam:PassRole\ncontext: { iam:PassedToService: ec2.amazonaws.com }',
      roleWith({ ...PASS, Condition: TO_SAGEMAKER }),
    ],
    [
      'the request does not have the key',
      'deny: iam:PassRole\ncontext: { iam:PassedToService: null }',
      roleWith({ ...PASS, Condition: TO_SAGEMAKER }),
    ],
    ['the context keeps a denial off', `${READS}\ncontext: { aws:SecureTransport: true }`, roleWith(READ, ONLY_TLS)],
    [
      'one of several values is as good as the other',
      `${READS}\ncontext: { aws:PrincipalTag/team: [red, blue] }`,
      roleWith({ ...READ, Condition: { StringLike: { 'aws:PrincipalTag/team': ['red', 'b*'] } } }),
    ],
    [
      'a range is within another',
      'deny: s3:GetObject\nunless: { aws:SourceIp: 10.0.0.0/8 }',
      roleWith({ ...READ, Condition: { IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } } }),
    ],
    [
      'a range is outside of another',
      'deny: s3:GetObject\ncontext: { aws:SourceIp: 11.0.0.0/8 }',
      roleWith({ ...READ, Condition: { IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } } }),
    ],
    [
      'a variable has the value of the context',
      "allow: s3:GetObject\nresource: '{bucket-arn}/red/*'\ncontext: { aws:PrincipalTag/team: red }",
      roleWith(OWN_TEAM),
    ],
    [
      'a variable has another value',
      "deny: s3:GetObject\nresource: '{bucket-arn}/blue/*'\ncontext: { aws:PrincipalTag/team: red }",
      roleWith(OWN_TEAM),
    ],
    ['a variable has no value', 'deny: s3:GetObject\ncontext: { aws:PrincipalTag/team: null }', roleWith(OWN_TEAM)],
    [
      'all values of a list are met',
      "allow: sagemaker:AddTags\nresource: '{endpoint-arn}'\ncontext: { aws:TagKeys: [team, stage] }",
      roleWith({
        ...READ,
        Action: 'sagemaker:AddTags',
        Resource: '*',
        Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage', 'owner'] } },
      }),
    ],
    ['the boundary denies', 'deny: s3:GetObject', bounded({ ...READ, Action: 's3:Put*' }, READ)],
    ['policy and boundary allow', READS, bounded({ ...READ, Action: 's3:*' }, READ)],
    [
      'an action without resources is allowed',
      'allow: sagemaker:ListEndpoints',
      roleWith({ ...READ, Action: 'sagemaker:ListEndpoints', Resource: '*' }),
    ],
    [
      'an action is allowed on both that it needs',
      "allow: sagemaker:CreateEndpoint\nresource: ['{endpoint-arn}', 'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn']",
      roleWith({ ...READ, Action: 'sagemaker:*', Resource: '*' }),
    ],
  ])('%s', (_, test, role) => {
    expect(verdictOn(test, role)).toEqual({ holds: true });
  });
});

describe('does not hold where', () => {
  it.each<[string, string, JudgedRole, object]>([
    [
      'a part is not allowed',
      "allow: s3:GetObject\nresource: 'arn:aws:s3:::my-*/*'",
      roleWith(READ),
      {
        found: 'deny',
        example: { action: 's3:GetObject', resource: expect.stringMatching(/^arn:aws:s3:::my-/) },
        why: 'No statement of the policies allows it.',
      },
    ],
    ['one of several actions is not', "allow: s3:Get*\nresource: '{bucket-arn}/*'", roleWith(READ), { found: 'deny' }],
    [
      'a statement denies',
      READS,
      roleWith(READ, { Sid: 'No', Effect: 'Deny', Action: '*', Resource: '*' }),
      {
        found: 'deny',
        statement: { policy: 'the policy', index: 1, sid: 'No' },
        why: 'Statement 2 (No) of the policy denies it.',
      },
    ],
    [
      'a statement allows',
      'deny: s3:GetObject',
      roleWith(PASS, READ),
      {
        found: 'allow',
        statement: { policy: 'the policy', index: 1, sid: 'Read' },
        example: { action: 's3:GetObject', resource: expect.stringContaining('arn:aws:s3:::my-models/') },
        why: 'Statement 2 (Read) of the policy allows it.',
      },
    ],
    [
      'a role is passed to another service',
      NO_PASSING,
      roleWith({ ...PASS, Condition: { StringLike: { 'iam:PassedToService': '*.amazonaws.com' } } }),
      {
        found: 'allow',
        why: 'Statement 1 (Pass) of the policy allows it if StringLike iam:PassedToService *.amazonaws.com.',
      },
    ],
    [
      'it depends on what the test leaves open',
      `allow: iam:PassRole\nresource: ${ROLE}`,
      roleWith({ ...PASS, Condition: TO_SAGEMAKER }),
      {
        found: 'deny',
        why: 'Statement 1 (Pass) of the policy allows it only if StringEquals iam:PassedToService sagemaker.amazonaws.com, and the test leaves that open.',
      },
    ],
    [
      'the condition asks for something else',
      `allow: iam:PassRole\nresource: ${ROLE}\ncontext: { iam:PassedToService: ec2.amazonaws.com }`,
      roleWith({ ...PASS, Condition: TO_SAGEMAKER }),
      {
        found: 'deny',
        why: 'Statement 1 (Pass) of the policy allows it only if StringEquals iam:PassedToService sagemaker.amazonaws.com.',
      },
    ],
    [
      'a denial has a condition',
      READS,
      roleWith(READ, ONLY_TLS),
      {
        found: 'deny',
        statement: { policy: 'the policy', index: 1 },
        why: 'Statement 2 of the policy denies it if Bool aws:SecureTransport false, and the test leaves that open.',
      },
    ],
    [
      'it depends on a variable',
      "deny: s3:GetObject\nresource: '{bucket-arn}/blue/*'",
      roleWith(OWN_TEAM),
      { found: 'allow', statement: { policy: 'the policy', index: 0, sid: 'Read' } },
    ],
    [
      'one of several values is met',
      'deny: iam:PassRole\ncontext: { iam:PassedToService: [ec2.amazonaws.com, sagemaker.amazonaws.com] }',
      roleWith({ ...PASS, Condition: TO_SAGEMAKER }),
      { found: 'allow' },
    ],
    [
      'a pattern of values is met',
      "deny: iam:PassRole\ncontext: { iam:PassedToService: '*.amazonaws.com' }",
      roleWith({ ...PASS, Condition: TO_SAGEMAKER }),
      { found: 'allow' },
    ],
    [
      'the boundary allows less',
      READS,
      bounded({ ...READ, Resource: 'arn:aws:s3:::my-models/churn/*' }, READ),
      { found: 'deny', why: 'No statement of the permissions boundary allows it.' },
    ],
    [
      'the boundary denies',
      READS,
      bounded({ ...READ, Effect: 'Deny' }, READ),
      { found: 'deny', statement: { policy: 'the permissions boundary', index: 0, sid: 'Read' } },
    ],
    [
      'AWS does not say',
      'allow: sagemaker:ListEndpoints',
      roleWith({ ...READ, Action: 'sagemaker:List*', Resource: 'arn:aws:sagemaker:*:*:endpoint/*' }),
      { found: 'unclear', why: expect.stringContaining('AWS does not say') },
    ],
    [
      'AWS does not say, of a denial',
      'deny: sagemaker:ListEndpoints',
      roleWith({ ...READ, Action: 'sagemaker:List*', Resource: 'arn:aws:sagemaker:*:*:endpoint/*' }),
      { found: 'unclear' },
    ],
    [
      'a policy is malformed',
      'deny: s3:GetObject',
      roleWith({ ...READ, Effect: 'Perhaps' }),
      { found: 'unclear', why: expect.stringContaining('AWS would refuse the policy') },
    ],
    [
      'the boundary is malformed',
      'deny: s3:GetObject',
      bounded({ ...READ, Effect: 'Perhaps' }, READ),
      { found: 'unclear' },
    ],
  ])('%s', (_, test, role, failing) => {
    expect(verdictOn(test, role)).toMatchObject({ holds: false, ...failing });
  });
});

it('counts all policies of a role, and names the one that decides', () => {
  const role = roleWith(READ);
  const both = { ...role, policies: [...role.policies, { name: 'by-hand', document: policyOf(READ, PASS) }] };
  expect(verdictOn('deny: iam:PassRole', both)).toMatchObject({
    statement: { policy: 'by-hand', index: 1, sid: 'Pass' },
  });
});

it('takes what looks like a variable for a text in a policy of the older version', () => {
  const old = { Version: '2008-10-17', Statement: [OWN_TEAM] };
  const role = { ...roleWith(), policies: [{ name: 'the policy', document: old }] };
  expect(
    verdictOn("deny: s3:GetObject\nresource: '{bucket-arn}/red/*'\ncontext: { aws:PrincipalTag/team: red }", role),
  ).toEqual({ holds: true });
});

it('does not call what it can not compare a success', () => {
  const many = Array.from({ length: 2000 }, (_, index) => `arn:aws:s3:::my-models/${index}-*-${'x'.repeat(20)}`);
  const test = { name: 'it', expect: 'deny', actions: ['s3:PutObject'], line: 1 } as const;
  expect(judge(test, roleWith({ ...READ, Resource: many }))).toMatchObject({ holds: false, found: 'unclear' });
});

const PROVIDER = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';
const APP = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999988887777:role/app' }, Action: 'sts:AssumeRole' };
const SAGEMAKER = {
  Effect: 'Allow',
  Principal: { Service: 'sagemaker.amazonaws.com' },
  Action: 'sts:AssumeRole',
  Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:123456789012:*' } },
};
const jobs = (...subjects: readonly string[]) => ({
  Effect: 'Allow',
  Principal: { Federated: PROVIDER },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: {
    StringEquals: {
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': subjects,
    },
  },
});
const BOTH = jobs('repo:acme/churn:ref:refs/heads/main', 'repo:acme@1/churn@2:ref:refs/heads/main');
const BY_TOKEN = 'sts:AssumeRoleWithWebIdentity';

describe('of trust', () => {
  it.each<[string, string, JudgedRole]>([
    ['a job on the branch', `allow: ${BY_TOKEN}\ntoken: { repository: acme/churn, ref: main }`, trusted(BOTH)],
    [
      'a job on the branch, by the ids of its repository',
      `allow: ${BY_TOKEN}\ntoken: { repository: acme@1/churn@2, ref: refs/heads/main }`,
      trusted(BOTH),
    ],
    ['no job of another repository', `deny: ${BY_TOKEN}\ntoken: { repository: acme/other }`, trusted(BOTH)],
    ['no job on another branch', `deny: ${BY_TOKEN}\ntoken: { repository: acme/churn, ref: dev }`, trusted(BOTH)],
    [
      'no job of a pull request, of whatever repository',
      `deny: ${BY_TOKEN}\ntoken: { repository: '*', event_name: pull_request }`,
      trusted(BOTH),
    ],
    [
      'no job on another branch, whatever the environments',
      `deny: ${BY_TOKEN}\ntoken: { repository: acme/churn, ref: dev, environment: null }`,
      trusted(jobs('repo:acme/churn:environment:prod')),
    ],
    [
      'a job in an environment',
      `allow: ${BY_TOKEN}\ntoken: { repository: acme/churn, environment: 'prod:eu' }`,
      trusted(jobs('repo:acme/churn:environment:prod%3Aeu')),
    ],
    [
      'a subject that the repository makes itself',
      `allow: ${BY_TOKEN}\ntoken: { sub: 'job_workflow_ref:acme/shared/.github/workflows/x.yml@refs/heads/main' }`,
      trusted(jobs('job_workflow_ref:acme/shared/.github/workflows/x.yml@refs/heads/main')),
    ],
    [
      'no token for somebody else',
      `deny: ${BY_TOKEN}\ntoken: { repository: acme/churn, ref: main, aud: other }`,
      trusted(BOTH),
    ],
    [
      'a service for the account',
      'allow: sts:AssumeRole\nprincipal: { Service: sagemaker.amazonaws.com }\ncontext: { aws:SourceArn: "arn:aws:sagemaker:us-west-2:123456789012:endpoint/*" }',
      trusted(SAGEMAKER),
    ],
    [
      'no other service',
      'deny: sts:AssumeRole\nprincipal: { Service: [ec2.amazonaws.com, lambda.amazonaws.com] }',
      trusted(SAGEMAKER),
    ],
    ['a role', 'allow: sts:AssumeRole\nprincipal: { AWS: "arn:aws:iam::999988887777:role/app" }', trusted(APP)],
    [
      'nobody of another account',
      'deny: sts:AssumeRole\nprincipal: { AWS: "arn:aws:iam::111122223333:root" }',
      trusted(APP),
    ],
    ['nobody', 'deny: "sts:*"\nprincipal: "*"', trusted()],
  ])('holds: %s', (_, test, role) => {
    expect(verdictOn(test, role)).toEqual({ holds: true });
  });

  it.each<[string, string, JudgedRole, object]>([
    [
      'the repository may have immutable subjects',
      `deny: ${BY_TOKEN}\ntoken: { repository: acme/churn, ref: main }`,
      trusted(jobs('repo:acme@1/churn@2:ref:refs/heads/main')),
      { found: 'allow' },
    ],
    [
      'a job on the branch may name the environment',
      `deny: ${BY_TOKEN}\ntoken: { repository: acme/churn, ref: dev }`,
      trusted(jobs('repo:acme/churn:environment:prod')),
      { found: 'allow' },
    ],
    [
      'a job of a pull request may',
      `deny: ${BY_TOKEN}\ntoken: { repository: acme/churn, event_name: pull_request }`,
      trusted(jobs('repo:acme/churn:environment:prod')),
      { found: 'allow' },
    ],
    [
      'a token for somebody else gets in',
      `deny: ${BY_TOKEN}\ntoken: { repository: acme/churn, ref: main }`,
      trusted({ ...BOTH, Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'other' } } }),
      { found: 'allow' },
    ],
    [
      'only the other form of the subject is trusted',
      `allow: ${BY_TOKEN}\ntoken: { repository: acme/churn, ref: main }`,
      trusted(jobs('repo:acme@1/churn@2:ref:refs/heads/main')),
      { found: 'deny' },
    ],
    [
      'some job of the repository gets in',
      `deny: ${BY_TOKEN}\ntoken: { repository: acme/churn }`,
      trusted(BOTH),
      {
        found: 'allow',
        example: { action: BY_TOKEN, principal: { type: 'Federated', value: PROVIDER } },
        statement: { policy: 'the trust policy', index: 0 },
      },
    ],
    [
      'not all jobs of the repository get in',
      `allow: ${BY_TOKEN}\ntoken: { repository: acme/churn }`,
      trusted(BOTH),
      { found: 'deny' },
    ],
    [
      'somebody of the account gets in',
      'deny: sts:AssumeRole\nprincipal: { AWS: "arn:aws:iam::999988887777:root" }',
      trusted(APP),
      { example: { principal: { value: 'arn:aws:sts::999988887777:assumed-role/app/somebody' } } },
    ],
    [
      'some service gets in',
      'deny: sts:AssumeRole\nprincipal: { Service: "*" }',
      trusted(APP, SAGEMAKER),
      { statement: { index: 1 }, example: { principal: { value: 'sagemaker.amazonaws.com' } } },
    ],
    [
      'everybody gets in',
      'deny: sts:AssumeRole\nprincipal: { AWS: "arn:aws:iam::111122223333:role/x" }',
      trusted({ ...APP, Principal: '*' }),
      { found: 'allow' },
    ],
    [
      'the service is trusted on behalf of one account',
      'allow: sts:AssumeRole\nprincipal: { Service: sagemaker.amazonaws.com }',
      trusted(SAGEMAKER),
      { why: expect.stringContaining('the test leaves that open') },
    ],
    [
      'one of several principals is not trusted',
      'allow: sts:AssumeRole\nprincipal: { AWS: ["arn:aws:iam::999988887777:role/app", "arn:aws:iam::999988887777:role/b"] }',
      trusted(APP),
      { found: 'deny' },
    ],
    [
      'the trust policy is malformed',
      'deny: sts:AssumeRole\nprincipal: "*"',
      trusted({ ...APP, Effect: 'x' }),
      { found: 'unclear', why: expect.stringContaining('AWS would refuse the trust policy') },
    ],
  ])('does not hold: %s', (_, test, role, failing) => {
    expect(verdictOn(test, role)).toMatchObject({ holds: false, ...failing });
  });

  it('asks the trust policy only', () => {
    const role = { ...trusted(APP), policies: roleWith({ ...READ, Action: 'sts:*', Resource: '*' }).policies };
    expect(verdictOn('deny: sts:AssumeRole\nprincipal: { AWS: "arn:aws:iam::111122223333:role/x" }', role)).toEqual({
      holds: true,
    });
  });

  it('knows that a denial of all but some denies whoever has a boundary', () => {
    const denial = {
      Effect: 'Deny',
      NotPrincipal: { AWS: 'arn:aws:iam::999988887777:role/app' },
      Action: 'sts:AssumeRole',
    };
    const test = 'allow: sts:AssumeRole\nprincipal: { AWS: "arn:aws:iam::999988887777:role/app" }';
    const boundary = { name: 'the permissions boundary', document: policyOf({ ...READ, Resource: '*' }) };
    expect(verdictOn(test, trusted(APP, denial))).toEqual({ holds: true });
    expect(verdictOn(test, { ...trusted(APP, denial), boundary })).toMatchObject({
      holds: false,
      statement: { index: 1 },
    });
  });
});
