import { comparePermissions } from '../../../src/iam/compare/permissions';

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Statement = Readonly<Record<string, unknown>>;

const USER = 'aws:username';
const IP = 'aws:SourceIp';
const TIME = 'aws:CurrentTime';
const ROLE = 'arn:aws:iam::123456789012:role/churn';

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
    [
      'a range of addresses and its halves',
      { IpAddress: { [IP]: '10.0.0.0/8' } },
      { IpAddress: { [IP]: ['10.128.0.0/9', '10.0.0.0/9'] } },
    ],
    [
      'a range and its quarters, none of which it may be',
      { NotIpAddress: { [IP]: '2001:db8::/32' } },
      { NotIpAddress: { [IP]: ['', '4', '8', 'c'].map((digit) => `2001:db8:${digit || 0}000::/34`) } },
    ],
    [
      'a range in another one',
      { IpAddress: { [IP]: '10.0.0.0/8' } },
      { IpAddress: { [IP]: ['10.0.0.0/8', '10.1.0.0/16'] } },
    ],
    ['a bound beside a lower one', { NumericLessThan: { x: 7 } }, { NumericLessThan: { x: [5, 7] } }],
    [
      'a number between two that are the same',
      { NumericEquals: { x: 5 } },
      { NumericLessThanEquals: { x: 5 }, NumericGreaterThanEquals: { x: '5.0' } },
    ],
    [
      'a date beside an earlier one',
      { DateLessThan: { x: '2027-01-01' } },
      { DateLessThan: { x: ['2026-12-31T23:59:59Z', '2027-01-01T01:00:00+01:00'] } },
    ],
    ['cases of a boolean', { Bool: { x: ['true', 'TRUE'] } }, { Bool: { x: 'True' } }],
    [
      'a pattern beside one in it, for all values',
      { 'ForAllValues:StringLike': { x: 'red*' } },
      { 'ForAllValues:StringLike': { x: ['red*', 'red-a*'] } },
    ],
    [
      'IfExists with and without all values',
      { 'ForAllValues:StringLike': { x: 'a*' } },
      { 'ForAllValues:StringLikeIfExists': { x: 'a*' } },
    ],
    [
      'values of a key that must be there, and that need not be missing',
      { 'ForAnyValue:StringEquals': { x: 'a' } },
      { 'ForAnyValue:StringEquals': { x: 'a' }, Null: { x: 'false' } },
    ],
    [
      'patterns of ARNs as such and as texts',
      { ArnLike: { x: 'arn:aws:s3:::a*' } },
      { StringLike: { x: 'arn:aws:s3:::a*' } },
    ],
    ['a condition that always holds, and none', { StringLikeIfExists: { x: '*' } }, {}],
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
      'a range in one statement or its halves in two',
      [read({ IpAddress: { [IP]: '10.0.0.0/8' } })],
      [read({ IpAddress: { [IP]: '10.0.0.0/9' } }), read({ IpAddress: { [IP]: '10.128.0.0/9' } })],
    ],
    [
      'numbers below a bound, at it, or above it, and all numbers',
      [read({ NumericLessThanEquals: { x: 7 } }), read({ NumericGreaterThanEquals: { x: 7 } })],
      [read({ NumericNotEquals: { x: 7 }, Null: { x: false } }), read({ NumericEquals: { x: 7 } })],
    ],
    [
      'each value of two lists in a statement of its own',
      [read({ StringEquals: { [USER]: ['a', 'b'] }, IpAddress: { [IP]: ['10.0.0.0/8', '2001:db8::/32'] } })],
      ['a', 'b'].flatMap((user) =>
        ['10.0.0.0/8', '2001:db8::/32'].map((range) =>
          read({ StringEquals: { [USER]: user }, IpAddress: { [IP]: range } }),
        ),
      ),
    ],
    [
      'with a narrower range, which is redundant',
      [read({ IpAddress: { [IP]: '10.0.0.0/8' } })],
      [read({ IpAddress: { [IP]: '10.0.0.0/8' } }), read({ IpAddress: { [IP]: '10.1.0.0/16' } })],
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
  ['a narrower range', { IpAddress: { [IP]: '10.0.0.0/8' } }, { IpAddress: { [IP]: '10.1.2.3/32' } }],
  ['a narrower range of IPv6', { IpAddress: { [IP]: '2001:db8::/32' } }, { IpAddress: { [IP]: '2001:db8:1::/48' } }],
  [
    'a wider range that it must not be in',
    { NotIpAddress: { [IP]: '10.0.0.0/9' } },
    { NotIpAddress: { [IP]: '10.0.0.0/8' } },
  ],
  ['a range in place of all addresses', { Null: { [IP]: 'false' } }, { IpAddress: { [IP]: '0.0.0.0/0' } }],
  [
    'an address that must be there',
    { IpAddressIfExists: { [IP]: '10.0.0.0/8' } },
    { IpAddress: { [IP]: '10.0.0.0/8' } },
  ],
  ['a lower bound', { NumericLessThan: { x: 10 } }, { NumericLessThan: { x: 7 } }],
  ['a bound that is no part', { NumericLessThanEquals: { x: 10 } }, { NumericLessThan: { x: 10 } }],
  ['a higher bound', { NumericGreaterThan: { x: '1e1' } }, { NumericGreaterThanEquals: { x: 11 } }],
  ['a number below a bound', { NumericLessThan: { x: 10 } }, { NumericEquals: { x: [9, '-3'] } }],
  ['numbers on one side of another', { NumericNotEquals: { x: 5 } }, { NumericGreaterThan: { x: 5 } }],
  ['an earlier date', { DateLessThan: { x: '2027-01-01' } }, { DateLessThan: { x: '2026-11-30T12:00:00Z' } }],
  ['a later date in seconds', { DateGreaterThan: { x: '2026-01-01' } }, { DateGreaterThan: { x: '1795564800' } }],
  ['a day', { DateGreaterThanEquals: { x: '2026-01-01' } }, { DateEquals: { x: '2026-01-01T00:00:00Z' } }],
  ['one boolean of two', { Bool: { x: ['true', 'false'] } }, { Bool: { x: 'true' } }],
  [
    'a narrower pattern of all values',
    { 'ForAllValues:StringLike': { x: 'red*' } },
    { 'ForAllValues:StringLike': { x: 'red-a*' } },
  ],
  [
    'narrower patterns of some value',
    { 'ForAnyValue:StringLike': { x: ['red*', 'b'] } },
    { 'ForAnyValue:StringLike': { x: ['red-a*', 'redder'] } },
  ],
  [
    'a wider pattern that no value must match',
    { 'ForAllValues:StringNotLike': { x: 'red-a*' } },
    { 'ForAllValues:StringNotLike': { x: 'red*' } },
  ],
  [
    'a narrower range of all addresses',
    { 'ForAllValues:IpAddress': { x: '10.0.0.0/8' } },
    { 'ForAllValues:IpAddress': { x: '10.0.0.0/9' } },
  ],
  [
    'values that must be there',
    { 'ForAllValues:StringLike': { x: 'a*' } },
    { 'ForAllValues:StringLike': { x: 'a*' }, Null: { x: 'false' } },
  ],
  [
    'all values in place of some',
    { 'ForAnyValue:StringLike': { x: 'a*' } },
    { 'ForAllValues:StringLike': { x: 'a*' }, Null: { x: 'false' } },
  ],
  ['some value in place of any', { Null: { x: 'false' } }, { 'ForAnyValue:StringLike': { x: 'a*' } }],
  ['a text in a range', { IpAddress: { [IP]: '10.0.0.0/8' } }, { StringEquals: { [IP]: '10.1.2.3' } }],
  [
    'a narrower pattern with the same variable',
    { StringLike: { x: '${aws:username}-*' } },
    { StringLike: { x: '${AWS:username}-a*' } },
  ],
  [
    'a variable in place of a wildcard',
    { ArnLike: { x: 'arn:aws:iam::123456789012:user/*' } },
    { ArnLike: { x: 'arn:aws:iam::123456789012:user/${aws:username}' } },
  ],
  [
    'a pattern of ARNs in a pattern of texts',
    { StringLike: { x: 'arn:aws:iam::*' } },
    { ArnLike: { x: 'arn:aws:iam::*:user/a' } },
  ],
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
  ['a range by another', { IpAddress: { [IP]: '10.0.0.0/8' } }, { IpAddress: { [IP]: '11.0.0.0/8' } }],
  [
    'a range by a part of it and another',
    { IpAddress: { [IP]: '10.0.0.0/8' } },
    { IpAddress: { [IP]: ['10.1.0.0/16', '2001:db8::/32'] } },
  ],
  ['numbers by others that overlap', { NumericLessThan: { x: 10 } }, { NumericGreaterThan: { x: 5 } }],
  ['a date by another', { DateEquals: { x: '2026-01-01' } }, { DateEquals: { x: '2026-01-02' } }],
  ['all values by some', { 'ForAllValues:StringEquals': { x: 'a' } }, { 'ForAnyValue:StringEquals': { x: 'a' } }],
  ['true by false', { Bool: { x: 'true' } }, { Bool: { x: 'false' } }],
])('to replace %s gains and loses', (_, before, after) => {
  expect(compare([read(before)], [read(after)])).toEqual(['gained', 'lost']);
});

