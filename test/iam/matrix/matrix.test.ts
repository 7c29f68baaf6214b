import { comparePermissions } from '../../../src/iam/compare/permissions';
import { policyDocument } from '../../../src/iam/generate/permissions/policy-document';
import { actionsByImportance } from '../../../src/iam/matrix/importance';
import { type Matrix, type MatrixCircumstances, permissionMatrix } from '../../../src/iam/matrix/matrix';
import { isAboutOneOf } from '../../../src/iam/matrix/mentioned';
import { readWellFormed } from '../../../src/iam/policy/well-formed';
import type { Target } from '../../../src/iam/target';
import { TARGET as PLAIN } from '../target';

const target: Target = { ...PLAIN, endpoint: 'churn-prod' };

function matrixOf(
  of: Target,
  documents: Parameters<typeof permissionMatrix>[1],
  circumstances: Partial<MatrixCircumstances> = {},
): Matrix {
  return permissionMatrix(of, documents, { boundary: 'none', ...circumstances });
}

/** Rows as texts such as `s3:GetObject + - .`: allowed, denied, not applicable; `?` for conditional, `!` for undecided. */
function drawn({ rows }: Matrix): string[] {
  const signs = { allowed: '+', denied: '-', conditional: '?', undecided: '!' };
  return rows.map(({ action, cells }) => `${action} ${cells.map((cell) => (cell ? signs[cell.now] : '.')).join(' ')}`);
}

function placesOf({ places }: Matrix): string[] {
  return places.map(({ words, name }) => (name === undefined ? words : `${words} ${name}`));
}

