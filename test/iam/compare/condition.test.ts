import { comparePermissions } from '../../../src/iam/compare/permissions';

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Statement = Readonly<Record<string, unknown>>;

const USER = 'aws:username';
const IP = 'aws:SourceIp';

describe('conditions that say the same:', () => {
  test.each<[what: string, before: Conditions, after: Conditions]>([
    ['orders of values', { StringEquals: { [USER]: ['a', 'b'] } }, { StringEquals: { [USER]: ['b', 'a', 'b'] } }],
    ['a value and a list', { StringEquals: { [USER]: 'a' } }, { StringEquals: { [USER]: ['a'] } }],
    ['cases of keys', { StringEquals: { [USER]: 'a' } }, { StringEquals: { 'AWS:UserName': 'a' } }],
    ['a boolean and its text', { Bool: { 'aws:SecureTransport': true } }, { Bool: { 'aws:SecureTransport': 'True' } }],
    ['a number and its text', { NumericLessThan: { 's3:max-keys': 10 } }, { NumericLessThan: { 's3:max-keys': '10' } }],
    ['a pattern without wildcards and a text', { StringLike: { [USER]: 'a' } }, { StringEquals: { [USER]: 'a' } }],
    ['ArnLike and ArnEquals', { ArnLike: { x: 'arn:aws:s3:::a*' } }, { ArnEquals: { x: 'arn:aws:s3:::a*' } }],
    ['IfExists with and without a negation', { StringNotEqualsIfExists: { x: 'a' } }, { StringNotEquals: { x: 'a' } }],
    ['a text without letters in any case', { StringEqualsIgnoreCase: { x: '1-2' } }, { StringEquals: { x: '1-2' } }],
    ['forms of a number', { NumericLessThan: { x: '10' } }, { NumericLessThan: { x: '1e1' } }],
    ['forms of an address', { IpAddress: { [IP]: '10.0.0.1' } }, { IpAddress: { [IP]: '10.0.0.1/32' } }],
    ['forms of a range', { NotIpAddress: { [IP]: '2001:db8::/32' } }, { NotIpAddress: { [IP]: '2001:0DB8:1::/32' } }],
    [
      'forms of a date',
      { DateLessThan: { x: '2026-01-01T01:00:00+01:00' } },
      { DateLessThan: { x: String(Date.UTC(2026, 0, 1) / 1000) } },
    ],
    ['forms of bytes', { BinaryEquals: { x: 'QQ==' } }, { BinaryEquals: { x: 'QQ' } }],
    [
      'cases of variables',
      { StringEquals: { x: '${aws:PrincipalTag/Team}' } },
      { StringEquals: { x: '${AWS:principaltag/team}' } },
    ],
    [
      'forms of all values',
      { 'ForAllValues:NumericEquals': { x: ['1', '2'] } },
      { 'ForAllValues:NumericEquals': { x: ['2.0', '1.0'] } },
    ],
    [
      'a narrower value beside a wider one',
      { StringLike: { [USER]: ['a*', 'ab'] } },
      { StringLike: { [USER]: ['a*', 'abc*'] } },
    ],
    ['two asterisks and one', { StringLike: { [USER]: '**' } }, { StringLike: { [USER]: '*' } }],
    [
      'a value with an asterisk beside one that takes it as a character or more',
      { StringLike: { [USER]: ['?*', '*a'] } },
      { StringLike: { [USER]: '*?' } },
    ],
  ])('%s', (_, before, after) => {
    expect(compare([read(before)], [read(after)])).toEqual([]);
    expect(compare([read(after)], [read(before)])).toEqual([]);
  });

  test.each<[what: string, before: readonly Statement[], after: readonly Statement[]]>([
    [
      'two values in one statement or in two',
      [read({ StringEquals: { [USER]: ['a', 'b'] } })],
      [read({ StringEquals: { [USER]: 'a' } }), read({ StringEquals: { [USER]: 'b' } })],
    ],
    [
      'to deny all others, or to allow but some',
      [read(), { ...read({ StringNotEquals: { [USER]: 'a' } }), Effect: 'Deny' }],
      [read({ StringEquals: { [USER]: 'a' } })],
    ],
    [
      'a condition and its opposite, or none',
      [read({ StringEquals: { [USER]: 'a' } }), read({ StringNotEquals: { [USER]: 'a' } })],
      [read()],
    ],
    [
      'with a statement that another one makes redundant',
      [read({ StringLike: { [USER]: 'a*' } })],
      [
        read({ StringLike: { [USER]: 'a*' } }),
        read({ StringEquals: { [USER]: 'ab' }, IpAddress: { [IP]: '10.0.0.0/8' } }),
      ],
    ],
    [
      'with a statement that never applies',
      [read()],
      [read(), { ...read({ StringEquals: { [USER]: 'a' }, StringLike: { [USER]: 'b*' } }), Effect: 'Deny' }],
    ],
  ])('%s', (_, before, after) => {
    expect(compare(before, after)).toEqual([]);
    expect(compare(after, before)).toEqual([]);
  });
});

