import fc from 'fast-check';
import type { AccessRequest, RequestContext, RequestPrincipal } from '../../../src/iam/evaluate';

/** Policy documents and requests of all parts of the policy language, small enough to meet each other often. */

export type Document = Record<string, unknown>;

const ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  'S3:getobject',
  'sagemaker:InvokeEndpoint',
  'sagemaker:CreateEndpoint',
];

const ACTION_PATTERNS = [
  ...['*', 's3:*', 's3:Get*', 'S3:gETobject', 's3:?etObject', 's3:*Object', 's3:G*t*j*t', 's3:GetObject?'],
  ...['sagemaker:*', 'sagemaker:*Endpoint', 'sagemaker:InvokeEndpoint', 'sagemaker:Invoke*', 'dynamodb:GetItem'],
];

export const ENDPOINT = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint';

const RESOURCES = [
  ...['arn:aws:s3:::models/churn/model.tar.gz', 'arn:aws:s3:::models/Churn/model.tar.gz', 'arn:aws:s3:::models'],
  ...['arn:aws:s3:::models/home/alice/x', 'arn:aws:s3:::models/home/guest/x', 'arn:aws:s3:::models/a$b${c}'],
  ...[`${ENDPOINT}/churn`, `${ENDPOINT}/churn-blue`, `${ENDPOINT}/Churn`, `${ENDPOINT}/ab`],
  ...['arn:aws-cn:sagemaker:cn-north-1:210987654321:endpoint/churn', `${ENDPOINT}-config/churn`],
];

const RESOURCE_PATTERNS = [
  ...RESOURCES,
  ...[
    '*',
    'arn:aws:s3:::*',
    'arn:aws:s3:::models/*',
    'arn:aws:s3:::models*',
    'arn:aws:s3:::models/?hurn/*.gz',
    'arn:aws:s3',
    'arn:aws:s*:*',
  ],
  ...['arn:*:sagemaker:*:*:*', 'arn:aws:sagemaker:us-*-2:123456789012:endpoint/*', 'arn:AWS:S3:::models/*'],
  ...[`${ENDPOINT}/*r*n*`, `${ENDPOINT}/??`, `${ENDPOINT}/churn*`, 'arn:aws:sagemaker:*:1234567890??:endpoint/c*'],
  ...['arn:aws:s3:::models/home/${aws:username}/*', "arn:aws:s3:::models/home/${aws:username, 'guest'}/*"],
  ...['arn:aws:s3:::models/home/${aws:TagKeys}/*', 'arn:aws:s3:::models/a${$}b${$}{c}', `${ENDPOINT}/a\${*}`],
];

/**
 * Without variables that may lack a value, and without ARNs that lack fields: there the oracle has a reading of its own (see
 * simulate.oracle.test.ts).
 */
const NOT_RESOURCE_PATTERNS = RESOURCE_PATTERNS.filter(
  (pattern) => !/\$\{[\w:]+\}/.test(pattern) && /^(\*|([^:]*:){5}.*)$/.test(pattern),
);

const OPERATORS_AND_VALUES: readonly (readonly [operators: readonly string[], values: readonly string[]])[] = [
  [
    ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
    ['alice', 'Alice', 'a*', 'a${*}', '${aws:username}', "${aws:missing, 'alice'}", '${aws:missing}', '${$}{x}'],
  ],
  [
    ['StringLike', 'StringNotLike'],
    ['alice', 'Alice', 'a*', '?lice', 'a${*}', 'al*e', '*', '${aws:username}*', '${aws:missing}', '${?}lice'],
  ],
  [
    ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan'],
    ['5', '5.0', '10', '-3', 'five'],
  ],
  [['NumericGreaterThanEquals'], ['5', '7.5']],
  [
    ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
    ['2026-11-25T00:00:00Z', '2026-11-25', '2026-11-25T01:00:00+01:00', 'yesterday', '1795564800'],
  ],
  [['Bool'], ['true', 'False', 'maybe', '${aws:MultiFactorAuthPresent}']],
  [['BinaryEquals'], ['QmluYXJ5', 'AAEC']],
  [
    ['IpAddress', 'NotIpAddress'],
    ['203.0.113.0/24', '203.0.113.7', '0.0.0.0/0', '2001:db8::/32', '2001:db8::7', '2001:DB8:0::7', 'nowhere'],
  ],
  [
    ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
    [
      ...['arn:aws:sagemaker:us-west-2:123456789012:*', 'arn:aws:sagemaker:*:*:endpoint/churn', '*'],
      ...[`${ENDPOINT}/churn`, `${ENDPOINT}/ch?rn`, 'arn:aws:iam::123456789012:user/${aws:username}', 'arn:aws:s3:*'],
    ],
  ],
  [['Null'], ['true', 'false', 'True']],
];

const KEYS = ['aws:username', 'aws:TagKeys', 'aws:SourceIp', 'AWS:SourceArn', 'aws:CurrentTime', 'aws:Other'];

const CONTEXT_VALUES = [
  ...['alice', 'Alice', 'a*', '?lice', '5', '7.5', 'true', 'false', '2026-11-25T00:00:00Z', 'QmluYXJ5'],
  ...['203.0.113.7', '198.51.100.1', '2001:db8::7', `${ENDPOINT}/churn`, 'arn:aws:iam::123456789012:user/alice'],
];

function oneOrMany<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> {
  return fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }));
}

