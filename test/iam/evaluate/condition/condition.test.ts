import type { RequestContext } from '../../../../src/iam/evaluate/context';
import { evaluate } from '../../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../../src/iam/evaluate/policy';

type Values = string | number | boolean | readonly (string | number | boolean)[];
type Row = readonly [
  operator: string,
  values: Values,
  requestValue: string | readonly string[] | undefined,
  holds: boolean,
];

const ENDPOINT = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn';
const OWNER = 'arn:aws:iam::123456789012:user/alice';

describe.each<[title: string, rows: readonly Row[]]>([
  [
    'texts',
    [
      ['StringEquals', 'alice', 'alice', true],
      ['StringEquals', 'alice', 'Alice', false],
      ['StringEquals', ['bob', 'alice'], 'alice', true],
      ['StringEquals', 'a*', 'alice', false],
      ['StringEquals', 5, '5', true],
      ['StringNotEquals', ['bob', 'alice'], 'alice', false],
      ['StringNotEquals', ['bob', 'alice'], 'carol', true],
      ['StringEqualsIgnoreCase', 'ALICE', 'alice', true],
      ['StringNotEqualsIgnoreCase', 'ALICE', 'alice', false],
      ['StringLike', 'a*e', 'alice', true],
      ['StringLike', 'a${*}e', 'alice', false],
      ['StringLike', 'a${*}e', 'a*e', true],
      ['StringNotLike', '?lice', 'alice', false],
    ],
  ],
  [
    'numbers',
    [
      ['NumericEquals', 5, '5.0', true],
      ['NumericNotEquals', '5', '5.0', false],
      ['NumericLessThan', 5, '4', true],
      ['NumericLessThan', 5, '5', false],
      ['NumericLessThanEquals', 5, '5', true],
      ['NumericGreaterThan', '-3', '10', true],
      ['NumericGreaterThanEquals', '10', '9', false],
      ['NumericEquals', 'five', '5', false],
      ['NumericNotEquals', 'five', '5', false],
      ['NumericEquals', '', '0', false],
    ],
  ],
  [
    'dates',
    [
      ['DateEquals', '2026-11-25T00:00:00Z', '2026-11-25T01:00:00+01:00', true],
      ['DateEquals', '2026-11-25', '2026-11-25T00:00:00Z', true],
      ['DateNotEquals', '2026-11-25', '2026-11-26', true],
      ['DateLessThan', '2026-11-25T00:00:00Z', '2026-11-24T23:59:59.9Z', true],
      ['DateLessThanEquals', '1795564800', '2026-11-25T00:00:00Z', true],
      ['DateGreaterThan', '2026-11-25T00:00:00Z', '2026-11-25T00:00:00Z', false],
      ['DateGreaterThanEquals', '2026-11', '2026-11-25', true],
      ['DateEquals', '2026', '1970-01-01T00:33:46Z', true],
      ['DateEquals', '-1', '1969-12-31T23:59:59Z', true],
      ['DateGreaterThan', 'yesterday', '2026-11-25', false],
      ['DateGreaterThan', '2026-02-31T25:00:00Z', '2026-11-25', false],
      ['DateGreaterThan', '2026-02-31', '2026-11-25', false],
      ['DateNotEquals', '2026-02-31', '2026-03-03', false],
    ],
  ],
  [
    'booleans and bytes',
    [
      ['Bool', true, 'True', true],
      ['Bool', 'false', 'true', false],
      ['Bool', 'maybe', 'maybe', false],
      ['BinaryEquals', 'QmluYXJ5MQ==', 'QmluYXJ5MQ', true],
      ['BinaryEquals', 'AAEC', 'AAED', false],
      ['BinaryEquals', '???', '???', false],
    ],
  ],
  [
    'addresses',
    [
      ['IpAddress', '203.0.113.0/24', '203.0.113.7', true],
      ['IpAddress', '203.0.113.0/24', '203.0.114.7', false],
      ['IpAddress', '203.0.113.7', '203.0.113.7', true],
      ['IpAddress', '0.0.0.0/0', '8.8.8.8', true],
      ['IpAddress', '0.0.0.0/0', '2001:db8::7', false],
      ['IpAddress', '2001:db8::/32', '2001:DB8:0:0:0:0:0:7', true],
      ['IpAddress', '2001:db8::/32', '2001:db9::7', false],
      ['IpAddress', '::ffff:203.0.113.7', '::ffff:cb00:7107', true],
      ['NotIpAddress', ['203.0.113.0/24', '2001:db8::/32'], '198.51.100.1', true],
      ['NotIpAddress', '203.0.113.0/24', '203.0.113.7', false],
      ['NotIpAddress', '203.0.113.0/24', '203.0.113.256', false],
      ['IpAddress', '203.0.113.0/33', '203.0.113.0', false],
      ['IpAddress', '1::2::3', '1::2::3', false],
      ['IpAddress', '1:2:3:4:5:6:7::8', '1:2:3:4:5:6:7:8', false],
    ],
  ],
  [
    'ARNs',
    [
      ['ArnLike', 'arn:aws:sagemaker:us-west-2:123456789012:*', ENDPOINT, true],
      ['ArnEquals', 'arn:aws:sagemaker:*:*:endpoint/ch?rn', ENDPOINT, true],
      ['ArnLike', 'arn:aws:sagemaker:*', ENDPOINT, false],
      ['ArnLike', 'arn:aws:*:endpoint/churn', ENDPOINT, false],
      ['ArnLike', '*', ENDPOINT, false],
      ['ArnNotLike', 'arn:aws:sagemaker:*:*:endpoint/other', ENDPOINT, true],
      ['ArnNotEquals', ENDPOINT, ENDPOINT, false],
      ['ArnNotEquals', ENDPOINT, 'churn', false],
      ['ArnLike', 'arn:*:*:*:*:*', '2001:db8:0:0:0:0:0:7', false],
      ['ArnNotLike', 'arn:*:*:*:*:*', '2001:db8:0:0:0:0:0:7', false],
    ],
  ],
  [
    'missing keys',
    [
      ['StringEquals', 'alice', undefined, false],
      ['StringNotEquals', 'alice', undefined, true],
      ['StringEqualsIfExists', 'alice', undefined, true],
      ['StringEqualsIfExists', 'alice', 'bob', false],
      ['ArnNotLike', ENDPOINT, undefined, true],
      ['Null', true, undefined, true],
      ['Null', 'true', 'alice', false],
      ['Null', ['FALSE'], 'alice', true],
      ['Null', false, undefined, false],
    ],
  ],
  [
    'several values',
    [
      ['StringEquals', 'a', ['a'], false],
      ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'b'], true],
      ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'y'], false],
      ['ForAnyValue:StringEquals', 'a', undefined, false],
      ['ForAnyValue:StringEqualsIfExists', 'a', undefined, false],
      ['ForAnyValue:StringNotEquals', 'a', ['a', 'b'], true],
      ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
      ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'x'], false],
      ['ForAllValues:StringEquals', 'a', undefined, true],
      ['ForAllValues:StringEquals', 'a', 'a', true],
      ['ForAllValues:StringNotLike', 'a*', ['b', 'ab'], false],
      ['Null', true, [], true],
      // An empty text is a null value to operators for sets and to Null, but a text to the others.
      ['ForAllValues:StringEquals', 'a', '', true],
      ['ForAllValues:StringEquals', 'a', [''], true],
      ['ForAllValues:StringEquals', 'a', ['a', ''], false],
      ['ForAnyValue:StringNotEquals', 'a', '', false],
      ['Null', true, '', true],
      ['Null', false, '', false],
      ['StringLike', ['', 'home/*'], '', true],
      ['StringEqualsIfExists', 'a', '', false],
    ],
  ],
])('%s', (_title, rows) => {
  test.each(rows)('%s %j of %j: %s', (operator, values, requestValue, holds) => {
    expect(
      isMet({ [operator]: { 'aws:Key': values } }, requestValue === undefined ? {} : { 'AWS:key': requestValue }),
    ).toBe(holds);
  });
});