test.each<[what: string, wider: Conditions | undefined, narrower: Conditions]>([
  ['a first condition', undefined, { IpAddress: { [IP]: '10.0.0.0/8' } }],
  [
    'a condition on another key',
    { StringEquals: { [USER]: 'a' } },
    { StringEquals: { [USER]: 'a' }, IpAddress: { [IP]: '10.0.0.0/8' } },
  ],
  ['fewer values', { StringEquals: { [USER]: ['a', 'b'] } }, { StringEquals: { [USER]: 'a' } }],
  ['fewer addresses', { IpAddress: { [IP]: ['10.0.0.0/8', '11.0.0.0/8'] } }, { IpAddress: { [IP]: '10.0.0.0/8' } }],
  ['more values that it must not have', { StringNotEquals: { x: 'a' } }, { StringNotEquals: { x: ['a', 'b'] } }],
  [
    'fewer values of all',
    { 'ForAllValues:StringEquals': { x: ['a', 'b'] } },
    { 'ForAllValues:StringEquals': { x: 'a' } },
  ],
  ['a text in place of a pattern', { StringLike: { x: 'a*' } }, { StringEquals: { x: 'ab' } }],
  ['a narrower pattern', { StringLike: { x: 'repo:acme/*' } }, { StringLike: { x: 'repo:acme/churn:*' } }],
  [
    'a pattern with an asterisk that takes a character or more',
    { StringLike: { x: '?*' } },
    { StringLike: { x: '*a' } },
  ],
  ['a pattern of other lengths', { StringNotLike: { x: '?' } }, { StringLike: { x: 'a?*' } }],
  [
    'a narrower pattern of ARNs',
    { ArnLike: { x: 'arn:aws:sagemaker:*:1:*' } },
    { ArnLike: { x: 'arn:aws:sagemaker:us-west-2:1:*' } },
  ],
  ['a text in place of any value', { Null: { x: 'false' } }, { StringEquals: { x: 'a' } }],
  ['a case that matters', { StringEqualsIgnoreCase: { x: 'A' } }, { StringEquals: { x: 'a' } }],
  ['a key that must be there', { StringEqualsIfExists: { x: 'a' } }, { StringEquals: { x: 'a' } }],
  ['a text in place of all but another', { StringNotLike: { x: 'a*' } }, { StringEquals: { x: 'b' } }],
])('%s narrows: it loses one way and gains the other', (_, wider, narrower) => {
  expect(compare([read(wider)], [read(narrower)])).toEqual(['lost']);
  expect(compare([read(narrower)], [read(wider)])).toEqual(['gained']);

  // A denial that applies less often allows more.
  const [denyMore, denyLess] = [wider, narrower].map((condition) => ({ ...read(condition), Effect: 'Deny' }));
  expect(compare([read(), denyMore!], [read(), denyLess!])).toEqual(['gained']);
});