describe('permissionMatrix', () => {
  it('shows what the set `deploy` allows, and what it does not', () => {
    const matrix = matrixOf(target, { now: policyDocument(target, ['deploy']) });

    expect(placesOf(matrix).slice(0, 4)).toEqual([
      'endpoint churn-prod',
      'another endpoint',
      'bucket my-models',
      'another bucket',
    ]);
    expect(drawn(matrix).map((row) => row.split(' ').slice(0, 5).join(' '))).toEqual([
      'sagemaker:CreateEndpoint + - . .',
      'sagemaker:UpdateEndpoint - - . .',
      'sagemaker:DeleteEndpoint + - . .',
      'sagemaker:InvokeEndpoint + - . .',
      's3:GetObject . . + -',
      's3:PutObject . . + -',
      's3:DeleteObject . . - -',
      's3:ListBucket . . - -',
      'sagemaker:DescribeEndpointConfig . . . .',
      'sagemaker:DescribeEndpoint + - . .',
      'sagemaker:AddTags ? - . .',
    ]);
    expect(matrix.left).toBe(0);
  });

  it('has rows for actions of services of which only the names are known', () => {
    const inVpc = { ...target, vpcSubnets: ['subnet-0123456789abcdef0'], vpcSecurityGroups: ['sg-0123456789abcdef0'] };
    const [before, now] = [target, inVpc].map((each) => policyDocument(each, ['execution']));
    const changed = ['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'];
    const matrix = permissionMatrix(inVpc, { before, now }, { boundary: 'none', changed });
    expect(matrix.rows.slice(0, 2).map(({ action }) => action)).toEqual(changed);
    expect(matrix).toMatchObject({ left: 0, leftChanged: 0 });
    expect(matrix.unplaced).toBeUndefined();
  });

  describe('leaves out nothing without a word', () => {
    const ENTRIES = [
      '*',
      '*:Get*',
      's3:*',
      's3:Get*',
      's3:GetObjct',
      'dynamodb:*',
      'dynamodb:Get*',
      'dynamodb:PutItem',
    ];
    const MORE = [
      'sqs:?et*',
      'ec2:*',
      'nosuch:*',
      'nosuch:Do',
      'sts:AssumeRole',
      'iam:PassRole',
      's3*:Get*',
      'route53:*',
    ];
    const RESOURCES = ['*', 'arn:aws:s3:::my-models/*', 'arn:aws:route53:::hostedzone/*', 'arn:aws:*:*:*:*'];
    const statements = [...ENTRIES, ...MORE].flatMap((entry) => [
      ...RESOURCES.map((Resource) => ({ Effect: 'Allow', Action: entry, Resource })),
      { Effect: 'Allow', NotAction: entry, Resource: '*' },
      { Effect: 'Deny', Action: entry, Resource: '*' },
    ]);

    it.each(statements.map((statement) => [JSON.stringify(statement), statement]))('of %s', (_, statement) => {
      const known = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-models/*' };
      const [before, now] = [document(known), document(known, statement)];
      const permissions = comparePermissions(before, now);
      const changed = actionsByImportance(permissions);
      const matrix = permissionMatrix(target, { before, now }, { boundary: 'none', changed });
      const isToldOf = (action: string) =>
        matrix.rows.some((row) => isAboutOneOf(action, [row.action])) ||
        matrix.leftChanged > 0 ||
        (matrix.unplaced ?? []).some(({ isChanged }) => isChanged);
      expect(changed.filter((action) => !isToldOf(action))).toEqual([]);
    });
  });

  it('allows an action that requires two resources only if both are allowed', () => {
    const now = policyDocument(target, ['baseline']);
    expect(drawn(matrixOf(target, { now }))[0]).toMatch(/^sagemaker:CreateEndpoint - -/);
  });

  it('tells a condition from a permission, in both effects', () => {
    const condition = { Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
    const now = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-models/*', ...condition },
        { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::my-models/*' },
        { Effect: 'Deny', Action: 's3:PutObject', Resource: '*', ...condition },
        { Effect: 'Allow', Action: 's3:DeleteObject', Resource: '*' },
        { Effect: 'Deny', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::my-models/*' },
      ],
    };
    const rows = drawn(matrixOf(target, { now })).filter((row) => row.includes('Object'));

    expect(rows).toEqual(['s3:GetObject . . ? -', 's3:PutObject . . ? -', 's3:DeleteObject . . - +']);
  });

  it('remembers what was allowed before', () => {
    const matrix = matrixOf(target, { before: policyDocument(target, ['baseline']), now: { Statement: [] } });
    const invoke = matrix.rows.find(({ action }) => action === 'sagemaker:InvokeEndpoint');

    expect(invoke?.cells[0]).toEqual({ before: 'allowed', now: 'denied' });
  });

  it('looks at the folder and at the rest of the bucket where there is a prefix', () => {
    const inFolder = { ...target, prefix: 'churn/' };
    const matrix = matrixOf(inFolder, { now: policyDocument(inFolder, ['deploy']) });

    expect(placesOf(matrix)).toEqual(expect.arrayContaining(['folder my-models/churn/', 'the rest of the bucket']));
    expect(drawn(matrix).find((row) => row.startsWith('s3:GetObject'))).toMatch(/^s3:GetObject \. \. \+ - -/);
  });

  it('has a place for every other resource that the policy names, and for one like it', () => {
    const role = 'arn:aws:iam::123456789012:role/sagemaker-execution';
    const now = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'iam:PassRole', Resource: role },
        { Effect: 'Allow', Action: 'sagemaker:ListEndpoints', Resource: '*' },
      ],
    };
    const matrix = matrixOf(target, { now });

    expect(placesOf(matrix).slice(4)).toEqual(['role sagemaker-execution', 'another role', 'no resource']);
    expect(drawn(matrix)).toEqual(
      expect.arrayContaining(['iam:PassRole . . . . + - .', 'sagemaker:ListEndpoints . . . . . . +']),
    );
  });

  const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
  const ENDPOINTS = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint';

  it('has a place for each other endpoint and bucket that the policy names, for "another one" would say that it is denied', () => {
    const now = document(
      { Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: [`${ENDPOINTS}/fraud`, `${ENDPOINTS}/churn-*`] },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'],
      },
      { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/secret/*' },
    );
    const matrix = matrixOf(target, { now });

    expect(placesOf(matrix).slice(4)).toEqual([
      'endpoint fraud',
      'endpoint churn-*',
      'objects data/secret/*',
      'bucket data',
    ]);
    expect(drawn(matrix)).toEqual(
      expect.arrayContaining([
        'sagemaker:InvokeEndpoint + - . . + + . .',
        's3:GetObject . . - - . . - +',
        's3:ListBucket . . - - . . . +',
      ]),
    );
  });

  it('needs no place of its own for what is as wide as "another one"', () => {
    const now = document({ Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: `${ENDPOINTS}/*` });
    expect(placesOf(matrixOf(target, { now })).slice(0, 4)).toEqual([
      'endpoint churn-prod',
      'another endpoint',
      'bucket my-models',
      'another bucket',
    ]);
  });

  it.each([
    ['Allow', 'Resource', 'arn:aws:s3:::my-models/${aws:PrincipalTag/team}*', '?'],
    ['Deny', 'Resource', 'arn:aws:s3:::my-models/${aws:username}', '?'],
    ['Deny', 'NotResource', 'arn:aws:s3:::my-models/${aws:username}', '?'],
    ['Deny', 'Resource', 'arn:aws:s3:::my-models/${*}', '+'],
  ])('does not know whether a variable fits: %s with %s %s', (Effect, element, resource, expected) => {
    const everything = { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::my-models/*' };
    const statement = { Effect, Action: 's3:GetObject', [element]: resource };
    const now = document(...(Effect === 'Deny' ? [everything] : []), statement);
    const row = drawn(matrixOf(target, { now })).find((each) => each.startsWith('s3:GetObject '));

    expect(row!.split(' ')[3]).toBe(expected);
  });

  it('allows nothing for a malformed document, in which a variable stands as well', () => {
    const Condition = { StringEquals: { 'aws:username': null } };
    const Resource = 'arn:aws:s3:::my-models/${aws:username}';
    const now = document({ Effect: 'Allow', Action: 's3:GetObject', Resource, Condition });

    expect(drawn(matrixOf(target, { now })).filter((row) => /[+?]/.test(row))).toEqual([]);
  });

  it('counts what NotAction allows', () => {
    const now = document({ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' });
    const { rows, left } = matrixOf(target, { now });

    expect(rows.length + left).toBeGreaterThan(500);
    expect(rows.some(({ action }) => action.startsWith('iam:'))).toBe(false);
  });

  it('leaves out what a pattern is about if all of it is denied, and counts it', () => {
    const denial = { Effect: 'Deny', NotAction: 's3:*', Resource: '*' };
    const now = document({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, denial);
    const { rows, left } = matrixOf(target, { now });

    expect(rows.map(({ action }) => action.split(':')[0])).toEqual([
      ...Array.from({ length: 4 }, () => 'sagemaker'),
      ...Array.from({ length: 4 }, () => 's3'),
    ]);
    expect(rows.length + left).toBeGreaterThan(500);
  });

  it('shows what a denial names', () => {
    const now = document({ Effect: 'Deny', Action: 's3:GetObjectTagging', Resource: '*' });
    expect(matrixOf(target, { now }).rows.at(-1)!.action).toBe('s3:GetObjectTagging');
  });

  it('asks for metrics on no resource', () => {
    const now = document({ Effect: 'Allow', Action: 'cloudwatch:GetMetricData', Resource: '*' });
    expect(placesOf(matrixOf(target, { now })).at(-1)).toBe('no resource');
  });

  it.each([[undefined], [null], ['text'], [{ Statement: 1 }], [{ Statement: [null, 1, { Action: [1] }] }]])(
    'allows nothing with %j',
    (now) => {
      const { rows } = matrixOf(target, { now });
      expect(rows.flatMap(({ cells }) => cells).filter((cell) => cell && cell.now !== 'denied')).toEqual([]);
    },
  );

  it('counts the actions that there is no room for', () => {
    const now = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
    const { rows, left } = matrixOf(target, { now });

    expect(rows).toHaveLength(40);
    expect(left).toBeGreaterThan(50);
  });

  describe('with a permissions boundary', () => {
    const boundaryOf = (...statements: object[]) => {
      const policy = readWellFormed(document(...statements), 'identity');
      return policy.ok ? policy.value : undefined;
    };
    const rowOf = (action: string, matrix: Matrix) => matrix.rows.find((row) => row.action === action);
    const READ = { Effect: 'Allow', Action: 's3:Get*', Resource: '*' };
    const secure = { ...READ, Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
    const OWN = document({
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: 'arn:aws:s3:::my-models/*',
    });

    it.each<[string, object[], object, object]>([
      ['denies the one', [READ], { now: 'allowed' }, { now: 'denied', byBoundary: true }],
      ['asks for a condition', [secure], { now: 'conditional', byBoundary: true }, { now: 'denied', byBoundary: true }],
      [
        'denies under a condition',
        [
          { ...READ, Action: '*' },
          { ...secure, Effect: 'Deny' },
        ],
        { now: 'conditional', byBoundary: true },
        { now: 'allowed' },
      ],
      ['allows nothing', [], { now: 'denied', byBoundary: true }, { now: 'denied', byBoundary: true }],
    ])('that %s', (_, statements, read, write) => {
      const boundaries = { after: boundaryOf(...statements) ?? { variables: true, statements: [] } };
      const matrix = matrixOf(target, { now: OWN }, { boundary: 'counted', boundaries });
      expect([rowOf('s3:GetObject', matrix)!.cells[2], rowOf('s3:PutObject', matrix)!.cells[2]]).toEqual([read, write]);
      // What the policy does not allow is not denied by the boundary.
      expect(rowOf('s3:DeleteObject', matrix)!.cells[2]).toEqual({ now: 'denied' });
    });

    it('asks each side within its own', () => {
      const boundaries = { before: boundaryOf(READ)!, after: boundaryOf({ ...READ, Action: 's3:Put*' })! };
      const matrix = matrixOf(target, { before: OWN, now: OWN }, { boundary: 'counted', boundaries });
      expect(rowOf('s3:GetObject', matrix)!.cells[2]).toEqual({ before: 'allowed', now: 'denied', byBoundary: true });
      expect(rowOf('s3:PutObject', matrix)!.cells[2]).toEqual({ before: 'denied', now: 'allowed' });
    });

    it('counts it only where it is to count', () => {
      const boundaries = { after: boundaryOf(READ)! };
      const matrix = matrixOf(target, { now: OWN }, { boundary: 'not-looked-at', boundaries });
      expect(matrix).toEqual(matrixOf(target, { now: OWN }, { boundary: 'not-looked-at' }));
    });

    it('has a place for what only the boundary names, where something is allowed there', () => {
      const named = (...Resource: string[]) => ({
        boundary: 'counted' as const,
        boundaries: { after: boundaryOf({ Effect: 'Allow', Action: 's3:GetObject', Resource })! },
      });
      const everywhere = document({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
      expect(placesOf(matrixOf(target, { now: everywhere }, named('arn:aws:s3:::data/*')))).toContain('objects data/*');
      const others = placesOf(matrixOf(target, { now: OWN }, named('arn:aws:s3:::data/*', 'arn:aws:s3:::my-models/*')));
      expect(others.join()).not.toContain('data');
      expect(new Set(others).size).toBe(others.length);
    });
  });
});
