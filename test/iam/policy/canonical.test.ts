import fc from 'fast-check';
import { areEquivalent, canonicalForm, prettyJson, toJson } from '../../../src/iam/policy/canonical';
import type { PolicyDocument } from '../../../src/iam/policy/document';
import { cases } from '../../cases';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-models/*' };
const INVOKE = { Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: '*' };
const TRUST = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } };
const ROOT = 'arn:aws:iam::123456789012:root';
const ROLE = 'arn:aws:iam::123456789012:role';

describe('equivalent are', () => {
  test.each<[what: string, a: unknown, b: unknown]>([
    ['a statement alone and in an array', policy(READ), policy([READ])],
    ['statements in any order', policy([READ, INVOKE]), policy([INVOKE, READ])],
    ['keys in any order', policy(READ), { Statement: reversed(READ), Version: '2012-10-17' }],
    ['an action alone and in an array', policy(READ), policy({ ...READ, Action: ['s3:GetObject'] })],
    ['a resource alone and in an array', policy(READ), policy({ ...READ, Resource: [READ.Resource] })],
    ['actions in any order', policy({ ...READ, Action: ['a:B', 'a:C'] }), policy({ ...READ, Action: ['a:C', 'a:B'] })],
    ['resources in any order', policy({ ...READ, Resource: ['x', 'y'] }), policy({ ...READ, Resource: ['y', 'x'] })],
    ['actions in any case', policy(READ), policy({ ...READ, Action: 'S3:getobject' })],
    ['NotAction in any form', policy({ NotAction: ['a:B', 'a:C'] }), policy({ NotAction: ['A:c', 'a:b'] })],
    ['NotResource in any form', policy({ NotResource: 'x' }), policy({ NotResource: ['x'] })],
    ['an action once and twice', policy(READ), policy({ ...READ, Action: ['s3:GetObject', 's3:getObject'] })],
    ['a statement once and twice', policy(READ), policy([READ, { ...READ, Action: ['s3:GetObject'] }])],
    ['all actions in both forms', policy({ ...READ, Action: '*' }), policy({ ...READ, Action: ['*:*'] })],
    [
      'NotAction beside Action',
      policy({ Action: 'a:B', NotAction: ['c:D'] }),
      policy({ NotAction: 'c:D', Action: ['a:B'] }),
    ],
    ['no Sid and an empty one', policy(READ), policy({ Sid: '', ...READ })],
    ['no Id and an empty one', policy(READ), { Id: '', ...policy(READ) }],
    ['no Version and the oldest', { Statement: READ }, { Statement: READ, Version: '2008-10-17' }],
    ['an effect in any case', policy(READ), policy({ ...READ, Effect: 'ALLOW' })],
    ['a resource and a null beside it', policy(READ), policy({ ...READ, Resource: [null, READ.Resource] })],
    ['numbers as resources in any form', policy({ Resource: [7, 8] }), policy({ Resource: ['8', 7] })],
    [
      'a principal alone and in an array',
      policy(TRUST),
      policy({ ...TRUST, Principal: { Service: ['sagemaker.amazonaws.com'] } }),
    ],
    [
      'principals in any order',
      policy({ ...TRUST, Principal: { AWS: ['111111111111', '222222222222'], Service: 'x' } }),
      policy({ ...TRUST, Principal: { Service: 'x', AWS: ['222222222222', '111111111111'] } }),
    ],
    [
      'principals of one type in any order',
      policy({ ...TRUST, Principal: { AWS: [`${ROLE}/a`, ROOT, `${ROLE}/b`] } }),
      policy({ ...TRUST, Principal: { AWS: [`${ROLE}/b`, `${ROLE}/a`, ROOT] } }),
    ],
    [
      'services in any order, one of them twice',
      policy({ ...TRUST, Principal: { Service: ['ec2.amazonaws.com', 'sagemaker.amazonaws.com'] } }),
      policy({
        Principal: { Service: ['sagemaker.amazonaws.com', 'ec2.amazonaws.com', 'ec2.amazonaws.com'] },
        ...without(TRUST),
      }),
    ],
    ['everybody in both forms', policy({ ...TRUST, Principal: '*' }), policy({ ...TRUST, Principal: { AWS: ['*'] } })],
    [
      'NotPrincipal in any form',
      policy({ NotPrincipal: { AWS: ROOT } }),
      policy({ NotPrincipal: { AWS: ['123456789012'] } }),
    ],
    ['NotPrincipal, everybody in both forms', policy({ NotPrincipal: '*' }), policy({ NotPrincipal: { AWS: '*' } })],
    ['no principal and an empty set', policy(without(TRUST)), policy({ ...TRUST, Principal: {} })],
    [
      'empty sets of any type',
      policy({ Principal: { Service: [] } }),
      policy({ Principal: { AWS: [], Federated: [] } }),
    ],
    [
      'a type of principals and an empty one beside it',
      policy(TRUST),
      policy({ ...TRUST, Principal: { ...TRUST.Principal, AWS: [] } }),
    ],
    [
      'an account by its number and by its root',
      policy({ ...TRUST, Principal: { AWS: '123456789012' } }),
      policy({ ...TRUST, Principal: { AWS: [ROOT] } }),
    ],
    [
      'accounts by their numbers and by their roots',
      policy({ ...TRUST, Principal: { AWS: ['123456789012', 'arn:aws-cn:iam::210987654321:root'] } }),
      policy({ ...TRUST, Principal: { AWS: ['arn:aws-cn:iam::123456789012:root', '210987654321'] } }),
    ],
    [
      'an account without a type by its number and by its root',
      policy({ Principal: '123456789012' }),
      policy({ Principal: ROOT }),
    ],
    ['condition values alone and in an array', condition({ Bool: { a: 'x' } }), condition({ Bool: { a: ['x'] } })],
    ['condition values in any order', condition({ Bool: { a: ['x', 'y'] } }), condition({ Bool: { a: ['y', 'x'] } })],
    [
      'conditions in any order',
      condition({ Bool: { a: 'x', b: 'y' }, Null: { c: 'z' } }),
      condition({ Null: { c: 'z' }, Bool: { b: 'y', a: 'x' } }),
    ],
    [
      'condition keys in any case',
      condition({ ArnLike: { 'aws:SourceArn': 'x' } }),
      condition({ ArnLike: { 'AWS:sourcearn': 'x' } }),
    ],
    ['condition values once and twice', condition({ Bool: { a: 'x' } }), condition({ Bool: { a: ['x', 'x'] } })],
    [
      'no condition values in any layout',
      condition({ Bool: { a: [], b: 'x' } }),
      condition({ Bool: { b: ['x'], a: [] } }),
    ],
    ['no condition and an empty one', policy(READ), condition({})],
    ['no condition and operators without keys', policy(READ), condition({ Bool: {}, x: {} })],
    ['a boolean and its text', condition({ Bool: { a: true } }), condition({ Bool: { a: 'true' } })],
    ['numbers and their texts', condition({ NumericEquals: { a: [1, 2.5] } }), condition({ NumericEquals: { a: ['2.5', '1'] } })], // prettier-ignore
    [
      'numbers however they are written',
      JSON.parse('{"Statement":{"Condition":{"NumericEquals":{"a":36e2}}}}'),
      JSON.parse('{"Statement":{"Condition":{"NumericEquals":{"a":"3600"}}}}'),
    ],
    ['a document alone and in an array', policy(READ), [policy([READ])]],
  ])('%s', (_, a, b) => {
    expect(canonicalForm(JSON.stringify(a))).toBe(canonicalForm(JSON.stringify(b)));
    expect(areEquivalent(JSON.stringify(a), JSON.stringify(b, undefined, 2))).toBe(true);
  });

  test('letters and their escapes', () => {
    const text = JSON.stringify(policy(READ));
    const escaped = text.replaceAll('s', '\\u0073').replaceAll('/', '\\/');
    expect(escaped).not.toBe(text);
    expect(areEquivalent(text, escaped)).toBe(true);
  });

  test.each(['', ' \n\t', '{}', '[]', '[{}]', ' [ {\n} ] ', 'null', '{"Statement":[]}'])(
    'documents that say nothing: %j',
    (text) => {
      for (const other of ['', '{}', '[]', '[{}]', 'null']) expect(areEquivalent(text, other)).toBe(true);
      expect(areEquivalent(text, JSON.stringify(policy(READ)))).toBe(false);
    },
  );
});

describe('not equivalent are', () => {
  test.each<[what: string, a: unknown, b: unknown]>([
    ['different versions', policy(READ), { ...policy(READ), Version: '2008-10-17' }],
    ['a version and none', policy(READ), { Statement: READ }],
    ['different ids', policy(READ), { ...policy(READ), Id: 'x' }],
    ['different effects', policy(READ), policy({ ...READ, Effect: 'Deny' })],
    ['different Sids', policy({ ...READ, Sid: 'A' }), policy({ ...READ, Sid: 'B' })],
    ['a Sid and none', policy({ ...READ, Sid: 'A' }), policy(READ)],
    ['Sids in different case', policy({ ...READ, Sid: 'a' }), policy({ ...READ, Sid: 'A' })],
    ['one statement and two with other Sids', policy(READ), policy([READ, { ...READ, Sid: 'B' }])],
    ['different actions', policy(READ), policy({ ...READ, Action: 's3:PutObject' })],
    ['an action more', policy(READ), policy({ ...READ, Action: ['s3:GetObject', 's3:PutObject'] })],
    ['Action and NotAction', policy({ Action: 'a:B' }), policy({ NotAction: 'a:B' })],
    ['resources in different case', policy(READ), policy({ ...READ, Resource: READ.Resource.toUpperCase() })],
    ['Resource and NotResource', policy({ Resource: 'x' }), policy({ NotResource: 'x' })],
    ['a statement more', policy(READ), policy([READ, INVOKE])],
    ['principals of other types', policy({ Principal: { AWS: 'x' } }), policy({ Principal: { Service: 'x' } })],
    ['Principal and NotPrincipal', policy({ Principal: { AWS: 'x' } }), policy({ NotPrincipal: { AWS: 'x' } })],
    ['everybody and nobody', policy({ Principal: '*' }), policy({ Principal: {} })],
    ['everybody and no principal', policy({ Principal: '*' }), policy({})],
    ['all but nobody and everybody', policy({ NotPrincipal: {} }), policy({ Principal: '*' })],
    ['a principal without a type and one with it', policy({ Principal: ROOT }), policy({ Principal: { AWS: ROOT } })],
    [
      'another order of other roles',
      policy({ Principal: { AWS: [`${ROLE}/a`, `${ROLE}/b`] } }),
      policy({ Principal: { AWS: [`${ROLE}/b`, `${ROLE}/c`] } }),
    ],
    [
      'the roots of accounts of the same number in two partitions',
      policy({ Principal: { AWS: ROOT } }),
      policy({ Principal: { AWS: ROOT.replace('aws', 'aws-cn') } }),
    ],
    [
      'numbers that can not be of one partition',
      policy({ Principal: { AWS: ['123456789012', ROOT.replace(/\d+/, '210987654321')] } }),
      policy({ Principal: { AWS: [ROOT.replace('aws', 'aws-cn'), '210987654321'] } }),
    ],
    ['the roots of two accounts', policy({ Principal: { AWS: ROOT } }), policy({ Principal: { AWS: '210987654321' } })],
    [
      'a root outside of AWS',
      policy({ Principal: { Federated: ROOT } }),
      policy({ Principal: { Federated: '123456789012' } }),
    ],
    ['a root and a role', policy({ Principal: { AWS: ROOT } }), policy({ Principal: { AWS: `${ROOT}/x` } })],
    ['operators', condition({ StringLike: { a: 'x' } }), condition({ StringEquals: { a: 'x' } })],
    [
      'condition values in different case',
      condition({ StringLike: { a: 'x' } }),
      condition({ StringLike: { a: 'X' } }),
    ],
    ['two keys that differ in case', condition({ Bool: { a: 'x', A: 'y' } }), condition({ Bool: { a: 'y', A: 'x' } })],
    ['operators that negate', condition({ StringEquals: { a: 'x' } }), condition({ StringNotEquals: { a: 'x' } })],
    ['operators in another case', condition({ StringLike: { a: 'x' } }), condition({ stringlike: { a: 'x' } })],
    ['a condition with and without values', condition({ Bool: { a: 'x' } }), condition({ Bool: { a: [] } })],
    ['a condition without values and none', condition({ Bool: { a: [] } }), policy(READ)],
    [
      'another condition beside it',
      condition({ Bool: { a: 'x' } }),
      condition({ Bool: { a: 'x' }, Null: { b: 'true' } }),
    ],
    ['a condition and none', condition({ Bool: { a: 'x' } }), policy(READ)],
    ['a statement less', policy([READ, INVOKE]), policy([INVOKE])],
    ['a document and two', policy(READ), [policy(READ), policy(READ)]],
    ['documents in arrays of arrays', [policy(READ)], [[policy(READ)]]],
    ['another effect, in any case', policy(READ), policy({ ...READ, Effect: 'deny' })],
    ['an effect and something like it', policy(READ), policy({ ...READ, Effect: 'Allowed' })],
    ['elements in another case', policy(READ), policy({ ...without(READ, 'Effect'), effect: 'Allow' })],
    ['an element that there is not', policy(READ), { ...policy(READ), Comment: 'x' }],
  ] as const)('%s', (_, a, b) => {
    expect(areEquivalent(JSON.stringify(a), JSON.stringify(b))).toBe(false);
  });
});

describe('hostile text', () => {
  test.each(['x', '{', '{"Statement":', "{'Statement':[]}", '{"Statement":[],}', '\ufeff{}', 'undefined', 'NaN'])(
    '%j is not JSON, and equivalent to nothing',
    (text) => {
      expect(canonicalForm(text)).toBeUndefined();
      for (const other of [text, `${text} `, '{}', '']) {
        expect(areEquivalent(text, other)).toBe(false);
        expect(areEquivalent(other, text)).toBe(false);
      }
    },
  );

  const ODD = [
    ...['true', '0', '"x"', '[null]', '[[]]', '[1]', '{}', '[{},{}]', '{"Version":null}', '{"Id":null}'],
    ...['{"Statement":[[]]}', '{"Statement":5}', '{"Statement":{}}', '{"Statement":"x"}', '{"Statement":[null]}'],
    ...['{"Statement":{"Action":{}}}', '{"Statement":{"Effect":null}}', '{"Statement":{"Effect":["Allow"]}}'],
    ...['{"Statement":{"Action":[["x"]]}}', '{"Statement":{"Action":"x"}}', '{"Statement":{"Action":5}}'],
    ...[
      '{"Statement":{"Principal":"x"}}',
      '{"Statement":{"Principal":[{}]}}',
      '{"Statement":{"Principal":{"AWS":{}}}}',
    ],
    ...[
      '{"Statement":{"Condition":null}}',
      '{"Statement":{"Condition":[]}}',
      '{"Statement":{"Condition":{"Bool":null}}}',
    ],
    ...['{"Statement":{"Condition":{"Bool":[]}}}', '{"Statement":{"Condition":{"Bool":{"a":null}}}}'],
    ...['{"Statement":{"Condition":{"Bool":{"a":"null"}}}}', '{"Statement":{"Condition":{"Bool":{"a":[["x","y"]]}}}}'],
    ...['{"Statement":{"Condition":{"Bool":{"a":"x,y"}}}}', '{"Statement":{"Condition":{"Bool":{"a":{}}}}}'],
    ...[
      '{"Statement":{"Condition":{"Bool":{"a":{"b":1}}}}}',
      '{"Statement":{"Condition":{"Bool":{"a":"[object Object]"}}}}',
    ],
    ...['{"__proto__":{"Statement":[]}}', '{"Statement":{"__proto__":{"Effect":"Allow"}}}', '{"constructor":5}'],
  ];

  test.each(ODD)('%s is compared without a crash, and is like no other', (text) => {
    expect(ODD.filter((other) => areEquivalent(text, other))).toEqual([text]);
    expect(areEquivalent(text, ` ${text}\n`)).toBe(true);
  });

  test.each(['[', '{"a":', '{"Statement":', '{"Statement":[{"Condition":{"Bool":{"a":['])(
    '100,000 times %s is no policy, and no crash',
    (opening) => {
      const depth = 100_000;
      const closing = [...opening].reverse().map((bracket) => ({ '[': ']', '{': '}' })[bracket] ?? '').join(''); // prettier-ignore
      const deep = `${opening.repeat(depth)}1${closing.repeat(depth)}`;
      expect(() => JSON.parse(deep) as unknown).not.toThrow();
      expect(canonicalForm(deep)).toBeUndefined();
      expect(areEquivalent(deep, deep)).toBe(false);
      expect(prettyJson(deep)).toBe(deep);
    },
  );

  test('a large document takes no longer than a moment', () => {
    const Action = Array.from({ length: 100_000 }, (_, index) => `s3:Action${index % 1_000}`);
    const start = performance.now();
    expect(areEquivalent(JSON.stringify(policy({ ...READ, Action })), JSON.stringify(policy(READ)))).toBe(false);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('for all documents', () => {
  test('the canonical form is its own canonical form', () => {
    const property = fc.property(fc.oneof(documents(), fc.jsonValue()), (document) => {
      const form = canonicalForm(JSON.stringify(document))!;
      expect(canonicalForm(form)).toBe(form);
    });
    fc.assert(property, cases(500));
  });

  test('another order and another layout are equivalent', () => {
    const property = fc.property(documents(), (document) => {
      expect(areEquivalent(JSON.stringify(document), JSON.stringify(turnedRound(document), undefined, 3))).toBe(true);
    });
    fc.assert(property, cases(500));
  });

  test('compact and pretty JSON are equivalent to what they were made from', () => {
    const property = fc.property(documents(), (document) => {
      const text = JSON.stringify(document);
      expect(areEquivalent(toJson(document), text)).toBe(true);
      expect(areEquivalent(prettyJson(text), text)).toBe(true);
    });
    fc.assert(property, cases(200));
  });
});

test('JSON has the elements in the order in which people write them', () => {
  const document = {
    Statement: [
      { Resource: '*', Custom: 1, Condition: {}, Action: 'a:B', Principal: '*', Effect: 'Allow', Sid: 'A' },
      { NotResource: '*', NotAction: 'a:B', NotPrincipal: { AWS: '*' }, Effect: 'Deny' },
    ],
    Id: 'x',
    Version: '2012-10-17',
  } as unknown as PolicyDocument;
  expect(toJson(document)).toBe(
    '{"Version":"2012-10-17","Id":"x","Statement":[' +
      '{"Sid":"A","Effect":"Allow","Principal":"*","Action":"a:B","Resource":"*","Condition":{},"Custom":1},' +
      '{"Effect":"Deny","NotPrincipal":{"AWS":"*"},"NotAction":"a:B","NotResource":"*"}]}',
  );
});

test('JSON keeps values as they are: their order, their case, and a statement alone', () => {
  const document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['s3:Z', 's3:A'], Resource: '*' } };
  expect(toJson(document as PolicyDocument)).toBe(JSON.stringify(document));
});

test('JSON for people is indented', () => {
  expect(prettyJson('{"Statement":{"Action":"a:B","Effect":"Allow"},"Version":"2012-10-17"}')).toBe(
    [
      '{',
      '  "Version": "2012-10-17",',
      '  "Statement": {',
      '    "Effect": "Allow",',
      '    "Action": "a:B"',
      '  }',
      '}',
    ].join('\n'),
  );
});

test.each(['', 'x', '{', '{"Statement":'])('%j, which is not JSON, stays as it is for people', (text) => {
  expect(prettyJson(text)).toBe(text);
});

test.each(['null', '5', '[\n  1\n]', '{}', '{\n  "Statement": [\n    [\n      1\n    ],\n    null\n  ]\n}'])(
  '%j, which is no policy, keeps its form for people',
  (text) => {
    expect(prettyJson(text)).toBe(text);
  },
);

function policy(Statement: unknown) {
  return { Version: '2012-10-17', Statement };
}

function condition(Condition: unknown) {
  return policy({ ...READ, Condition });
}

function without(object: object, element = 'Principal'): object {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== element));
}

function reversed(object: object): object {
  return Object.fromEntries(Object.entries(object).reverse());
}

/** Arrays and keys the other way round, at every depth. */
function turnedRound(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnedRound).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, turnedRound(inner)] as const)
      .reverse(),
  );
}