test.each<[what: string, before: Conditions, after: Conditions]>([
  ['a key by another', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, { StringEquals: { [USER]: 'a' } }],
  // Several values are there, but no text; an empty text is one, but counts as none.
  ['any text by any value', { StringLike: { x: '*' } }, { Null: { x: 'false' } }],
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
  ['no value in place of no text', { StringNotLike: { x: '*' } }, { Null: { x: 'true' } }],
  ['several values beside one', { StringEquals: { x: 'a' } }, { 'ForAnyValue:StringEquals': { x: 'a' } }],
  ['a missing key beside no ARN', undefined, { ArnLikeIfExists: { x: 'a' } }],
  ['a letter that no policy should have', { StringLike: { x: '\uffff*' } }, { StringLike: { x: '?*' } }],
])('%s is something that may be allowed newly', (_, before, after) => {
  const kinds = compare(before ? [read(before)] : [], [read(after)]);
  expect(kinds.filter((kind) => kind !== 'lost')).toHaveLength(1);
});

test('a text that is no ARN is not unlike an ARN', () => {
  const unlike = read({ ArnNotLike: { x: 'arn:aws:s3:::a' } });
  expect(compare([unlike], [unlike, read({ StringEquals: { x: 'b' } })])).toEqual(['gained']);
  expect(compare([unlike], [unlike, read({ StringEquals: { x: 'arn:aws:s3:::b' } })])).toEqual([]);
});

