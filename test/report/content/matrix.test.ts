import { matrixSection } from '../../../src/report/content/matrix';
import type { RoleReport } from '../../../src/report/model';
import { linesOf } from '../lines';
import { accessBetween, allow, documentText, newAccess } from '../samples';

function sectionOf(of: RoleReport) {
  return matrixSection(of.assessment!.matrix, true);
}

function rows(of: RoleReport): readonly string[] {
  return linesOf(sectionOf(of));
}

function rowOf(action: string, of: RoleReport): string | undefined {
  return rows(of).find((row) => row.startsWith(`| \`${action}\``));
}

test('shows what is allowed, and on what it is not', () => {
  expect(rows(newAccess())).toEqual([
    '| Action | On the resources named | On any other |',
    '| --- | --- | --- |',
    '| `sagemaker:CreateEndpoint` | ✅ endpoint `churn-prod`<br>✅ endpoint configuration `churn-prod`, `churn-prod-*` | ❌ another endpoint<br>❌ any endpoint configuration that no policy names |',
    '| `sagemaker:UpdateEndpoint` | ❌ endpoint `churn-prod`<br>❌ endpoint configuration `churn-prod`, `churn-prod-*` | ❌ another endpoint<br>❌ any endpoint configuration that no policy names |',
    '| `sagemaker:DeleteEndpoint`<br>`sagemaker:InvokeEndpoint`<br>`sagemaker:DescribeEndpoint` | ✅ endpoint `churn-prod` | ❌ another endpoint |',
    '| `s3:GetObject`<br>`s3:PutObject` | ✅ folder `my-models/churn/` | ❌ the rest of the bucket<br>❌ objects in another bucket |',
    '| `s3:DeleteObject` | ❌ folder `my-models/churn/` | ❌ the rest of the bucket<br>❌ objects in another bucket |',
    '| `s3:ListBucket` | ❌ folder `my-models/churn/` | ❌ another bucket |',
    '| `sagemaker:AddTags` | 🔶 endpoint `churn-prod` | ❌ another endpoint |',
    '| `sagemaker:DescribeEndpointConfig` | ✅ endpoint configuration `churn-prod`, `churn-prod-*` | ❌ any endpoint configuration that no policy names |',
  ]);
});

test('marks what changes, puts it first, and explains the marks that it has', () => {
  const objects = 'arn:aws:s3:::my-models/churn/*';
  const secure = allow('s3:PutObject', objects, { Bool: { 'aws:SecureTransport': 'true' } });
  const of = accessBetween([allow('s3:GetObject', objects)], [secure]);
  expect(rows(of)[3]).toMatch(/^\| `s3:GetObject` \| ✅\u00A0→\u00A0❌ folder `my-models\/churn\/` \| ❌ the rest/);
  expect(rows(of)[2]).toMatch(/^\| `s3:PutObject` \| ❌\u00A0→\u00A0🔶 folder/);
  expect(sectionOf(of)[0]!.fold!.more).toContain('🔶 if its conditions hold · changes come first, with an arrow');
  const unconditional = accessBetween(undefined, [allow('s3:GetObject', objects)]);
  expect(sectionOf(unconditional)[0]!.fold!.more).toMatch(/✅ allowed · ❌ not allowed$/);
});

test.each([
  ['wider', 'its conditions hold in more cases', '10.1.0.0/16', '10.0.0.0/8'],
  ['narrower', 'its conditions hold in fewer cases', '10.0.0.0/8', '10.1.0.0/16'],
  ['other conditions', 'its conditions hold in other cases, or it is not known in which', '10.0.0.0/8', '11.0.0.0/8'],
])('conditions that become %s look different from those that stay', (word, meaning, before, after) => {
  const from = (range: string) => [
    allow('s3:GetObject', 'arn:aws:s3:::my-models/churn/*', { IpAddress: { 'aws:SourceIp': range } }),
  ];
  const of = accessBetween(from(before), from(after));
  expect(rowOf('s3:GetObject', of)).toContain(`🔶\u00A0→\u00A0🔶\u00A0${word}: folder`);
  expect(sectionOf(of)[0]!.fold!.more).toContain(`🔶 → 🔶 ${word}: ${meaning}`);
  const same = accessBetween(from(before), from(before));
  expect(rowOf('s3:GetObject', same)).toContain('| 🔶 folder');
  expect(sectionOf(same)[0]!.fold!.more).not.toContain('🔶 → 🔶');
});