function documents(): fc.Arbitrary<PolicyDocument> {
  const oneOrMany = <T>(values: fc.Arbitrary<T>) => fc.oneof(values, fc.array(values, { maxLength: 3 }));
  const texts = fc.constantFrom(
    's3:GetObject',
    'S3:getobject',
    's3:*',
    '*',
    '',
    'arn:aws:s3:::a/*',
    ROOT,
    '123456789012',
  );
  const scalars = fc.oneof(texts, fc.boolean(), fc.integer({ min: -2, max: 2 }));
  const byKey = <T>(values: fc.Arbitrary<T>) => fc.dictionary(fc.constantFrom('AWS', 'aws', 'Service', '1'), values);
  const principals = fc.oneof(fc.constant('*' as const), byKey(oneOrMany(texts)));
  const statements = fc.record(
    {
      Sid: fc.constantFrom('', 'A', 'B'),
      Effect: fc.constantFrom('Allow', 'Deny'),
      Principal: principals,
      NotPrincipal: principals,
      Action: oneOrMany(texts),
      NotAction: oneOrMany(texts),
      Resource: oneOrMany(texts),
      NotResource: oneOrMany(texts),
      Condition: fc.dictionary(fc.constantFrom('Bool', 'StringLike'), byKey(oneOrMany(scalars))),
    },
    { requiredKeys: ['Effect'] },
  );
  return fc.record(
    {
      Version: fc.constantFrom('2012-10-17' as const, '2008-10-17' as const),
      Id: fc.string(),
      Statement: oneOrMany(statements),
    },
    { requiredKeys: ['Statement'] },
  ) as fc.Arbitrary<PolicyDocument>;
}
