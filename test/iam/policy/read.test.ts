import fc from 'fast-check';
import type { FormProblem } from '../../../src/iam/policy/policy';
import { readPolicy } from '../../../src/iam/policy/read';
import { readWellFormed } from '../../../src/iam/policy/well-formed';
import { cases } from '../../cases';

const STATEMENT = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const TRUST = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } };

test('reads all that a statement says, as it is written', () => {
  const raw = {
    Sid: 'Read',
    Effect: 'Deny',
    NotAction: ['S3:Get*', '*:*'],
    Resource: 'arn:aws:s3:::my-models/${aws:username}',
    Condition: { 'ForAnyValue:StringNotLikeIfExists': { 'AWS:TagKeys': ['a', 1, true] } },
  };
  expect(readPolicy(policy(raw), 'identity')).toEqual({
    kind: 'identity',
    variables: true,
    statements: [
      {
        index: 0,
        sid: 'Read',
        raw,
        effect: 'Deny',
        actions: { not: true, entries: ['S3:Get*', '*:*'] },
        resources: { not: false, entries: ['arn:aws:s3:::my-models/${aws:username}'] },
        conditions: [
          {
            operatorText: 'ForAnyValue:StringNotLikeIfExists',
            operator: { comparison: 'StringLike', quantifier: 'any', negated: true, ifExists: true },
            key: 'AWS:TagKeys',
            values: ['a', '1', 'true'],
          },
        ],
      },
    ],
    problems: [],
  });
});

test.each<[principal: object, read: object]>([
  [{ Principal: '*' }, { not: false, entries: [{ type: 'AWS', value: '*' }] }],
  [
    { NotPrincipal: { AWS: ['123456789012', null], Federated: 'x' } },
    { not: true, entries: [{ type: 'AWS', value: '123456789012' }, { type: 'Federated', value: 'x' }] }, // prettier-ignore
  ],
])('reads the principals %j', (principal, principals) => {
  const { statements, problems } = readPolicy(policy({ Effect: 'Allow', Action: '*', ...principal }), 'trust');
  expect([statements[0]!.principals, problems]).toEqual([principals, []]);
});

const NO_STATEMENT: Partial<FormProblem> = { fault: 'empty', element: 'Statement', isReadable: true };

describe('problems', () => {
  test.each<[document: unknown, problems: readonly Partial<FormProblem>[]]>([
    ['{}', [{ fault: 'no-object', element: '', found: '{}' }]],
    [{ ...policy(), Owner: 1 }, [{ fault: 'unknown-element', element: 'Owner', isReadable: true }, NO_STATEMENT]],
    [{ ...policy(STATEMENT), Id: 7 }, [{ fault: 'no-text', element: 'Id', found: 7, isReadable: true }]],
    [{ Statement: STATEMENT }, [{ fault: 'version', found: undefined, isReadable: true }]],
    [{ ...policy(STATEMENT), Version: '1' }, [{ fault: 'version', found: '1', isReadable: false }]],
    [{ Version: '2012-10-17' }, [{ fault: 'missing', element: 'Statement' }]],
    [{ Version: '2012-10-17', Statement: 7 }, [{ fault: 'no-statements', found: 7 }]],
    [policy(), [NO_STATEMENT]],
  ])('of the document %j', (document, problems) => {
    const found = readPolicy(document, 'identity').problems;
    expect(found).toMatchObject(problems);
    expect(found.map(({ statement }) => statement)).toEqual(problems.map(() => undefined));
  });

  test.each<[elements: object, problems: readonly Partial<FormProblem>[]]>([
    [{ Actions: [] }, [{ fault: 'unknown-element', element: 'Actions', isReadable: true }]],
    [{ Sid: 'a b' }, [{ fault: 'characters', element: 'Sid', found: 'a b', isReadable: true }]],
    [{ Sid: 7 }, [{ fault: 'no-text', element: 'Sid', found: 7 }]],
    [{ Effect: undefined }, [{ fault: 'effect', element: 'Effect', found: undefined }]],
    [{ Action: undefined }, [{ fault: 'missing', element: 'Action' }]],
    [{ NotAction: '*' }, [{ fault: 'both', element: 'Action' }]],
    [{ Action: [] }, [{ fault: 'empty', element: 'Action' }]],
    [{ Action: ['*', {}] }, [{ fault: 'no-texts', element: 'Action', found: {} }]],
    [{ Resource: [null, '*'] }, [{ fault: 'null', element: 'Resource', found: [null, '*'], isReadable: true }]],
    [{ Resource: [null] }, [{ fault: 'null', element: 'Resource', isReadable: false }]],
    [{ NotPrincipal: '*' }, [{ fault: 'misplaced', element: 'NotPrincipal' }]],
    [{ Condition: [] }, [{ fault: 'no-condition', element: 'Condition', found: [] }]],
    [{ Condition: {} }, [{ fault: 'no-operator', element: 'Condition', isReadable: true }]],
    [{ Condition: { X: {} } }, [{ fault: 'no-key', element: 'X', isReadable: true }]],
    [{ Condition: { Bool: 'a' } }, [{ fault: 'no-keys', element: 'Bool', found: 'a' }]],
    [{ Condition: { X: { a: 'b' } } }, [{ fault: 'operator', element: 'X' }]],
    [{ Condition: { Bool: { a: [] } } }, [{ fault: 'no-value', element: 'a', isReadable: true }]],
    [{ Condition: { Bool: { a: ['b', null] } } }, [{ fault: 'value', element: 'a', found: null }]],
  ])('of the statement with %j, and where it is', (elements, problems) => {
    const { problems: found } = readPolicy(policy(TRUST, { ...STATEMENT, ...elements }), 'identity');
    const own = found.filter(({ statement }) => statement?.index === 1);
    expect(own).toMatchObject(problems);
    expect(own).toHaveLength(problems.length);
  });

  test.each<[elements: object, problems: readonly Partial<FormProblem>[]]>([
    [{ Resource: '*' }, [{ fault: 'misplaced', element: 'Resource' }]],
    [{ Principal: 'me' }, [{ fault: 'no-principals', element: 'Principal', found: 'me' }]],
    [{ Principal: {} }, [{ fault: 'nobody', element: 'Principal' }]],
    [{ Principal: { User: 'me' } }, [{ fault: 'principal-type', element: 'Principal.User', found: 'User' }]],
    [{ Principal: { AWS: [7, '*'] } }, [{ fault: 'no-texts', element: 'Principal.AWS', found: 7 }]],
  ])('of the statement of a trust policy with %j', (elements, problems) => {
    expect(readPolicy(policy({ ...TRUST, ...elements }), 'trust').problems).toMatchObject(problems);
  });

  test('name the statement by its Sid, if it has one', () => {
    const { problems } = readPolicy(
      policy({ ...STATEMENT, Effect: 1 }, { ...STATEMENT, Sid: '', Effect: 2 }),
      'identity',
    );
    expect(problems.map(({ statement }) => statement)).toStrictEqual([{ index: 0, sid: 'Read' }, { index: 1 }]);
  });

  test('tell which statement has a Sid first; an empty one is none', () => {
    const [empty, read] = [{ ...STATEMENT, Sid: '' }, STATEMENT];
    expect(readPolicy(policy(empty, read, empty, read, read), 'identity').problems).toMatchObject([
      { fault: 'repeated-sid', statement: { index: 3, sid: 'Read' }, found: 1, isReadable: true },
      { fault: 'repeated-sid', statement: { index: 4, sid: 'Read' }, found: 1, isReadable: true },
    ]);
  });
});

