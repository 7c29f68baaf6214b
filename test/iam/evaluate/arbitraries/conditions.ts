import fc from 'fast-check';
import { type Document, merged, oneOrMany } from './json';
import { ENDPOINT } from './resources';
import type { RequestContext } from '../../../../src/iam/evaluate/context';

/** Operators that compare the same kind of values, with keys and values on which they meet. */
interface Family {
  readonly operators: readonly string[];
  readonly keys: readonly string[];
  /** Of the condition. */
  readonly values: readonly (string | number | boolean)[];
  /** Of the request. */
  readonly requestValues: readonly string[];
}

const EQUALS = ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'];
const LIKE = ['StringLike', 'StringNotLike'];
const NAMES = ['aws:username', 'aws:PrincipalTag/team', 'aws:TagKeys'];
const NAME_VALUES = ['alice', 'Alice', 'a*', 'ali', '?lice', '$', '${x}', 'bob'];
const SUBJECT = 'repo:acme/churn:ref:refs/heads/main';

const FAMILIES: readonly Family[] = [
  {
    operators: EQUALS,
    keys: NAMES,
    values: [
      ...['alice', 'ALICE', 'bob', 'a*', 'a${*}', '${?}lice', '${$}', '${$}{x}', ''],
      ...['${aws:username}', '${AWS:UserName}', "${aws:missing, 'alice'}", '${aws:missing}', '${aws:TagKeys}'],
    ],
    requestValues: NAME_VALUES,
  },
  {
    operators: LIKE,
    keys: NAMES,
    values: [
      ...['alice', 'a*', '?lice', 'a${*}', 'al*e', '*', '?*', '${?}lice', '${$}*', ''],
      ...[
        '${aws:username}*',
        '*${aws:PrincipalTag/team}',
        "${aws:missing, 'ali'}??",
        '*${aws:missing}',
        '${aws:TagKeys}',
      ],
    ],
    requestValues: NAME_VALUES,
  },
  {
    operators: [...EQUALS, ...LIKE],
    keys: ['token.actions.githubusercontent.com:sub', 'SAML:aud'],
    values: [
      ...[SUBJECT, 'repo:acme/churn:*', 'repo:acme/*:environment:production', 'repo:Acme/churn:ref:refs/heads/main'],
      ...['sts.amazonaws.com', 'https://signin.aws.amazon.com/saml'],
    ],
    requestValues: [
      ...[SUBJECT, 'repo:acme/churn:environment:production', 'repo:acme/other:environment:production'],
      ...['sts.amazonaws.com', 'https://signin.aws.amazon.com/saml'],
    ],
  },
  {
    operators: [
      ...['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
      ...['NumericGreaterThan', 'NumericGreaterThanEquals'],
    ],
    keys: ['s3:max-keys'],
    values: [5, '5', '5.0', 10, '-3', '7.5', 'five', '5 apples'],
    requestValues: ['4', '5', '5.00', '10', '-3', '7.5', '5 apples'],
  },
  {
    operators: [
      ...['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals'],
      ...['DateGreaterThan', 'DateGreaterThanEquals'],
    ],
    keys: ['aws:CurrentTime', 'aws:EpochTime'],
    values: [
      ...['2026-11-25T00:00:00Z', '2026-11-25', '2026-11', '2026-11-25T01:00:00+01:00', '2026-11-25T00:00:00.5Z'],
      ...[1795564800, '1795564800', '2026', 'yesterday', '2026-02-31', '25 November 2026'],
    ],
    requestValues: [
      ...[
        '2026-11-25T00:00:00Z',
        '2026-11-24T23:59:59Z',
        '2026-11-25T01:00:00+01:00',
        '2026-11',
        '1795564800',
        '1795564801',
      ],
      ...['2026', 'yesterday'],
    ],
  },
  {
    operators: ['Bool'],
    keys: ['aws:MultiFactorAuthPresent'],
    values: [true, 'false', 'True', 'maybe', '${aws:MultiFactorAuthPresent}', '${aws:missing}'],
    requestValues: ['true', 'false', 'TRUE', 'maybe'],
  },
  {
    operators: ['BinaryEquals'],
    keys: ['aws:Binary'],
    values: ['QmluYXJ5MQ==', 'QmluYXJ5MQ', 'AAEC', '???'],
    requestValues: ['QmluYXJ5MQ==', 'QmluYXJ5MQ', 'AAEC', '???'],
  },
  {
    operators: ['IpAddress', 'NotIpAddress'],
    keys: ['aws:SourceIp'],
    values: [
      ...['203.0.113.0/24', '203.0.113.7', '203.0.113.9/31', '0.0.0.0/0', '203.0.113.0/33', 'nowhere'],
      ...['2001:db8::/32', '2001:db8::7', '2001:DB8:0::7', '::/0', '2001:db8:0:0:0:0:0:8/127'],
    ],
    requestValues: [
      ...['203.0.113.7', '203.0.113.8', '198.51.100.1', '203.0.113.256', 'nowhere'],
      ...['2001:db8::7', '2001:DB8:0:0:0:0:0:7', '2001:db9::1', '::1'],
    ],
  },
  {
    operators: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
    keys: ['aws:SourceArn'],
    values: [
      ...['arn:aws:sagemaker:us-west-2:123456789012:*', 'arn:aws:sagemaker:*:*:endpoint/churn', '*'],
      ...[`${ENDPOINT}/churn`, `${ENDPOINT}/ch?rn`, `${ENDPOINT}/Churn`, 'arn:*:*:*:*:*', 'arn:aws:*:endpoint/churn'],
      ...['arn:aws:iam::123456789012:user/${aws:username}', 'arn:aws:iam::123456789012:user/${aws:missing}'],
      ...["arn:aws:iam::123456789012:user/${aws:missing, 'alice'}", 'arn:aws:iam::1234567890??:user/a${*}'],
    ],
    requestValues: [
      ...[`${ENDPOINT}/churn`, `${ENDPOINT}/Churn`, 'arn:aws:iam::123456789012:user/alice', 'churn'],
      ...['arn:aws:iam::123456789012:user/a*', 'arn:aws:logs:us-west-2:123456789012:log-group:churn:log-stream:1'],
    ],
  },
];

const KEYS = [...new Set(FAMILIES.flatMap(({ keys }) => keys))];
const NULL: Family = { operators: ['Null'], keys: KEYS, values: ['true', 'false', 'True', true], requestValues: [] };

/** By name, so that each is as likely as the others. */
const OPERATORS = [...FAMILIES, NULL].flatMap((family) => family.operators.map((operator) => ({ operator, family })));

function inOtherCase(key: string): fc.Arbitrary<string> {
  return fc.constantFrom(key, key, key.toLowerCase(), key.toUpperCase());
}

/** One line of a condition block: an operator, a key, its values. */
export const condition: fc.Arbitrary<Document> = fc
  .constantFrom(...OPERATORS)
  .chain(({ operator, family: { keys, values } }) =>
    fc.record({
      quantifier: operator === 'Null' ? fc.constant('') : fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'),
      operator: fc.constant(operator),
      suffix: operator === 'Null' ? fc.constant('') : fc.constantFrom('', 'IfExists'),
      key: fc
        .oneof({ weight: 7, arbitrary: fc.constantFrom(...keys) }, { weight: 1, arbitrary: fc.constantFrom(...KEYS) })
        .chain(inOtherCase),
      values: oneOrMany(fc.constantFrom(...values)),
    }),
  )
  .map(({ quantifier, operator, suffix, key, values }) => ({ [quantifier + operator + suffix]: { [key]: values } }));

/** No condition block, or one with a line or two. */
export const conditions: fc.Arbitrary<Document> = fc
  .option(fc.array(condition, { minLength: 1, maxLength: 2 }), { freq: 1, nil: [] })
  .map((blocks): Document => (blocks.length > 0 ? { Condition: merged(...blocks) } : {}));

function requestValue(key: string): fc.Arbitrary<string | string[]> {
  const fitting = FAMILIES.filter(({ keys }) => keys.includes(key)).flatMap(({ requestValues }) => requestValues);
  const any = FAMILIES.flatMap(({ requestValues }) => requestValues);
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...fitting) },
    { weight: 1, arbitrary: fc.constantFrom(...any) },
    { weight: 1, arbitrary: fc.constant('') },
    { weight: 6, arbitrary: fc.array(fc.constantFrom(...fitting, ''), { maxLength: 3 }) },
  );
}

/**
 * Each key is there or not, with one value or several, of the right kind or not, in whatever case.
 *
 * @param presence how many times as often a key is there as it is missing
 */
export function contextWith(presence: number): fc.Arbitrary<RequestContext> {
  const entries = KEYS.map((key) =>
    fc.option(fc.tuple(inOtherCase(key), requestValue(key)), { freq: presence, nil: undefined }),
  );
  return fc.tuple(...entries).map((drawn) => Object.fromEntries(drawn.filter((entry) => entry !== undefined)));
}

export const context = contextWith(2);
