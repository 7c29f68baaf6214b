import { permissionsSection } from '../../../src/report/content/permissions';
import type { RoleReport } from '../../../src/report/model';
import { linesOf } from '../lines';
import { access, accessBetween, allow, change, deny, documentText, newAccess, ROLE_TYPE, trustText } from '../samples';

const OBJECTS = 'arn:aws:s3:::my-models/*';
const FOLDER = 'arn:aws:s3:::my-models/churn/*';
const SECURE = { Bool: { 'aws:SecureTransport': 'true' } };
const READ = allow('s3:GetObject', OBJECTS);

function sentences(of: RoleReport): readonly string[] {
  const ofDrift = of.changes.some(({ status }) => status === 'drifted');
  return linesOf(permissionsSection(of.assessment!, { ...of, ofDrift }));
}

test('says who may do what on which resources, in one sentence for all that is alike', () => {
  expect(sentences(newAccess())).toEqual([
    '- ➕ the service `sagemaker.amazonaws.com` would be able to assume `churn-prod`, if `aws:SourceArn` is like `arn:aws:sagemaker:us-west-2:123456789012:*`',
    '- ➕ `churn-prod` would be able to `sagemaker:CreateEndpoint`, `sagemaker:DeleteEndpoint`, `sagemaker:InvokeEndpoint`, `sagemaker:DescribeEndpoint` on endpoint `churn-prod`',
    '- ➕ `churn-prod` would be able to `s3:GetObject`, `s3:PutObject` on objects `my-models/churn/*`',
    '- ➕ `churn-prod` would be able to `sagemaker:CreateEndpoint`, `sagemaker:DescribeEndpointConfig` on endpoint configurations `churn-prod`, `churn-prod-*`',
    '- ➕ `churn-prod` would be able to `sagemaker:AddTags` on endpoint `churn-prod`, if `sagemaker:TaggingAction` is `CreateEndpoint`',
  ]);
});

test('names the first of many resources, patterns before all others, and counts the rest', () => {
  const many = Array.from({ length: 9 }, (_, index) => `arn:aws:s3:::models-${index}/a`);
  const of = accessBetween([], [allow('s3:GetObject', [...many, OBJECTS])]);
  expect(sentences(of).slice(0, 1)).toEqual([
    '- ➕ `churn-prod` would be able to `s3:GetObject` on objects `my-models/*`, `models-0/a`, `models-1/a`, `models-2/a`, `models-3/a`, `models-4/a` and 4 more resources',
  ]);
});

test('is empty where nothing changes', () => {
  expect(sentences(access())).toEqual([]);
});