const condition: fc.Arbitrary<Document> = fc
  .constantFrom(...OPERATORS_AND_VALUES)
  .chain(([operators, values]) =>
    fc.record({
      quantifier: fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'),
      operator: fc.constantFrom(...operators),
      suffix: operators.includes('Null') ? fc.constant('') : fc.constantFrom('', '', 'IfExists'),
      key: fc.constantFrom(...KEYS),
      values: oneOrMany(fc.constantFrom(...values)),
    }),
  )
  .map(({ quantifier, operator, suffix, key, values }) => ({
    [`${operator === 'Null' ? '' : quantifier}${operator}${suffix}`]: { [key]: values },
  }));

function selection(element: string, patterns: readonly string[], notPatterns = patterns): fc.Arbitrary<Document> {
  const elementWith = (name: string, values: readonly string[]) =>
    oneOrMany(fc.constantFrom(...values)).map((value): Document => ({ [name]: value }));
  return fc.oneof(
    { weight: 3, arbitrary: elementWith(element, patterns) },
    { weight: 1, arbitrary: elementWith(`Not${element}`, notPatterns) },
  );
}

const conditions = fc
  .option(fc.array(condition, { minLength: 1, maxLength: 2 }), { freq: 1, nil: [] })
  .map((blocks): Document => (blocks.length > 0 ? { Condition: Object.assign({}, ...blocks) as Document } : {}));

const effect = fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny');

function documentOf(statement: fc.Arbitrary<Document>): fc.Arbitrary<Document> {
  return fc.record({
    Version: fc.constantFrom('2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17'),
    Statement: fc.oneof(statement, fc.array(statement, { minLength: 1, maxLength: 3 })),
  });
}

export const identityPolicy: fc.Arbitrary<Document> = documentOf(
  fc
    .tuple(
      effect,
      selection('Action', ACTION_PATTERNS),
      selection('Resource', RESOURCE_PATTERNS, NOT_RESOURCE_PATTERNS),
      conditions,
    )
    .map(([Effect, ...elements]): Document => Object.assign({ Effect }, ...elements) as Document),
);

export const context: fc.Arbitrary<RequestContext> = fc.dictionary(
  fc.constantFrom(...KEYS, 'aws:MultiFactorAuthPresent'),
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...CONTEXT_VALUES) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(...CONTEXT_VALUES), { minLength: 1, maxLength: 3 }) },
  ),
  { maxKeys: 6, noNullPrototype: true },
);

export interface FullRequest extends AccessRequest {
  readonly resources: readonly string[];
  readonly context: RequestContext;
}

export const request: fc.Arbitrary<FullRequest> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resources: fc.array(fc.constantFrom(...RESOURCES), { minLength: 1, maxLength: 2 }),
  context,
});

/** The role that the requests to assume a role are about. */
export const ROLE = 'arn:aws:iam::123456789012:role/deployer';

const PRINCIPALS: readonly RequestPrincipal[] = [
  { type: 'AWS', value: 'arn:aws:iam::123456789012:user/alice' },
  { type: 'AWS', value: 'arn:aws:sts::123456789012:assumed-role/ci/run-1' },
  { type: 'AWS', value: 'arn:aws:iam::210987654321:user/alice' },
  { type: 'AWS', value: 'arn:aws:sts::210987654321:assumed-role/ci/run-1' },
  { type: 'Service', value: 'sagemaker.amazonaws.com' },
  { type: 'Service', value: 'lambda.amazonaws.com' },
];

const PRINCIPAL_ELEMENTS: readonly unknown[] = [
  ...['*', { AWS: '*' }, { AWS: '123456789012' }, { AWS: 'arn:aws:iam::123456789012:root' }],
  ...[{ AWS: 'arn:aws:iam::123456789012:user/alice' }, { AWS: ['arn:aws:iam::123456789012:role/ci', '210987654321'] }],
  ...[{ AWS: 'arn:aws:iam::210987654321:role/ci' }, { AWS: 'arn:aws:sts::123456789012:assumed-role/ci/run-1' }],
  ...[{ Service: 'sagemaker.amazonaws.com' }, { Service: ['lambda.amazonaws.com', 'sagemaker.amazonaws.com'] }],
  ...[{ Service: 'lambda.amazonaws.com', AWS: 'arn:aws:iam::210987654321:user/alice' }],
];

export const trustPolicy: fc.Arbitrary<Document> = documentOf(
  fc
    .tuple(
      effect,
      fc.constantFrom(
        'sts:AssumeRole',
        'sts:*',
        'STS:assumerole',
        ['sts:AssumeRole', 'sts:TagSession'],
        'sts:TagSession',
      ),
      fc.constantFrom(...PRINCIPAL_ELEMENTS),
      conditions,
    )
    .map(([Effect, Action, Principal, block]) => ({ Effect, Principal, Action, ...block })),
);

const ROLE_PATTERNS = ['*', ROLE, 'arn:aws:iam::*:role/*', 'arn:aws:iam::123456789012:role/other'];

/** Identity policies about assuming roles. */
export const assumePolicy: fc.Arbitrary<Document> = documentOf(
  fc
    .tuple(effect, selection('Action', ['sts:AssumeRole', 'sts:*', 's3:*']), selection('Resource', ROLE_PATTERNS))
    .map(([Effect, ...elements]): Document => Object.assign({ Effect }, ...elements) as Document),
);

export const assumeRequest: fc.Arbitrary<FullRequest & { readonly principal: RequestPrincipal }> = fc.record({
  action: fc.constant('sts:AssumeRole'),
  resources: fc.constant([ROLE]),
  principal: fc.constantFrom(...PRINCIPALS),
  context,
});