test.each<[what: string, before: Conditions, after: Conditions]>([
  ['one text by another', { StringEquals: { x: 'a' } }, { StringEquals: { x: 'b' } }],
  ['a pattern by one beside it', { StringLike: { x: 'a*' } }, { StringLike: { x: 'b*' } }],
  ['a pattern by one that overlaps', { StringLike: { x: 'a*' } }, { StringLike: { x: '*a' } }],
  ['an empty text by any value', { StringEquals: { x: '' } }, { Null: { x: 'false' } }],
  ['true by false', { Bool: { x: 'true' } }, { Bool: { x: 'false' } }],
])('to replace %s gains and loses', (_, before, after) => {
  expect(compare([read(before)], [read(after)])).toEqual(['gained', 'lost']);
});

test.each<[what: string, before: Conditions, after: Conditions]>([
  ['one range of addresses by another', { IpAddress: { [IP]: '10.0.0.0/8' } }, { IpAddress: { [IP]: '10.1.0.0/16' } }],
  ['a date by another', { DateLessThan: { x: '2026-01-01' } }, { DateLessThan: { x: '2027-01-01' } }],
  ['a key by another', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, { StringEquals: { [USER]: 'a' } }],
  // Several values are there, but no text; an empty text is one, but counts as none.
  ['any text by any value', { StringLike: { x: '*' } }, { Null: { x: 'false' } }],
  ['no text by no value', { StringNotLike: { x: '*' } }, { Null: { x: 'true' } }],
  ['a value by a variable', { StringEquals: { x: 'a' } }, { StringEquals: { x: '${aws:username}' } }],
])('to replace %s is undecided', (_, before, after) => {
  expect(compare([read(before)], [read(after)])).toEqual(['undecided']);
  const denials = [before, after].map((condition) => ({ ...read(condition), Effect: 'Deny' }));
  expect(compare([read(), denials[0]!], [read(), denials[1]!])).toEqual(['undecided']);
});

test.each<[what: string, before: Conditions | undefined, after: Conditions]>([
  ['an empty text, which is not the text', { StringEqualsIfExists: { x: 'a' } }, { Null: { x: 'true' } }],
  ['an empty text, which is no ARN', { ArnNotLike: { x: 'arn:aws:s3:::a' } }, { Null: { x: 'true' } }],
  ['a missing key beside no values', undefined, { StringEqualsIfExists: { x: [] } }],
  ['a missing key beside no boolean', undefined, { BoolIfExists: { x: 'maybe' } }],
  ['a missing key beside no ARN', undefined, { ArnLikeIfExists: { x: 'a' } }],
  ['a letter that no policy should have', { StringLike: { x: '\uffff*' } }, { StringLike: { x: '?*' } }],
])('%s is something that may be allowed newly', (_, before, after) => {
  const kinds = compare(before ? [read(before)] : [], [read(after)]);
  expect(kinds.filter((kind) => kind !== 'lost')).toHaveLength(1);
});

test('a text that is no ARN is not unlike an ARN', () => {
  const unlike = read({ ArnNotLike: { x: 'arn:aws:s3:::a' } });
  expect(compare([unlike], [unlike, read({ StringEquals: { x: 'b' } })])).toEqual(['undecided']);
  expect(compare([unlike], [unlike, read({ StringEquals: { x: 'arn:aws:s3:::b' } })])).toEqual([]);
});

test('a redundant statement with a condition that nothing is known of is not called a gain', () => {
  const [wide, narrow] = ['10.0.0.0/8', '10.1.0.0/16'].map((range) => read({ IpAddress: { [IP]: range } }));
  expect(compare([wide!], [wide!, narrow!])).toEqual(['undecided']);
});