test.each([
  ['one action', [], [READ], '➕ `churn-prod` would be able to `s3:GetObject` on objects `my-models/*`'],
  ['its end', [READ], [], '➖ `churn-prod` would no longer be able to `s3:GetObject` on objects `my-models/*`'],
  [
    'all of a service',
    [],
    [allow('s3:*', '*')],
    /^➕ `churn-prod` would be able to `s3:\*` \(1\d\d actions\) on \*\*everything\*\*$/,
  ],
  [
    'what a pattern adds to another',
    [allow('s3:Get*', '*')],
    [allow('s3:*', '*')],
    /^➕ `churn-prod` would be able to `s3:\*` \(\d+ of 1\d\d actions\) on \*\*everything\*\*$/,
  ],
  [
    'a pattern of few',
    [],
    [allow('s3:Get*Payment*', '*')],
    '➕ `churn-prod` would be able to `s3:GetBucketRequestPayment` on **everything**',
  ],
  [
    'a pattern of a service not known in full',
    [],
    [allow('ec2:Describe*', '*')],
    '➕ `churn-prod` would be able to `ec2:Describe*` on **everything**',
  ],
  ['everything', [], [allow('*', '*')], '➕ `churn-prod` would be able to **all actions** on **everything**'],
  [
    'all but',
    [],
    [{ Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], NotResource: OBJECTS }],
    '➕ `churn-prod` would be able to **all actions but** `iam:*`, `sts:*` on **everything** **but** objects `my-models/*`',
  ],
  [
    'what takes no resource',
    [],
    [allow('sagemaker:ListModels', '*')],
    '➕ `churn-prod` would be able to `sagemaker:ListModels`',
  ],
  [
    'a new denial',
    [READ],
    [READ, deny('s3:*', 'arn:aws:s3:::my-models/secret/*')],
    '➖ `churn-prod` would no longer be able to `s3:GetObject` on objects `my-models/secret/*`',
  ],
  [
    'a denial of everything, which takes only what was there',
    [READ],
    [READ, deny('*', '*')],
    '➖ `churn-prod` would no longer be able to `s3:GetObject` on **everything**',
  ],
  [
    'what is left of it',
    [READ],
    [allow('s3:GetObject', FOLDER)],
    '➖ `churn-prod` would no longer be able to `s3:GetObject` on objects `my-models/*`; still allowed on objects `my-models/churn/*`',
  ],
  [
    'what was there of it',
    [allow('s3:GetObject', FOLDER)],
    [allow(['s3:GetObject', 's3:PutObject'], OBJECTS)],
    '➕ `churn-prod` would be able to `s3:GetObject`, `s3:PutObject` on objects `my-models/*`; already allowed `s3:GetObject` on objects `my-models/churn/*`',
  ],
  [
    'a condition that is added',
    [READ],
    [allow('s3:GetObject', OBJECTS, SECURE)],
    '➖ `churn-prod` would no longer be able to `s3:GetObject` on objects `my-models/*`; still allowed if `aws:SecureTransport` is `true`',
  ],
  [
    'a statement with a condition, that is gone',
    [allow('s3:GetObject', OBJECTS, SECURE)],
    [],
    '➖ `churn-prod` would no longer be able to `s3:GetObject` on objects `my-models/*` (was allowed if `aws:SecureTransport` is `true`)',
  ],
  [
    'a denial with a condition, that is new',
    [READ],
    [READ, deny('s3:GetObject', OBJECTS, SECURE)],
    '➖ `churn-prod` would no longer be able to `s3:GetObject` on objects `my-models/*`, if `aws:SecureTransport` is `true`',
  ],
  [
    'a condition that is eased',
    [allow('s3:GetObject', OBJECTS, { NumericLessThan: { 's3:max-keys': '5' } })],
    [allow('s3:GetObject', OBJECTS, { NumericLessThan: { 's3:max-keys': '10' } })],
    '➕ `churn-prod` would be able to `s3:GetObject` on objects `my-models/*`, if `s3:max-keys` is less than `10`; already allowed if `s3:max-keys` is less than `5`',
  ],
  [
    'conditions of something new',
    [],
    [
      allow('s3:GetObject', OBJECTS, {
        ...SECURE,
        StringLikeIfExists: { 'aws:a': ['x*', 'y'] },
        Null: { 'aws:b': 'true' },
      }),
    ],
    '➕ `churn-prod` would be able to `s3:GetObject` on objects `my-models/*`, if `aws:SecureTransport` is `true` and `aws:a` is like `x*` or `y` or is absent and `aws:b` is absent',
  ],
])('%s', (_, before, after, expected) => {
  expect(sentences(accessBetween(before, after))).toEqual([
    typeof expected === 'string'
      ? `- ${expected}`
      : expect.stringMatching(new RegExp(expected.source.replace('^', '^- '))),
  ]);
});

test('what is gained comes first, then what is not certain, then what is lost', () => {
  const on = (condition: string) => allow('s3:PutObject', OBJECTS, { Bool: { [condition]: 'true' } });
  const of = accessBetween(
    [READ, on('aws:SecureTransport')],
    [on('aws:MultiFactorAuthPresent'), allow('s3:DeleteObject', OBJECTS)],
    {
      trust: { before: trustText(false), after: trustText(true) },
    },
  );
  expect(sentences(of).map((sentence) => sentence.slice(2, 3))).toEqual(['➕', '❔', '➖', '➖']);
});

