import { readWellFormed } from '../../../src/iam/policy/well-formed';

const STATEMENT = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const TRUST = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } };

test.each<[document: unknown, expected: string]>([
  [undefined, 'a policy document'],
  ['{}', 'a policy document'],
  [[], 'a policy document'],
  [{ Version: '2012-10-17' }, 'the element Statement'],
  [{ Version: '2013-10-17', Statement: STATEMENT }, 'the Version'],
  [policy(null), 'an object, in statement 1'],
  [policy([STATEMENT, 'x']), 'an object, in statement 2'],
  [policy([[STATEMENT]]), 'an object, in statement 1'],
  [policy({ ...STATEMENT, Sid: 5 }), 'a text as Sid'],
  [policy({ ...STATEMENT, Effect: 'allow' }), 'the Effect Allow or Deny'],
  [policy({ ...STATEMENT, NotAction: 's3:*' }), 'either Action or NotAction'],
  [policy({ Effect: 'Allow', Action: 's3:*' }), 'either Resource or NotResource'],
  [policy({ ...STATEMENT, Action: [] }), 'at least one value in Action'],
  [policy({ Effect: 'Allow', NotAction: [], Resource: '*' }), 'at least one value in NotAction'],
  [policy({ ...STATEMENT, Action: [['s3:*']] }), 'a text or an array of texts as Action'],
  [policy({ ...STATEMENT, Resource: {} }), 'a text or an array of texts as Resource'],
  [policy({ ...STATEMENT, Principal: '*' }), 'no Principal and no NotPrincipal'],
  [policy({ ...STATEMENT, Condition: [] }), 'an object as Condition'],
  [policy({ ...STATEMENT, Condition: { Bool: 'x' } }), 'an object of condition keys in Bool'],
  [policy({ ...STATEMENT, Condition: { Boolean: { a: 'x' } } }), 'a condition operator that IAM knows'],
  [policy({ ...STATEMENT, Condition: { Bool: { a: {} } } }), 'texts, numbers or booleans as values of a'],
])('%j is refused: expected %s', (document, expected) => {
  expect(readWellFormed(document, 'identity')).toMatchObject({
    ok: false,
    expected: expect.stringContaining(expected),
  });
});

test.each<[statement: unknown, expected: string]>([
  [{ ...TRUST, Resource: '*' }, 'no Resource and no NotResource'],
  [{ ...TRUST, Principal: 'everybody' }, '"*" or an object as Principal'],
  [{ ...TRUST, Principal: { User: 'x' } }, 'principals of the types AWS, Service, Federated, CanonicalUser'],
  [{ ...TRUST, Principal: { AWS: 5 } }, 'a text or an array of texts as Principal.AWS'],
  [{ ...TRUST, Principal: {} }, 'at least one value in Principal'],
])('the trust policy %j is refused: expected %s', (statement, expected) => {
  expect(readWellFormed(policy(statement), 'trust')).toMatchObject({
    ok: false,
    expected: expect.stringContaining(expected),
  });
});

test('values are read alone or in arrays, of all scalar kinds, and keys in lower case', () => {
  const statement = {
    ...STATEMENT,
    Action: ['s3:Get*'],
    Sid: '',
    Condition: { Bool: { 'AWS:Key': [true, 'false', 1] } },
  };
  expect(readWellFormed(policy(statement), 'identity')).toMatchObject({
    ok: true,
    value: {
      variables: true,
      statements: [
        {
          index: 0,
          sid: undefined,
          actions: { not: false, entries: ['s3:Get*'] },
          resources: { not: false, entries: ['*'] },
          conditions: [{ key: 'aws:key', values: ['true', 'false', '1'] }],
        },
      ],
    },
  });
});

test('variables came with Version 2012-10-17', () => {
  expect(readWellFormed({ Statement: STATEMENT }, 'identity')).toMatchObject({ value: { variables: false } });
});

test('a document of any depth or size is read or refused without a crash', () => {
  let deep: unknown = 'x';
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  expect(readWellFormed(policy(deep), 'identity').ok).toBe(false);
  expect(readWellFormed(policy({ ...STATEMENT, Action: deep }), 'identity').ok).toBe(false);
  const many = new Array(300_000).fill('123456789012');
  expect(readWellFormed(policy({ ...TRUST, Principal: { AWS: many } }), 'trust').ok).toBe(true);
});

function policy(Statement: unknown): unknown {
  return { Version: '2012-10-17', Statement };
}