describe('variables', () => {
  const ask = (value: string, context: RequestContext, operator = 'StringEquals') =>
    isMet({ [operator]: { 'aws:Owner': value } }, context);

  test('stand for the value of the request, in which wildcards are plain characters', () => {
    expect(ask('${aws:username}', { 'aws:Owner': 'alice', 'aws:UserName': 'alice' })).toBe(true);
    expect(ask('${aws:username}', { 'aws:Owner': 'alice', 'aws:username': 'a*' }, 'StringLike')).toBe(false);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
  test.each<[operator: string, value: string, context: RequestContext, holds: boolean]>([
    ['StringEquals', '${aws:username}', {}, false],
    ['StringEqualsIgnoreCase', '${aws:username}', {}, false],
    ['StringLike', '*${aws:username}', {}, false],
    ['ArnLike', 'arn:aws:iam::123456789012:user/*${aws:username}', {}, false],
    ['ForAllValues:StringEquals', '${aws:username}', {}, false],
    ['StringNotEquals', '${aws:username}', {}, true],
    ['StringNotEqualsIgnoreCase', '${aws:username}', {}, true],
    ['StringNotLike', '*${aws:username}', {}, true],
    ['ArnNotLike', 'arn:aws:iam::123456789012:user/*${aws:username}', {}, true],
    ['ForAnyValue:StringNotEquals', '${aws:username}', {}, true],
    ['StringEquals', '${aws:TagKeys}', { 'aws:TagKeys': [OWNER] }, false],
    ['StringEquals', 'a${aws:username}', { 'aws:username': '', 'aws:Owner': 'a' }, false],
    ['StringEquals', `\${aws:username, '${OWNER}'}`, {}, true],
    ['StringEquals', `\${aws:username, '${OWNER}'}`, { 'aws:username': '' }, true],
    ['StringEquals', `\${aws:username, '${OWNER}'}`, { 'aws:username': 'bob' }, false],
  ])('without a value are equal to nothing, so negated operators hold: %s %s with %j: %s', (...row) => {
    const [operator, value, context, holds] = row;
    expect(ask(value, { 'aws:Owner': OWNER, ...context }, operator)).toBe(holds);
  });

  test('without a value leave the other values of a negated operator', () => {
    const block = { StringNotEquals: { 'aws:Owner': ['bob', '${aws:username}'] } };
    expect(isMet(block, { 'aws:Owner': 'alice' })).toBe(true);
    expect(isMet(block, { 'aws:Owner': 'bob' })).toBe(false);
  });

  test('part the fields of an ARN nowhere', () => {
    const context = { 'aws:Owner': 'arn:aws:iam::123456789012:user/a:b', 'aws:username': 'a:b' };
    expect(ask('arn:aws:iam::123456789012:user/${aws:username}', context, 'ArnLike')).toBe(true);
  });
});

test('all keys and all operators of a block must hold', () => {
  const block = { StringEquals: { 'aws:a': '1', 'aws:b': '2' }, Bool: { 'aws:c': 'true' } };
  expect(isMet(block, { 'aws:a': '1', 'aws:b': '2', 'aws:c': 'true' })).toBe(true);
  expect(isMet(block, { 'aws:a': '1', 'aws:b': '3', 'aws:c': 'true' })).toBe(false);
  expect(isMet(block, { 'aws:a': '1', 'aws:b': '2', 'aws:c': 'false' })).toBe(false);
});

function isMet(Condition: object, context: RequestContext): boolean {
  const Statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition };
  const policy = compilePolicy({ Version: '2012-10-17', Statement });
  expect(policy.malformed).toBeUndefined();
  return evaluate({ action: 's3:GetObject', context }, { identity: [policy] }).decision === 'allowed';
}