describe('who may assume the role', () => {
  const GITHUB = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';
  const account = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::210987654321:root' }, Action: 'sts:AssumeRole' };

  test.each([
    [
      'a workflow',
      [],
      [
        {
          Effect: 'Allow',
          Principal: { Federated: GITHUB },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'token.actions.githubusercontent.com:sub': 'repo:acme/churn:environment:prod' },
          },
        },
      ],
      `➕ GitHub Actions (\`${GITHUB}\`) would be able to assume \`churn-prod\` by \`sts:AssumeRoleWithWebIdentity\`, if \`token.actions.githubusercontent.com:sub\` is \`repo:acme/churn:environment:prod\``,
    ],
    [
      'an account, with tags',
      [],
      [{ ...account, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
      '➕ another account `210987654321` (any user or role that it permits) would be able to assume `churn-prod` (with `sts:TagSession`)',
    ],
    [
      'tags only',
      [account],
      [account, { ...account, Action: 'sts:TagSession' }],
      '➕ another account `210987654321` (any user or role that it permits) would be able to use `sts:TagSession` when assuming `churn-prod`',
    ],
    [
      'a pattern that gives sessions more',
      [account],
      [{ ...account, Action: 'sts:*' }],
      '➕ another account `210987654321` (any user or role that it permits) would be able to use `sts:SetContext`, `sts:SetSourceIdentity`, `sts:TagSession` when assuming `churn-prod`',
    ],
    [
      'one of its own account by name',
      [{ ...account, Principal: { AWS: '123456789012' } }],
      [{ ...account, Principal: { AWS: ['123456789012', 'arn:aws:iam::123456789012:role/ci'] } }],
      '➕ `arn:aws:iam::123456789012:role/ci` would be able to assume `churn-prod` without a permission of its own',
    ],
    [
      'one under a condition, no longer',
      [{ ...account, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }],
      [],
      '➖ another account `210987654321` (any user or role that it permits) would no longer be able to assume `churn-prod` (was allowed if `sts:ExternalId` is `x`)',
    ],
    [
      'one under a condition, now without',
      [{ ...account, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }],
      [account],
      '➕ another account `210987654321` (any user or role that it permits) would be able to assume `churn-prod`; already allowed if `sts:ExternalId` is `x`',
    ],
    [
      'one without a condition, now under one',
      [account],
      [{ ...account, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }],
      '➖ another account `210987654321` (any user or role that it permits) would no longer be able to assume `churn-prod`; still allowed if `sts:ExternalId` is `x`',
    ],
    [
      'a role of another account',
      [],
      [{ ...account, Principal: { AWS: 'arn:aws:iam::210987654321:role/ci' } }],
      '➕ `arn:aws:iam::210987654321:role/ci` (of another account, `210987654321`) would be able to assume `churn-prod`',
    ],
    [
      'the role’s own account',
      [],
      [{ ...account, Principal: { AWS: '123456789012' } }],
      '➕ this account `123456789012` (any user or role that it permits) would be able to assume `churn-prod`',
    ],
    ['anyone', [], [{ ...account, Principal: '*' }], '➕ **anyone** would be able to assume `churn-prod`'],
    [
      'anyone but',
      [],
      [{ Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::210987654321:root' }, Action: 'sts:AssumeRole' }],
      '➕ **anyone but** another account `210987654321` (any user or role that it permits) would be able to assume `churn-prod`',
    ],
    [
      'no one',
      [account],
      [account, { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }],
      '➖ **no one** would be able to assume `churn-prod` any longer',
    ],
  ])('%s', (_, before, after, expected) => {
    const trust = { before: documentText(before), after: documentText(after) };
    expect(sentences(access({ trust }))).toEqual([`- ${expected}`]);
  });
});

test('says what could not be compared', () => {
  const of = access({ policy: { before: '{"Statement":3}', after: documentText([READ]) } });
  expect(sentences(of).slice(1)).toEqual([
    '> [!WARNING]',
    expect.stringMatching(/^> The policy before the change is malformed: expected .*\. It counts as none\.$/),
  ]);
});

describe('for jobs of GitHub', () => {
  const ISSUER = 'token.actions.githubusercontent.com';
  const trusting = (...subjects: readonly string[]) =>
    documentText([
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: subjects } },
      },
    ]);
  const MAIN = 'repo:acme/churn:ref:refs/heads/main';
  const PULL_REQUESTS = 'repo:acme/churn:pull_request';

  test.each([
    ['a new role', undefined, [MAIN], '➕ jobs of `acme/churn` on branch `main` would be able to assume `churn-prod`'],
    [
      'only what is new',
      [MAIN],
      [MAIN, PULL_REQUESTS],
      '➕ jobs of `acme/churn` for pull requests would be able to assume `churn-prod`',
    ],
    [
      'only what is lost',
      [MAIN, PULL_REQUESTS],
      [PULL_REQUESTS],
      '➖ jobs of `acme/churn` on branch `main` would no longer be able to assume `churn-prod`',
    ],
    [
      'both forms of a subject as one',
      [MAIN],
      [MAIN, PULL_REQUESTS, 'repo:acme@1/churn@2:pull_request'],
      '➕ jobs of `acme/churn` (both subject forms) for pull requests would be able to assume `churn-prod`',
    ],
    [
      'all that are new of a repository in one sentence',
      [MAIN],
      [MAIN, PULL_REQUESTS, 'repo:acme/churn:environment:prod'],
      '➕ jobs of `acme/churn` for pull requests or in environment `prod` would be able to assume `churn-prod`',
    ],
    [
      'the other form of a subject',
      [MAIN],
      [MAIN, 'repo:acme@1/churn@2:ref:refs/heads/main'],
      '➕ jobs of `acme@1/churn@2` on branch `main` would be able to assume `churn-prod`; already allowed by the other form of the subject',
    ],
  ])('says which, in the words of GitHub: %s', (_, before, after, sentence) => {
    const trust = { before: before && trusting(...before), after: trusting(...after) };

    expect(sentences(access({ trust }))).toEqual([`- ${sentence}`]);
  });

  test('has a sentence of its own for each repository', () => {
    const trust = {
      before: trusting(MAIN),
      after: trusting(MAIN, PULL_REQUESTS, 'repo:stranger/evil:ref:refs/heads/main'),
    };
    expect(sentences(access({ trust }))).toEqual([
      '- ➕ jobs of `acme/churn` for pull requests would be able to assume `churn-prod`',
      '- ➕ jobs of `stranger/evil` on branch `main` would be able to assume `churn-prod`',
    ]);
  });
});

