import { graphSection } from '../../../src/report/content/graph';
import type { RoleReport } from '../../../src/report/model';
import { linesOf } from '../lines';
import { access, accessBetween, allow, deny, documentText, newAccess } from '../samples';

function graph(of: RoleReport): readonly string[] {
  // Within its fence.
  return linesOf(graphSection(of, true)).slice(1, -1);
}

function graphWith(name: string): readonly string[] {
  return graph(
    access({
      roleName: name,
      policyName: name,
      trust: { after: documentText([{ Effect: 'Allow', Principal: { AWS: name }, Action: 'sts:AssumeRole' }]) },
      policy: { after: documentText([allow(name, name), deny(`s3:${name}`, name, { Bool: { [name]: name } })]) },
    }),
  );
}

test('draws who may assume the role, and what it leads to', () => {
  expect(graph(newAccess())).toEqual([
    'graph LR',
    '  role(["role churn-prod"]) --> policy["policy churn-prod"]',
    '  principal0["sagemaker.amazonaws.com"] -- assumes --> role',
    '  resource0["endpoint churn-prod"]',
    '  resource1["objects my-models/churn/#8727;"]',
    '  resource2["endpoint configurations churn-prod<br>churn-prod#45;#8727;"]',
    '  policy -- "CreateEndpoint, DeleteEndpoint, InvokeEndpoint" --> resource0',
    '  policy -- "GetObject, PutObject" --> resource1',
    '  policy -- "CreateEndpoint, DescribeEndpointConfig" --> resource2',
    '  policy -- "DescribeEndpoint" --> resource0',
    '  policy -- "AddTags, if …" --> resource0',
  ]);
});

test('draws jobs of GitHub for the provider that vouches for them', () => {
  const issuer = 'token.actions.githubusercontent.com';
  const sub = ['repo:acme/churn:environment:prod', 'repo:acme@1/churn@2:environment:prod'];
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: sub } },
  };

  expect(graph(access({ trust: { after: documentText([statement]) } }))[2]).toBe(
    '  principal0["jobs of acme/churn in environment prod"] -- assumes --> role',
  );
});

describe('jobs of a provider', () => {
  const issuer = 'token.actions.githubusercontent.com';
  const trusting = (...subjects: readonly string[]) =>
    documentText([
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: subjects } },
      },
    ])!;
  const [main, withIds] = ['repo:acme/churn:ref:refs/heads/main', 'repo:acme@1/churn@2:ref:refs/heads/main'];
  const arrows = (before: readonly string[], after: readonly string[]) =>
    graph(access({ trust: { before: trusting(...before), after: trusting(...after) } })).filter((line) =>
      line.includes('assumes'),
    );

  test('have an arrow each, and only those that are new are', () => {
    expect(
      arrows([main, withIds], [main, withIds, 'repo:acme/churn:pull_request', 'repo:evil/x:pull_request']),
    ).toEqual([
      '  principal0["jobs of acme/churn on branch main"] -- assumes --> role',
      '  principal1["jobs of acme/churn for pull requests"] == "new: assumes" ==> role',
      '  principal2["jobs of evil/x for pull requests"] == "new: assumes" ==> role',
    ]);
  });

  test('are eased by another form of their subject, and new by other ids', () => {
    expect(arrows([main], [main, withIds])).toEqual([
      '  principal0["jobs of acme/churn on branch main"] == "eased: assumes" ==> role',
    ]);
    expect(arrows([withIds], [withIds, 'repo:acme@1/churn@3:ref:refs/heads/main'])).toEqual([
      '  principal0["jobs of acme#64;1/churn#64;2 on branch main"] -- assumes --> role',
      '  principal1["jobs of acme#64;1/churn#64;3 on branch main"] == "new: assumes" ==> role',
    ]);
  });
});

test('accounts are called that, and so are roles of other ones', () => {
  const trust = {
    after: documentText([
      {
        Effect: 'Allow',
        Principal: { AWS: ['999988887777', 'arn:aws:iam::123456789012:root', 'arn:aws:iam::999988887777:role/ci'] },
        Action: 'sts:AssumeRole',
      },
    ]),
  };
  expect(graph(access({ trust })).filter((line) => line.includes('assumes'))).toEqual([
    '  principal0["another account 999988887777"] -- assumes --> role',
    '  principal1["this account 123456789012"] -- assumes --> role',
    '  principal2["arn#58;aws#58;iam#58;#58;999988887777#58;role/ci of another account"] -- assumes --> role',
  ]);
});