test('resources of one kind stand together only where the same is allowed', () => {
  const endpoint = (name: string) => `arn:aws:sagemaker:us-west-2:123456789012:endpoint/${name}`;
  const statements = [
    allow('sagemaker:InvokeEndpoint', [endpoint('a'), endpoint('b'), endpoint('c')]),
    allow('sagemaker:DeleteEndpoint', endpoint('b')),
  ];
  expect(rows(accessBetween(undefined, statements))).toEqual(
    expect.arrayContaining([
      '| `sagemaker:InvokeEndpoint` | ❌ endpoint `churn-prod`<br>✅ endpoint `a`, `b`, `c` | ❌ another endpoint |',
      '| `sagemaker:DeleteEndpoint` | ❌ endpoint `churn-prod`, `a`, `c`<br>✅ endpoint `b` | ❌ another endpoint |',
    ]),
  );
});

test('tells others apart where not the same is allowed on all of them', () => {
  const of = accessBetween(undefined, [allow('s3:GetObject', 'arn:aws:s3:::my-models/*')]);
  expect(rowOf('s3:GetObject', of)).toContain('| ✅ the rest of the bucket<br>❌ objects in another bucket |');
});

test('of what nobody names there is no other one, and some actions are about nothing', () => {
  const of = accessBetween(undefined, [allow(['ecr:BatchGetImage', 'sagemaker:ListModels'], '*')]);
  expect(rowOf('ecr:BatchGetImage', of)).toBe('| `ecr:BatchGetImage` |  | ✅ any repository |');
  expect(rowOf('sagemaker:ListModels', of)).toBe('| `sagemaker:ListModels` | ✅ (takes no resource) |  |');
});