describe('for jobs of GitHub under more conditions', () => {
  const ISSUER = 'token.actions.githubusercontent.com';
  const statement = (more: object, sub: string | undefined = 'repo:acme/churn:ref:refs/heads/main') => ({
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${ISSUER}:aud`]: 'sts.amazonaws.com',
        ...(!('StringLike' in more) && { [`${ISSUER}:sub`]: sub }),
      },
      ...more,
    },
  });
  const HERE = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
  const LIKE = { StringLike: { [`${ISSUER}:sub`]: 'repo:acme/churn:*' } };

  test.each([
    [
      'a new one',
      [],
      [statement(HERE)],
      '➕ jobs of `acme/churn` on branch `main` would be able to assume `churn-prod`, if `aws:SourceIp` is in `10.0.0.0/8`',
    ],
    [
      'one that is eased',
      [statement(HERE)],
      [statement({})],
      '➕ jobs of `acme/churn` on branch `main` would be able to assume `churn-prod`; already allowed if `aws:SourceIp` is in `10.0.0.0/8`',
    ],
    [
      'one that is gone',
      [statement(HERE)],
      [],
      '➖ jobs of `acme/churn` on branch `main` would no longer be able to assume `churn-prod` (was allowed if `aws:SourceIp` is in `10.0.0.0/8`)',
    ],
    [
      'all of a repository, of which one was let in',
      [statement({})],
      [statement(LIKE)],
      '➕ jobs of `acme/churn` on any branch or tag, in any environment, for any event would be able to assume `churn-prod`; already allowed for jobs of `acme/churn` on branch `main`',
    ],
  ])('%s', (_, before, after, sentence) => {
    const trust = { before: documentText(before), after: documentText(after) };

    expect(sentences(access({ trust }))).toEqual([`- ${sentence}`]);
  });

  test('which cannot be told as jobs, as the statement has it', () => {
    const anyOfOwner = { StringLike: { [`${ISSUER}:sub`]: 'repo:acme/*' } };
    const trust = {
      before: documentText([statement({})]),
      after: documentText([statement({}), statement(anyOfOwner)]),
    };

    expect(sentences(access({ trust }))).toEqual([
      expect.stringMatching(
        /^- ➕ GitHub Actions .* would be able to assume .*, if .*:sub` is like `repo:acme\/\*`; already allowed if /,
      ),
    ]);
  });
});