test('a role is new with its account, unless it was let in before', () => {
  const trusting = (...AWS: readonly string[]) =>
    documentText([{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }]);
  const [account, role] = ['999988887777', 'arn:aws:iam::999988887777:role/ci'];
  const newOnes = (before: string | undefined) =>
    graph(access({ trust: { before, after: trusting(account, role) } })).filter((line) =>
      line.includes('new: assumes'),
    );
  expect(newOnes(trusting('arn:aws:iam::123456789012:role/a'))).toHaveLength(2);
  expect(newOnes(trusting(role))).toHaveLength(1);
});

test('asterisks are no emphasis', () => {
  expect(graph(access({ policy: { after: documentText([allow('s3:GetObject', 'arn:aws:s3:::a*b*c/*')]) } }))[3]).toBe(
    '  resource0["objects a#8727;b#8727;c/#8727;"]',
  );
});

test('two statements about one resource lead to the same place, and a denial looks like one', () => {
  const objects = 'arn:aws:s3:::b/*';
  const policy = {
    after: documentText([allow('s3:GetObject', objects), deny('s3:Put*', objects, { Bool: { a: 'b' } })]),
  };
  expect(graph(access({ policy })).slice(3)).toEqual([
    '  resource0["objects b/#8727;"]',
    '  policy -- "GetObject" --> resource0',
    '  policy -. "never Put#8727;, if …" .-x resource0',
  ]);
});

test('names few actions, and counts the others', () => {
  const policy = { after: documentText([allow(['s3:A', 's3:B', 's3:C', 's3:D', 's3:E'], '*')]) };
  expect(graph(access({ policy })).at(-1)).toBe('  policy -- "A, B, C, 2 actions" --> resource0');
});

test('names of many actions those that take in or lead to more', () => {
  const reads = ['A', 'B', 'C', 'D', 'E'].map((name) => `ec2:Describe${name}`);
  const of = accessBetween([], [allow([...reads, 'iam:PassRole', 's3:*'], '*')]);
  expect(graph(of).at(-1)).toContain('"new: s3#58;#8727;, PassRole, DescribeA, 4 actions"');
});