test('a redundant statement with a condition that nothing is known of is not called a gain', () => {
  const [one, other] = ['${aws:username}', '${aws:userid}'].map((owner) => read({ StringEquals: { x: owner } }));
  expect(compare([one!], [one!, other!])).toEqual(['undecided']);
});

test('what takes nothing but what was allowed is never called undecided', () => {
  const owners = ['${aws:username}', '${aws:userid}'].map((owner) => read({ StringEquals: { x: owner } }));
  const [one, other] = owners as [Statement, Statement];
  expect(compare([one, other], [one])).toEqual(['lost']);
  const like = read({ StringLike: { [USER]: 'a*' } });
  const anyCase = read({ StringEqualsIgnoreCase: { [USER]: 'bob' } });
  expect(compare([like, anyCase], [like])).toEqual(['lost']);
});

test.each<[operator: string, readable: string, unreadable: string]>([
  ['NotIpAddress', '10.0.0.0/8', '32 167772160/8'],
  ['NumericNotEquals', '1e400', 'Infinity'],
  ['DateNotEquals', '1000000000000000000', '1e+21'],
  ['BinaryEquals', 'QQ', '{"unreadable":"QQ"}'],
])('to deny by %s of %s says more than that of %s, which nothing can be compared with', (operator, ...values) => {
  const [readable, unreadable] = values.map((value) => ({ ...read({ [operator]: { x: value } }), Effect: 'Deny' }));
  expect(compare([read(), readable!], [read(), unreadable!])).toEqual(['gained']);
});

test('one variable more than another is a gain, and one value less beside it a loss', () => {
  const [less, more] = [['${aws:username}'], ['${aws:username}', 'shared']].map((x) => read({ StringEquals: { x } }));
  expect(compare([less!], [more!])).toEqual(['gained']);
  expect(compare([more!], [less!])).toEqual(['lost']);
});

test('what only requests could tell apart that there should not be is no gain, but not proved to be none', () => {
  const [inside, outside] = ['IpAddress', 'NotIpAddress'].map((operator) => ({ [operator]: { [IP]: '10.0.0.0/8' } }));
  const denying = [read(), { ...read(outside), Effect: 'Deny' }];
  // An address is inside or outside, and there is always one; other texts are neither.
  expect(compare([read(inside)], denying)).toEqual(['undecided']);
  expect(compare([read(inside), read(outside)], [read()])).toEqual(['undecided']);
  // Nobody has several names.
  const [one, some] = ['StringEquals', 'ForAnyValue:StringEquals'].map((operator) =>
    read({ [operator]: { [USER]: 'a' } }),
  );
  expect(compare([one!], [some!])).toEqual(['undecided']);
});

test.each<[what: string, allowed: Conditions, denied: Conditions]>([
  ['no ARN', { ArnLike: { 'aws:PrincipalArn': ROLE } }, { ArnNotLike: { 'aws:PrincipalArn': ROLE } }],
  ['no transport', { Bool: { 'aws:SecureTransport': 'true' } }, { Bool: { 'aws:SecureTransport': 'false' } }],
  ['no time', { DateLessThanEquals: { [TIME]: '2027-01-01' } }, { DateGreaterThan: { [TIME]: '2027-01-01' } }],
  [
    'an empty name that is none',
    { StringEqualsIfExists: { [USER]: 'a' } },
    { StringNotEquals: { [USER]: 'a' }, Null: { [USER]: 'false' } },
  ],
])('nobody comes with %s, so that to deny the opposite is no gain', (_, allowed, denied) => {
  const denying = [read(), { ...read(denied), Effect: 'Deny' }];
  expect(compare([read(allowed)], denying)).toEqual(['undecided']);
  expect(compare(denying, [read(allowed)])).toEqual(['lost']);
});

test('a key that some requests do not have is a gain where its absence gets past', () => {
  const denying = [read(), { ...read({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }), Effect: 'Deny' }];
  expect(compare([read({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })], denying)).toEqual(['gained']);
});

test('truth as a text is truth', () => {
  const [text, truth] = ['StringEquals', 'Bool'].map((operator) =>
    read({ [operator]: { 'aws:SecureTransport': 'true' } }),
  );
  expect(compare([text!], [truth!])).toEqual(['undecided']);
  expect(compare([truth!], [text!])).toEqual(['lost']);
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