describe('what was changed outside of Pulumi', () => {
  const drifted = { changes: [change(ROLE_TYPE, 'update', { status: 'drifted' as const })] };
  const EVERYBODY = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
  });

  test('was done by somebody', () => {
    expect(sentences(accessBetween([READ], [allow('s3:*', '*')], drifted))).toEqual([
      expect.stringMatching(/^- ➕ somebody gave `churn-prod` `s3:\*` \(\d+ actions\) on \*\*everything\*\*/),
    ]);
    expect(sentences(accessBetween([READ], [], drifted))).toEqual([
      '- ➖ somebody took `s3:GetObject` on objects `my-models/*` from `churn-prod`',
    ]);
    expect(sentences(access({ trust: { before: trustText(true), after: EVERYBODY }, ...drifted }))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^- ➕ somebody let \*\*anyone\*\* assume `churn-prod`/)]),
    );
  });
});

test('what policies of others allow is told beside the change, and as no change', () => {
  const foreignPolicies = [
    { kind: 'inline' as const, name: 'by-hand', document: documentText([allow('s3:DeleteObject', OBJECTS)]) },
  ];
  expect(sentences(accessBetween([READ], [READ], { foreignPolicies }))).toEqual([
    '- ⚠️ `churn-prod` can, by policies that are not of this stack, `s3:DeleteObject` on objects `my-models/*`',
  ]);
});

describe('within a permissions boundary', () => {
  const CHURN = 'arn:aws:s3:::my-models/churn/*';
  const [GET, PUT] = [allow('s3:GetObject', CHURN), allow('s3:PutObject', CHURN)];
  const boundary = (...statements: unknown[]) => ({
    arn: 'arn:aws:iam::aws:policy/P',
    document: documentText(statements)!,
  });
  const told = (before: unknown[], after: unknown[], boundaries: RoleReport['boundary']) =>
    linesOf(permissionsSection(...sectionArguments(accessBetween(before, after, { boundary: boundaries }))));
  const sectionArguments = (of: RoleReport) => [of.assessment!, of] as const;

  test('what the policy allows more and the boundary denies is told as that', () => {
    const same = boundary(GET);
    expect(told([GET], [GET, PUT], { before: same, after: same })).toEqual([
      '- 🚧 the policy of `churn-prod` would allow it to `s3:PutObject` on objects `my-models/churn/*`; denied, because the permissions boundary does not',
    ]);
  });

  test('what only the boundary changes is told as that', () => {
    const changed = { before: boundary(GET), after: boundary(PUT) };
    expect(told([GET, PUT], [GET, PUT], changed)).toEqual([
      '- ➕ `churn-prod` would be able to `s3:PutObject` on objects `my-models/churn/*`, because of its permissions boundary',
      '- ➖ `churn-prod` would no longer be able to `s3:GetObject` on objects `my-models/churn/*`, because of its permissions boundary',
    ]);
  });

  test('nothing is said of one that was not looked at', () => {
    const unread = { arn: 'arn:aws:iam::aws:policy/P', unread: 'AccessDenied' };
    expect(told([GET], [GET, PUT], { after: unread })).toEqual(told([GET], [GET, PUT], undefined));
  });
});