test('what takes nothing but what was allowed is never called undecided', () => {
  const ranges = ['10.0.0.0/8', '10.1.0.0/16'].map((range) => read({ IpAddress: { [IP]: range } }));
  const [wide, narrow] = ranges as [Statement, Statement];
  expect(compare([wide, narrow], [wide])).toEqual(['lost']);
  expect(compare([wide, narrow], [narrow])).toEqual(['lost']);
  const like = read({ StringLike: { [USER]: 'a*' } });
  const anyCase = read({ StringEqualsIgnoreCase: { [USER]: 'bob' } });
  expect(compare([like, anyCase], [like])).toEqual(['lost']);
});

test.each<[operator: string, readable: string, unreadable: string]>([
  ['NotIpAddress', '10.0.0.0/8', '32 167772160/8'],
  ['NumericNotEquals', '1e400', 'Infinity'],
  ['DateNotEquals', '1000000000000000000', '1e+21'],
  ['BinaryEquals', 'QQ', '{"unreadable":"QQ"}'],
])('%s of %s is another condition than that of %s, which nothing can be compared with', (operator, ...values) => {
  const [readable, unreadable] = values.map((value) => ({ ...read({ [operator]: { x: value } }), Effect: 'Deny' }));
  expect(compare([read(), readable!], [read(), unreadable!])).toEqual(['undecided']);
});

test('both ends of a period are independent of each other', () => {
  const [start, end] = [{ DateGreaterThan: { x: '2026-01-01' } }, { DateLessThan: { x: '2027-01-01' } }];
  expect(compare([read({ ...start, ...end })], [read(start)])).toEqual(['gained']);
  expect(compare([read(start)], [read({ ...start, ...end })])).toEqual(['lost']);
});

test('a difference names its condition, and those under which nothing differs', () => {
  const [before, after] = [{ StringEquals: { [USER]: ['a'] } }, { StringEquals: { [USER]: ['a', 'b'] } }];
  expect(comparePermissions(policy([read(before)]), policy([read(after)])).differences).toMatchObject([
    { kind: 'gained', condition: after, unless: [before] },
  ]);
});

test('a variable in a resource is a condition of its own', () => {
  const on = (Resource: unknown) => ({ ...read(), Resource });
  const [all, own, alice] = ['*', '${aws:username}/*', 'alice/*'].map((key) => on(`arn:aws:s3:::models/${key}`));
  expect(compare([own!], [all!])).toEqual(['gained']);
  expect(compare([all!], [own!])).toEqual(['lost']);
  expect(compare([alice!], [own!])).toEqual(['gained', 'lost']);
  // Who is alice may read her own folder once it is not denied by name.
  expect(compare([own!, { ...alice!, Effect: 'Deny' }], [own!])).toEqual(['gained']);
  expect(compare([own!], [on(['arn:aws:s3:::models/${aws:userid}/*'])])).toEqual(['undecided']);
});

test('each variable in NotResource is a condition of its own', () => {
  const but = (NotResource: unknown) => ({ Effect: 'Allow', Action: 's3:GetObject', NotResource });
  const [own, shared] = ['arn:aws:s3:::models/${aws:username}/*', 'arn:aws:s3:::shared/${aws:username}/*'];
  expect(compare([but([own])], [but([own, shared])])).toEqual(['lost']);
  expect(compare([but([own, shared])], [but([shared])])).toEqual(['gained']);
  expect(compare([but([own, shared])], [but([shared, own])])).toEqual([]);
});

test('variables are texts under Version 2008-10-17', () => {
  const statement = { ...read(), Resource: 'arn:aws:s3:::models/${aws:username}' };
  const [old, current] = ['2008-10-17', '2012-10-17'].map((Version) => ({ Version, Statement: statement }));
  expect(comparePermissions(old, current).differences.map(({ kind }) => kind)).toEqual(['gained', 'lost']);
});

function compare(before: readonly Statement[], after: readonly Statement[]): string[] {
  return comparePermissions(policy(before), policy(after)).differences.map(({ kind }) => kind);
}

function read(Condition?: Conditions): Statement {
  return { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::models/*', Condition };
}

function policy(Statement: readonly Statement[]): object {
  return { Version: '2012-10-17', Statement };
}