test('marks what is new, and only that', () => {
  const objects = 'arn:aws:s3:::b/*';
  const of = accessBetween([allow('s3:GetObject', objects)], [allow(['s3:GetObject', 's3:PutObject'], objects)], {
    trust: {
      before: documentText([
        { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:role/a' }, Action: 'sts:AssumeRole' },
      ]),
      after: documentText([
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::123456789012:role/a', Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ]),
    },
  });
  expect(graph(of).slice(2)).toEqual([
    '  principal0["arn#58;aws#58;iam#58;#58;123456789012#58;role/a"] -- assumes --> role',
    '  principal1["ec2.amazonaws.com"] == "new: assumes" ==> role',
    '  resource0["objects b/#8727;"]',
    '  policy -- "GetObject" --> resource0',
    '  policy == "new: PutObject" ==> resource0',
  ]);
  expect(graphSection(of, true)[0]!.fold!.more).toBe('a thick arrow is new');
  expect(graphSection(newAccess(), true)[0]!.fold!.more).toBeUndefined();
});

test('draws no arrow for what somebody may do besides assuming the role, who is not new by it', () => {
  const principal = { AWS: 'arn:aws:iam::123456789012:role/a' };
  const assuming = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
  const trust = {
    before: documentText([assuming]),
    after: documentText([assuming, { ...assuming, Action: 'sts:TagSession' }]),
  };
  const of = accessBetween([allow('s3:GetObject', '*')], [allow('s3:GetObject', '*')], { trust });
  expect(graph(of).filter((line) => line.includes('assumes'))).toEqual([
    '  principal0["arn#58;aws#58;iam#58;#58;123456789012#58;role/a"] -- assumes --> role',
  ]);
});

test('many resources of a kind are one, that counts them', () => {
  const many = Array.from({ length: 30 }, (_, index) => `arn:aws:s3:::bucket-${index}/*`);
  const lines = graph(access({ policy: { after: documentText([allow('s3:GetObject', many)]) } }));
  expect(lines.slice(3)).toEqual([
    '  resource0["30 objects<br>bucket-0/#8727;<br>bucket-1/#8727;<br>bucket-2/#8727;<br>…"]',
    '  policy -- "GetObject" --> resource0',
  ]);
});

test('a resource that is new among many stands by itself, where its name can be read', () => {
  const buckets = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:s3:::bucket-${index}/*`);
  const of = accessBetween([allow('s3:PutObject', buckets(10))], [allow('s3:PutObject', buckets(11))]);
  expect(graph(of).slice(3)).toEqual([
    '  resource0["objects bucket-10/#8727;"]',
    '  resource1["10 objects<br>bucket-0/#8727;<br>bucket-1/#8727;<br>bucket-2/#8727;<br>…"]',
    '  policy == "new: PutObject" ==> resource0',
    '  policy -- "PutObject" --> resource1',
  ]);
});

describe('with more arrows than anybody looks at', () => {
  const many = Array.from({ length: 30 }, (_, index) => ({
    ...allow('s3:GetObject', `arn:aws:s3:::bucket-${index}/*`),
    Condition: { StringEquals: { 'aws:PrincipalTag/team': `team-${index}` } },
  }));
  const moreOf = (of: RoleReport) => graphSection(of, true)[0]!.fold!.more;

  test('draws some, and says so', () => {
    const of = access({ policy: { after: documentText(many) } });
    expect(graph(of).filter((line) => / policy -- /.test(line))).toHaveLength(23);
    expect(moreOf(of)).toBe('24 of 31 arrows, first what changes: 7 of 30 grants are not drawn');
  });

  test('draws what is new first', () => {
    const of = accessBetween(many, [...many, allow('s3:PutObject', 'arn:aws:s3:::bucket-30/*')]);
    expect(graph(of).filter((line) => line.includes('new'))).toEqual(['  policy == "new: PutObject" ==> resource22']);
    expect(moreOf(of)).toBe('a thick arrow is new · 24 of 32 arrows, first what changes: 8 of 31 grants are not drawn');
  });

  test('draws somebody who gets in, however much else is new', () => {
    const lines = graph(accessBetween([], many));
    expect(lines.filter((line) => line.includes('principal'))).toHaveLength(1);
    expect(lines.filter((line) => / policy == /.test(line))).toHaveLength(23);
  });

  test('draws new principals, and policies of others, before the rest', () => {
    const trusting = (...names: string[]) =>
      documentText(names.map((name) => ({ Effect: 'Allow', Principal: { AWS: name }, Action: 'sts:AssumeRole' })));
    const old = Array.from({ length: 30 }, (_, index) => `arn:aws:iam::1234567890${10 + index}:root`);
    const stranger = 'arn:aws:iam::999999999999:root';
    const of = accessBetween(many, many, {
      trust: { before: trusting(...old), after: trusting(...old, stranger) },
      foreignPolicies: [{ kind: 'inline', name: 'by-hand', document: documentText([allow('s3:*', '*')]) }],
    });
    const lines = graph(of).join('\n');
    expect(lines).toContain('999999999999');
    expect(moreOf(of)).toContain('23 of 31 who assume the role, 15 of 30 grants are not drawn');
    expect(lines).toContain('by#45;hand'.replace('#45;', '-'));
  });

  test('draws what the role leads to, and the broadest of many new principals; the rest is one that is counted', () => {
    const entry = (principal: string) => ({ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' });
    const roles = Array.from({ length: 29 }, (_, index) => entry(`arn:aws:iam::123456789012:role/r${index}`));
    const stranger = entry('arn:aws:iam::999999999999:root');
    const of = accessBetween([], many, {
      trust: { before: documentText([]), after: documentText([...roles, stranger, entry('*')]) },
    });
    const lines = graph(of);
    expect(lines.filter((line) => /^ {2}principal\d+\[.*new: assumes/.test(line))).toHaveLength(8);
    expect(lines.filter((line) => / policy == /.test(line))).toHaveLength(16);
    expect(lines).toContain('  others0["23 more principals"] == "new: assume" ==> role');
    expect(lines.join('\n')).toMatch(/\["another account 999999999999"\][^]*\["anyone"\]/);
    expect(moreOf(of)).toContain('23 of 31 who assume the role, 14 of 30 grants are not drawn');
  });

  test('draws all principals where all arrows fit', () => {
    const names = Array.from({ length: 20 }, (_, index) => `arn:aws:iam::123456789012:role/r${index}`);
    const after = documentText(names.map((AWS) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' })));
    const lines = graph(access({ trust: { after }, policy: { after: documentText([allow('s3:GetObject', '*')]) } }));
    expect(lines.filter((line) => line.includes('assume'))).toHaveLength(20);
    expect(lines.join()).not.toContain('more principal');
  });
});

describe('statements that say the same of one kind of resource', () => {
  const tables = (action: string, count: number) =>
    Array.from({ length: count }, (_, index) =>
      allow(action, `arn:aws:dynamodb:us-west-2:123456789012:table/features-${index}`),
    );

  test('are one arrow to one node, which says how many there are', () => {
    const of = accessBetween([], [...tables('dynamodb:GetItem', 20), ...tables('dynamodb:PutItem', 2)]);
    expect(graph(of).slice(-4)).toEqual([
      '  resource0["20 dynamodb tables<br>features-0<br>features-1<br>features-2<br>…"]',
      '  resource1["dynamodb tables features-0<br>features-1"]',
      '  policy == "new: GetItem" ==> resource0',
      '  policy == "new: PutItem" ==> resource1',
    ]);
  });

  test('are not drawn together where they are about all but what they name', () => {
    const allBut = (name: string) => ({
      Effect: 'Allow',
      Action: 's3:GetObject',
      NotResource: `arn:aws:s3:::${name}/*`,
    });
    const of = access({ policy: { after: documentText([allBut('a'), allBut('b')]) } });
    expect(graph(of).filter((line) => line.includes('resource') && line.includes('["'))).toEqual([
      '  resource0["all but objects a/#8727;"]',
      '  resource1["all but objects b/#8727;"]',
    ]);
  });

  test('are not drawn together where only some of them are new', () => {
    const of = accessBetween(tables('dynamodb:GetItem', 1), tables('dynamodb:GetItem', 2));
    expect(graph(of).slice(-2)).toEqual([
      '  policy -- "GetItem" --> resource0',
      '  policy == "new: GetItem" ==> resource1',
    ]);
  });
});

test('says that a permissions boundary is not drawn', () => {
  const after = { arn: 'arn:aws:iam::aws:policy/P', unread: 'AccessDenied' };
  const of = accessBetween([], [allow('s3:GetObject', '*')], { boundary: { after } });
  expect(graphSection(of, true)[0]!.fold!.more).toContain('the permissions boundary is not drawn');
});

test('marks as new what the boundary leaves of it', () => {
  const after = { arn: 'arn:aws:iam::aws:policy/P', document: documentText([allow('s3:Get*', 'arn:aws:s3:::b/a/*')])! };
  const of = accessBetween([], [allow('s3:*', 'arn:aws:s3:::b/*')], { boundary: { before: after, after } });
  expect(graph(of).at(-1)).toBe('  policy == "new: s3#58;#8727;" ==> resource0');
});

test('is left out where it would have no arrows', () => {
  expect(graph(access({ policy: { before: documentText([allow('s3:GetObject', '*')]) } }))).toEqual([]);
});

// Each of these was given to Mermaid 11: it sees the same nodes and arrows with all of them.
test.each([
  'x"] --> evil["y',
  '%%{init: {"theme":"dark"}}%%',
  'end',
  'click role "https://evil.example"',
  '; a --> b;',
  '1. list',
  '- list',
  '`**md**`',
  '_em_',
  '<script>alert(1)</script>',
  'https://www.evil.example',
  '\u202Eabc\u0000',
  '#quot;',
  'a\nclick b',
  '',
  '   ',
  '\u001b[31m',
  'fa:fa-ban',
  '日本語 🦆',
  'x'.repeat(10_000),
])('%j stays a label', (name) => {
  const lines = graphWith(name);
  expect(lines.map((line) => line.replace(/"[A-Za-z0-9 ,./…#;-]+"/g, '""'))).toEqual([
    'graph LR',
    '  role([""]) --> policy[""]',
    '  principal0[""] -- assumes --> role',
    '  resource0[""]',
    '  policy -- "" --> resource0',
    '  policy -. "" .-x resource0',
  ]);
  expect(lines.join('\n').replace(/#\d+;/g, '')).not.toMatch(/["]{2}|[#;]|www\.|:\/\//);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(1200);
});

test('draws policies of others on the role, with names that can do no harm', () => {
  const foreignPolicies = [
    { kind: 'inline' as const, name: 'by"]-->hand', document: '{}' },
    { kind: 'attached' as const, name: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
  ];
  expect(graph(access({ foreignPolicies })).slice(-2)).toEqual([
    '  role --> foreign0["inline policy of others<br>by#34;#93;#45;#45;#62;hand"]',
    '  role --> foreign1["attached policy of others<br>arn#58;aws#58;iam#58;#58;aws#58;policy/ReadOnlyAccess"]',
  ]);
});