describe('in the words of how far it came', () => {
  test.each([
    ['*', 'dynamodb:*', '**all actions** on **everything**; still allowed `dynamodb:*` on **everything**'],
    [
      'dynamodb:*',
      'dynamodb:GetItem',
      '`dynamodb:*` on **everything**; still allowed `dynamodb:GetItem` on **everything**',
    ],
  ])('of %s, %s is left', (before, after, told) => {
    const of = accessBetween([allow(before, '*')], [allow(after, '*')]);
    expect(sentences(of)).toEqual([`- ➖ \`churn-prod\` would no longer be able to ${told}`]);
  });

  const LOST = accessBetween([READ], []);
  const account = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::210987654321:root' }, Action: 'sts:AssumeRole' };
  const nobody = { ...account, Principal: '*', Effect: 'Deny' };
  const shut = access({ trust: { before: documentText([account]), after: documentText([account, nobody]) } });
  const told = (of: RoleReport, stage: 'planned' | 'applied' | 'unfinished') =>
    linesOf(permissionsSection(of.assessment!, { ...of, stage }))[0];

  test.each([
    ['planned', 'would be able to', 'would no longer be able to', 'would be able to assume'],
    ['applied', 'can now', 'can no longer', 'can assume'],
    ['unfinished', 'was to be able to', 'was no longer to be able to', 'was to be able to assume'],
  ] as const)('%s', (stage, gained, lost, assume) => {
    expect(told(accessBetween([], [READ]), stage)).toBe(
      `- ➕ \`churn-prod\` ${gained} \`s3:GetObject\` on objects \`my-models/*\``,
    );
    expect(told(LOST, stage)).toBe(`- ➖ \`churn-prod\` ${lost} \`s3:GetObject\` on objects \`my-models/*\``);
    expect(told(shut, stage)).toBe(`- ➖ **no one** ${assume} \`churn-prod\` any longer`);
  });

  test('what was possible under a condition is told as past, and never as if it were on others', () => {
    const conditional = accessBetween([allow('s3:GetObject', OBJECTS, SECURE)], []);
    const what = '`s3:GetObject` on objects `my-models/*`';
    expect(told(conditional, 'applied')).toBe(
      `- ➖ \`churn-prod\` can no longer ${what} (was allowed if \`aws:SecureTransport\` is \`true\`)`,
    );
    expect(told(conditional, 'unfinished')).toBe(
      `- ➖ \`churn-prod\` was no longer to be able to ${what} (was allowed before this run if \`aws:SecureTransport\` is \`true\`)`,
    );
  });
});