test('what is wrong in one place does not keep the rest from being read', () => {
  const broken = {
    Effect: 'allow',
    Action: ['s3:*', 7],
    Resource: [null, '*'],
    Condition: { X: { a: [{}, 'b'] }, Y: 1 },
  };
  expect(readPolicy(policy('x', broken, STATEMENT), 'identity').statements).toMatchObject([
    { index: 0, raw: 'x', conditions: [] },
    {
      index: 1,
      effect: undefined,
      actions: { not: false, entries: ['s3:*'] },
      resources: { not: false, entries: ['*'] },
      conditions: [{ operatorText: 'X', operator: undefined, key: 'a', values: ['b'] }],
    },
    { index: 2, sid: 'Read', effect: 'Allow' },
  ]);
});

test('whatever a document is, it is read, and where all of it is clear, all of it is there', () => {
  const values = fc.oneof(fc.constantFrom('a', '*', null, 1, true, {}, [], ['a'], ['a', null], [[]]), fc.jsonValue());
  const statement = fc.oneof(
    values,
    fc.record(
      {
        Sid: values,
        Effect: fc.constantFrom('Allow', 'Deny', 'x'),
        Action: values,
        NotAction: values,
        Resource: values,
        Principal: fc.oneof(values, fc.dictionary(fc.constantFrom('AWS', 'Service', 'X'), values)),
        Condition: fc.oneof(values, fc.dictionary(fc.constantFrom('Bool', 'X'), fc.dictionary(fc.string(), values))),
      },
      { requiredKeys: ['Effect', 'Action'] },
    ),
  );
  const document = fc.oneof(
    values,
    fc.record({ Version: fc.constantFrom('2012-10-17', '1'), Statement: fc.oneof(values, fc.array(statement)) }),
  );
  fc.assert(
    fc.property(document, fc.constantFrom('identity' as const, 'trust' as const), (json, kind) => {
      const { statements, problems } = readPolicy(json, kind);
      const strict = readWellFormed(json, kind);
      if (!strict.ok) return problems.length > 0;
      expect(problems.every(({ isReadable }) => isReadable)).toBe(true);
      for (const { effect, actions, resources, principals, conditions } of statements) {
        expect([effect, actions, kind === 'trust' ? principals : resources]).not.toContain(undefined);
        expect(conditions.map(({ operator }) => operator)).not.toContain(undefined);
      }
      return strict.value.statements.length === statements.length;
    }),
    cases(2_000),
  );
});

function policy(...Statement: readonly unknown[]): {
  readonly Version: string;
  readonly Statement: readonly unknown[];
} {
  return { Version: '2012-10-17', Statement };
}