describe('of many resources', () => {
  const buckets = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:s3:::b${index}`);
  const objects = (count: number) => buckets(count).map((bucket) => `${bucket}/*`);

  test('ten of each kind on which the same is allowed are named, and the others counted', () => {
    expect(rowOf('s3:GetObject', accessBetween(undefined, [allow('s3:GetObject', objects(30))]))).toBe(
      `| \`s3:GetObject\` | ❌ folder \`my-models/churn/\`<br>✅ objects ${objects(10)
        .map((each) => `\`${each.slice(13)}\``)
        .join(', ')} and 20 more | ❌ the rest of the bucket<br>❌ objects in another bucket |`,
    );
  });

  test('the one that changes is named first, wherever it stands', () => {
    const before = [allow('s3:GetObject', objects(10))];
    const of = accessBetween(before, [...before, allow('s3:PutObject', 'arn:aws:s3:::b10/*')]);
    expect(rowOf('s3:PutObject', of)).toMatch(/^\| `s3:PutObject` \| ❌\u00A0→\u00A0✅ objects `b10\/\*`<br>/);
  });

  test('those beyond what is looked at are told, for they are none of the others', () => {
    const noteOf = (count: number) => rows(accessBetween(undefined, [allow('s3:GetObject', objects(count))])).at(-1);
    expect(noteOf(101)).toBe('100 of 101 objects shown, those that change first; nothing is said of the other 1.');
    expect(noteOf(100)).not.toContain('shown');
    const of = (count: number) =>
      rowOf('s3:GetObject', accessBetween(undefined, [allow('s3:GetObject', objects(count))]));
    expect(of(101)).toContain('❌ the rest of the bucket<br>❌ objects in any bucket that no policy names |');
    expect(of(101)).not.toContain('another');
    expect(of(100)).toContain('❌ objects in another bucket');
  });
});

test('says how much there was no room for, and how much of that changes', () => {
  const last = (before: readonly unknown[] | undefined) => rows(accessBetween(before, [allow('s3:*', '*')])).at(-1);
  expect(last(undefined)).toMatch(/^40 of \d+ actions shown, those that change first; \d+ more are not\.$/);
  expect(last([])).toMatch(/; \d+ more are not, and all of these change too\.$/);
  expect(last([allow('s3:Get*', '*')])).toMatch(/; \d+ more are not, and \d+ of these change too\.$/);
});

describe('actions of services of which only the names are known', () => {
  const known = allow('s3:GetObject', 'arn:aws:s3:::my-models/*');
  const table = 'arn:aws:dynamodb:us-west-2:123456789012:table/users';

  test('have rows, on what the policies name of the service and on what they do not', () => {
    const of = accessBetween([known], [known, allow('dynamodb:PutItem', table)]);
    expect(rows(of)[2]).toBe(
      `| \`dynamodb:PutItem\` | ❌\u00A0→\u00A0✅ dynamodb resource \`table/users\` | ❌ any dynamodb resource that no policy names |`,
    );
    const elsewhere = table.replace('us-west-2', 'eu-west-1');
    expect(rows(accessBetween([known], [known, allow('dynamodb:PutItem', elsewhere)]))[2]).toContain(
      `\`${elsewhere}\``,
    );
    const everywhere = accessBetween([known], [known, allow('dynamodb:PutItem', '*')]);
    expect(rows(everywhere)[2]).toContain('❌\u00A0→\u00A0✅ any dynamodb resource that no policy names |');
  });

  test('have one for each that a pattern takes in', () => {
    const of = accessBetween([known], [known, allow('dynamodb:Describe*', table)]);
    expect(rows(of)[2]).toMatch(
      /^\| `dynamodb:DescribeBackup`, `dynamodb:\w+`.* \| ❌\u00A0→\u00A0✅ dynamodb resource/,
    );
  });
});

describe('a change that others could hide', () => {
  const own = (resource: string) => `arn:aws:sagemaker:us-west-2:123456789012:endpoint/${resource}`;
  const deny = (action: string | readonly string[], resource: string) => ({
    ...allow(action, resource),
    Effect: 'Deny',
  });
  const table = (name: string) => `arn:aws:dynamodb:us-west-2:123456789012:table/${name}`;

  test.each(['a*', 'an*', '*-*', '*-one', 'o*'])('a pattern such as %s does not pass for every name', (pattern) => {
    const of = accessBetween(
      [allow('sagemaker:InvokeEndpoint', own(pattern))],
      [allow('sagemaker:InvokeEndpoint', own('*'))],
    );
    expect(rowOf('sagemaker:InvokeEndpoint', of)).toMatch(/❌\u00A0→\u00A0✅ any endpoint that no policy names \|$/);
    const objects = accessBetween(
      [allow('s3:GetObject', `arn:aws:s3:::data/${pattern}`)],
      [allow('s3:GetObject', 'arn:aws:s3:::data/*')],
    );
    expect(rowOf('s3:GetObject', objects)).toContain('❌\u00A0→\u00A0✅ ');
  });

  test('a pattern of buckets takes in their objects', () => {
    const of = accessBetween([allow('s3:GetObject', 'arn:aws:s3:::b/*')], [allow('s3:GetObject', 'arn:aws:s3:::b*')]);
    expect(rowOf('s3:GetObject', of)).toContain('❌\u00A0→\u00A0✅ objects `b*`');
    const all = allow('s3:*', '*');
    const cut = accessBetween([all], [all, deny('s3:GetObject', 'arn:aws:s3:::secret*')]);
    expect(rowOf('s3:GetObject', cut)).toContain('✅\u00A0→\u00A0❌ objects `secret*`');
  });

  test('what a denial takes away has its row, however much the denial names', () => {
    const read = allow('dynamodb:GetItem', table('orders'));
    const row = '✅\u00A0→\u00A0❌ dynamodb resource `table/orders`';
    expect(rowOf('dynamodb:GetItem', accessBetween([read], [read, deny('dynamodb:*', table('ord*'))]))).toContain(row);
    expect(rowOf('dynamodb:GetItem', accessBetween([read], [read, deny('*', table('orders'))]))).toContain(row);
  });

  test('all that a denial of all but some takes away is among what changes', () => {
    const everything = allow(['s3:*', 'dynamodb:GetItem'], '*');
    const but = { Effect: 'Deny', NotAction: 's3:*', Resource: '*' };
    const of = accessBetween([everything], [everything, but]);
    expect(rows(of)[2]).toMatch(/^\| `dynamodb:GetItem` \| .*✅\u00A0→\u00A0❌/);
  });

  test('where patterns overlap, what lies in both is tried', () => {
    const send = allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:123456789012:*');
    const of = accessBetween([send], [send, deny('sqs:*', 'arn:aws:sqs:*:*:secret')]);
    expect(rowOf('sqs:SendMessage', of)).toContain('✅\u00A0→\u00A0❌ sqs resource `arn:aws:sqs:*:*:secret`');
    const read = allow('s3:GetObject', 'arn:aws:s3:::data-*/*');
    const cut = accessBetween([read, deny('s3:GetObject', 'arn:aws:s3:::*-prod/*')], [read]);
    expect(rowOf('s3:GetObject', cut)).toContain('❌\u00A0→\u00A0✅ objects `*-prod/*`');
  });

  test('of all actions but some, those come first that lead to more', () => {
    const some = [allow('dynamodb:GetItem', '*')];
    const of = accessBetween(some, [{ Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' }]);
    expect(rows(of).slice(2, 12).join()).toContain('`iam:PassRole`');
    expect(rows(of).at(-1)).toMatch(/\d+ more are not, and all of these change too/);
  });

  test('what is gained stands before what is lost', () => {
    const of = accessBetween(
      [allow('s3:GetObject', 'arn:aws:s3:::old/*')],
      [allow('s3:GetObject', 'arn:aws:s3:::new/*')],
    );
    expect(rowOf('s3:GetObject', of)).toMatch(
      /❌\u00A0→\u00A0✅ objects `new\/\*`<br>✅\u00A0→\u00A0❌ objects `old\/\*`/,
    );
  });

  test('of many names, patterns are not what is left out', () => {
    const names = Array.from({ length: 14 }, (_, index) => table(`t${index}`));
    const of = accessBetween(undefined, [allow('dynamodb:GetItem', [...names, table('*')])]);
    expect(rowOf('dynamodb:GetItem', of)).toContain('dynamodb resource `table/*`, `table/t0`');
  });
});

describe('what no row is about', () => {
  const noteOf = (before: readonly unknown[], now: readonly unknown[]) => {
    const [block] = matrixSection(accessBetween(before, now).assessment!.matrix, true);
    return (block as { note?: string }).note;
  };
  const known = allow('s3:GetObject', 'arn:aws:s3:::my-models/*');

  test.each<[string, unknown, string]>([
    ['a pattern of all services', allow('*:Get*', '*'), '*:Get* (changes).'],
    ['all but some actions', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, '* (changes).'],
  ])('is told of %s', (_, statement, told) => {
    expect(noteOf([known], [known, statement])).toContain(
      `Of these patterns, which take in many services, the table has only the services that are known here in full: ${told}`,
    );
  });

  test('is told of an action that nobody knows, and what changes comes first', () => {
    const now = [known, allow(['s3:GetObjct', 'newservice:Do*'], '*')];
    expect(noteOf([known], now)).toBe(
      'Not in the table, because no such action is known here: s3:GetObjct (changes), newservice:Do* (changes).',
    );
    expect(noteOf([known, allow('s3:GetObjct', '*')], now)).toMatch(/: newservice:Do\* \(changes\), s3:GetObjct\.$/);
    const many = Array.from({ length: 24 }, (__, index) => `new${index}:Do`);
    expect(noteOf([known, allow(many.slice(0, 10), '*')], [known, allow(many, '*')])).toMatch(
      /new19:Do \(changes\) and 14 more \(4 of these change\)\.$/,
    );
  });
});

test('what people look for has room among what changes', () => {
  const shown = rows(accessBetween([], [allow('s3:*', '*')])).join('\n');
  for (const name of ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket', 'PutBucketPolicy', 'PutBucketAcl']) {
    expect(shown).toContain(`\`s3:${name}\``);
  }
});

test('what changes comes before what people look for first', () => {
  const secrets = allow('s3:*', 'arn:aws:s3:::my-models');
  const of = accessBetween([allow('s3:GetObject', 'arn:aws:s3:::my-models/*')], [secrets]);
  const [first] = rows(of).slice(2);
  expect(first).toMatch(/^\| `s3:(Put|Delete)/);
  expect(first).toContain('→');
});

test('where there is no room for all, what leads to more permissions is not cut', () => {
  const of = accessBetween([], [allow('s3:*', '*'), allow(['iam:PassRole', 'iam:PutRolePolicy'], '*')]);
  expect(rows(of).at(-1)).toMatch(/^40 of \d+ actions shown/);
  expect(rows(of).join('\n')).toContain('`iam:PassRole`');
  expect(rows(of).join('\n')).toContain('`iam:PutRolePolicy`');
});

describe('within a permissions boundary', () => {
  const ARN = 'arn:aws:iam::123456789012:policy/boundary';
  const known = { arn: ARN, document: documentText([allow(['s3:Get*', 'sagemaker:*'], '*')])! };
  const READ_AND_WRITE = [allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::my-models/churn/*')];
  const bounded = (boundary: RoleReport['boundary']) => accessBetween(undefined, READ_AND_WRITE, { boundary });

  test('what the boundary denies is marked as that', () => {
    const of = bounded({ after: known });
    expect(rowOf('s3:PutObject', of)).toBe(
      '| `s3:PutObject` | ❌ folder `my-models/churn/` (boundary) | ❌ the rest of the bucket<br>❌ objects in another bucket |',
    );
    expect(rowOf('s3:GetObject', of)).toContain('✅ folder `my-models/churn/` |');
    expect(sectionOf(of)[0]!.fold!.more).toContain(
      '(boundary) the policy allows more, its permissions boundary does not · within the permissions boundary',
    );
  });

  test.each<[string, RoleReport['boundary'], isSaid: boolean, isMarked: boolean]>([
    ['not looked at', { after: { arn: ARN, unread: 'AccessDenied' } }, true, false],
    ['counted', { after: known }, false, true],
    ['none', {}, false, false],
  ])('says where it was not looked at, also where that is folded: %s', (_, boundary, isSaid, isMarked) => {
    const of = bounded(boundary);
    expect(sectionOf(of)[0]!.fold!.more!.includes('boundary not looked at')).toBe(isSaid);
    expect(rows(of).join().includes('(boundary)')).toBe(isMarked);
  });

  test('a resource that only the boundary allows is told from the others', () => {
    const boundary = { after: { arn: ARN, document: documentText([allow('s3:*', 'arn:aws:s3:::data/*')])! } };
    const of = accessBetween(undefined, [allow('s3:GetObject', '*')], { boundary });
    expect(rowOf('s3:GetObject', of)).toBe(
      '| `s3:GetObject` | ❌ folder `my-models/churn/` (boundary)<br>✅ objects `data/*` | ❌ the rest of the bucket (boundary)<br>❌ objects in another bucket (boundary) |',
    );
  });
});

test('there is none where there is no policy', () => {
  expect(rows(accessBetween(undefined, undefined))).toEqual([]);
});

test('a name in a column can’t make another column', () => {
  const of = accessBetween(undefined, [
    allow('sagemaker:DescribeModel', 'arn:aws:sagemaker:us-west-2:123456789012:model/a|`b'),
  ]);
  const [header, dashes] = rows(of);
  expect(header!.split(/(?<!\\)\|/)).toHaveLength(dashes!.split('|').length);
});