describe('too much to read', () => {
  const ISSUER = 'token.actions.githubusercontent.com';
  const listed = <T>(count: number, each: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => each(index));
  const blocks = (of: RoleReport) => permissionsSection(of.assessment!, of);
  const shown = (of: RoleReport) => linesOf(blocks(of).slice(0, 1));
  const folded = (of: RoleReport) => linesOf(blocks(of).filter(({ fold }) => fold)).join('\n');
  const trusting = (...principals: unknown[]) => ({
    before: documentText([]),
    after: documentText(principals.map((Principal) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }))),
  });
  const ofJobs = (subjects: readonly string[], operator = 'StringEquals') => ({
    before: documentText([]),
    after: documentText([
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
          [operator]: {
            ...(operator === 'StringEquals' && { [`${ISSUER}:aud`]: 'sts.amazonaws.com' }),
            [`${ISSUER}:sub`]: subjects,
          },
        },
      },
    ]),
  });

  test('many principals of whom the same is true are one sentence, apart from everybody and other sorts', () => {
    const roles = listed(29, (index) => ({ AWS: `arn:aws:iam::210987654321:role/r${index}` }));
    const accounts = listed(29, (index) => ({ AWS: `arn:aws:iam::2109876543${10 + index}:root` }));
    const of = access({ trust: trusting(...roles, ...accounts, { AWS: '*' }) });
    const named = (index: number) => `\`arn:aws:iam::210987654321:role/r${index}\``;
    expect(shown(of)).toEqual([
      `- ➕ 29 roles of other accounts (${[0, 1, 2, 3, 4, 5].map(named).join(', ')} and 23 more of them) would be able to assume \`churn-prod\``,
      expect.stringMatching(
        /^- ➕ 29 other accounts \(`arn:.*` and 23 more of them; any user or role that they permit\) would be able to assume/,
      ),
      '- ➕ **anyone** would be able to assume `churn-prod`',
    ]);
    for (const { AWS } of [...roles, ...accounts]) expect(folded(of)).toContain(`\`${AWS}\``);
  });

  test('a few principals have a sentence each', () => {
    const roles = listed(3, (index) => ({ AWS: `arn:aws:iam::210987654321:role/r${index}` }));
    const of = access({ trust: trusting(...roles) });
    expect(shown(of)).toHaveLength(3);
    expect(folded(of)).toBe('');
  });

  test('jobs of many repositories are one sentence', () => {
    const of = access({ trust: ofJobs(listed(29, (index) => `repo:acme/r${index}:ref:refs/heads/main`)) });
    expect(shown(of)).toEqual([
      '- ➕ jobs of `acme/r0` or `acme/r1` or `acme/r2` or `acme/r3` or `acme/r4` or `acme/r5` or 23 more repositories on branch `main` would be able to assume `churn-prod`',
    ]);
    expect(folded(of)).toContain('`acme/r28` on branch `main`');
  });

  test('jobs that are told by their subjects are one sentence, with the broad ones first where they are cut', () => {
    const owners = listed(29, (index) => `repo:o${index}/*`);
    const of = access({ trust: ofJobs(owners, 'StringLike') });
    expect(shown(of)).toEqual([expect.stringMatching(/`repo:o0\/\*` or .* or 23 more values$/)]);
    expect(folded(of)).toContain('`repo:o28/*`');
  });

  test('many actions are cut, those last that lead to more, and patterns', () => {
    const reads = listed(33, (index) => `athena:Get${String.fromCharCode(65 + (index % 26))}${index}`);
    const known = ['s3:GetObject', 's3:GetBucketTagging', 's3:ListBucket', 's3:PutObject', 'iam:PassRole'];
    const more = ['Endpoint', 'EndpointConfig', 'Model', 'Project', 'TrainingJob', 'Trial', 'Image', 'App', 'Domain'];
    const actions = [...known, ...more.map((name) => `sagemaker:Describe${name}`), 's3:Delete*'];
    const [sentence] = shown(accessBetween([], [allow(actions, '*')]));
    expect(sentence).toMatch(/`s3:Delete\*`/);
    const of = accessBetween([], [allow([...reads, ...actions], '*')]);
    expect(shown(of)[0]).toMatch(/and \d+ more actions/);
    expect(shown(of).join('\n')).toContain('`iam:PassRole`');
    for (const action of [...reads, ...actions]) expect(folded(of)).toContain(action.replace(/\*$/, ''));
  });

  test('many values of a condition, and many exceptions, are cut', () => {
    const addresses = listed(40, (index) => `10.0.${index}.0/24`);
    const condition = { IpAddress: { 'aws:SourceIp': addresses } };
    const of = accessBetween(
      [],
      [
        allow('s3:GetObject', 'arn:aws:s3:::other/*', condition),
        { Effect: 'Allow', NotAction: listed(30, (index) => `s3:GetX${index}`), Resource: OBJECTS },
        { Effect: 'Allow', Action: 's3:PutObject', NotResource: listed(30, (index) => `arn:aws:s3:::b${index}/*`) },
      ],
    );
    const text = shown(of).join('\n');
    expect(text).toMatch(/`10\.0\.5\.0\/24` or 34 more values/);
    expect(text).toMatch(/`s3:GetX5` and 24 more exceptions/);
    expect(text).toMatch(/`b5\/\*` and 24 more exceptions/);
    for (const all of ['`10.0.39.0/24`', '`s3:GetX29`', '`b29/*`']) expect(folded(of)).toContain(all);
  });

  test('of many sentences those are left out that are lost and harmless, and counted', () => {
    const under = (actions: string[], index: number) =>
      allow(actions, OBJECTS, { StringEquals: { 'aws:PrincipalTag/team': `team-${index}` } });
    const of = accessBetween(
      listed(20, (index) => under(['s3:GetObjectAcl'], index)),
      [...listed(20, (index) => under(['s3:GetObject'], index)), under(['s3:DeleteObject'], 99)],
    );
    const lines = shown(of);
    expect(lines).toHaveLength(11);
    expect(lines.join('\n')).toContain('`s3:DeleteObject`');
    expect(lines.join('\n')).not.toContain('➖ ');
    expect(lines.at(-1)).toMatch(/^- and 11 more of ➕, 20 more of ➖: all in full below$/);
    expect(folded(of).match(/➖/g)).toHaveLength(20);
  });
});
