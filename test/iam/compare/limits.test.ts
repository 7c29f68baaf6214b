import { POLICY_QUOTA, sizeOfDocument } from '../../../src/aws/quota';
import { comparePermissions } from '../../../src/iam/compare/permissions';
import { compareTrust } from '../../../src/iam/compare/trust';

type Statement = Readonly<Record<string, unknown>>;

const SERVICES = ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 'sagemaker:InvokeEndpoint', 'iam:PassRole'];

/** What a full policy may look like, and what is made to be hard to compare. */
const STATEMENTS: Readonly<Record<string, (index: number) => Statement>> = {
  'of many statements': (index) => ({
    Effect: index % 9 === 8 ? 'Deny' : 'Allow',
    Action: [SERVICES[index % 5], SERVICES[(index * 3 + 1) % 5]],
    Resource: [
      `arn:aws:s3:::bucket-${index % 7}/${index % 3}/*`,
      `arn:aws:sagemaker:us-west-2:123456789012:endpoint/model-${index}-*`,
    ],
  }),
  'of one action': (index) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::bucket-${index}/*` }),
  'of conditions': (index) => ({
    Effect: index % 4 === 3 ? 'Deny' : 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
    Condition: { StringLike: { [`aws:PrincipalTag/${index % 5}`]: [`${index}*`, 'b'] }, Bool: { x: 'true' } },
  }),
  'of overlapping patterns of resources': (index) => ({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::*${index}*/*x${index}*`,
  }),
  'of overlapping patterns of actions': (index) => ({
    Effect: 'Allow',
    Action: [`s3:*${index}*`, `*${index}x*:*`],
    Resource: `arn:aws:s3:::b${index}*`,
  }),
  'of wildcards besides names': (index) => ({
    Effect: index % 7 === 6 ? 'Deny' : 'Allow',
    Action: ['s3:Get*', 's3:*', 'sagemaker:Describe*', 'sagemaker:*'].slice(index % 3),
    Resource: [
      `arn:aws:sagemaker:us-west-2:123456789012:*/model-${index}*`,
      'arn:aws:sagemaker:*',
      `arn:aws:s3:::b-${index}/*`,
    ],
    ...(index % 3 === 0 && { Condition: { StringEquals: { 'aws:RequestedRegion': `eu-west-${index}` } } }),
  }),
  'of question marks': (index) => ({
    Effect: 'Allow',
    Action: `s3:*${'?'.repeat(index)}`,
    Resource: `arn:aws:s3:::*${'?'.repeat(index)}a`,
  }),
};

const TOO_HARD = ['of overlapping patterns of resources', 'of overlapping patterns of actions'];

describe.each(Object.entries(STATEMENTS))('two full policies %s', (kind, statement) => {
  const before = fullPolicy(statement);
  const after = fullPolicy((index) => statement(index + 3));

  test('are as large as IAM takes them', () => {
    expect(sizeOfDocument(JSON.stringify(before))).toBeGreaterThan(POLICY_QUOTA * 0.9);
  });

  // How long that takes is a matter of `npm run bench`.
  test('are compared as a whole, unless they are made to be too hard', () => {
    const { differences, incomplete } = comparePermissions(before, after);
    expect(incomplete === undefined).toBe(!TOO_HARD.includes(kind));
    if (incomplete === undefined) expect(differences.length).toBeGreaterThan(0);
  });

  test('are the same as themselves', () => {
    const { differences, incomplete } = comparePermissions(before, {
      ...before,
      Statement: [...before.Statement].reverse(),
    });
    expect([differences, incomplete]).toEqual([[], undefined]);
  });
});

test('small policies are compared as a whole, however their patterns overlap', () => {
  const allow = (statement: Statement): Statement => ({ Effect: 'Allow', Action: '*', ...statement });
  const before = policy([
    allow({ NotResource: 'arn:aws:*:log-stream:1' }),
    allow({ Resource: 'arn:aws:s3:::models/churn/model.tar.gz' }),
  ]);
  const after = policy([
    allow({ NotResource: 'arn:aws:s3:*:models/churn/*' }),
    { Effect: 'Allow', NotAction: 'logs:Put*', Resource: 'arn:aws:s3:::models*' },
    { Effect: 'Allow', NotAction: 'sagemaker:*Endpoint', Resource: 'arn:*:sagemaker:*:*:*' },
  ]);
  const { differences, incomplete } = comparePermissions(before, after);
  expect(incomplete).toBeUndefined();
  expect(differences.map(({ kind }) => kind)).toContain('gained');
});

test('what takes too long to compare is told, not guessed', () => {
  const pattern = (letter: string) => ({
    Effect: 'Allow',
    Action: 's3:*',
    Resource: `arn:aws:s3:::${`*${letter}`.repeat(2_900)}`,
  });
  const { incomplete } = comparePermissions(policy([pattern('a')]), policy([pattern('b')]));
  expect(incomplete).toContain('overlap in more ways than can be looked at');
});

describe('a document of 10 MB', () => {
  const statements = new Array(90_000).fill(0).map((_, index) => ({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::bucket-number-${index}/*`,
  }));
  const huge = policy(statements);

  test('is too large to be compared', () => {
    const { differences, incomplete } = comparePermissions(policy(statements.slice(1)), huge);
    expect(differences).toEqual([]);
    expect(incomplete).toContain('more than 60000 characters');
  });

  test('is the same as itself in another order', () => {
    expect(comparePermissions(huge, policy([...statements].reverse())).incomplete).toBeUndefined();
  });

  test('of conditions is too large, too', () => {
    const keys = Object.fromEntries(new Array(200_000).fill(0).map((_, index) => [`key-${index}`, ['a', 'b']]));
    const conditional = policy([{ ...statements[0], Condition: { StringEquals: keys } }]);
    expect(comparePermissions(undefined, conditional).incomplete).toContain('more than 60000 characters');
  });

  test('of principals is too large, too', () => {
    const trust = {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: new Array(300_000).fill('123456789012') },
    };
    expect(compareTrust(undefined, policy([trust])).incomplete).toContain('more than 60000 characters');
  });
});

test('a deeply nested document is malformed', () => {
  let deep: unknown = 'x';
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  expect(comparePermissions(deep, policy([{ Effect: 'Allow', Action: deep, Resource: '*' }])).malformed).toEqual({
    before: expect.stringContaining('a policy document'),
    after: expect.stringContaining('a text or an array of texts as Action'),
  });
});

test.each(['__proto__', 'constructor', '\u202e', '`|<b>', '', '${', '${}', '\ud800', '*'.repeat(6_000)])(
  'the name %j is a name like others',
  (name) => {
    const statement = JSON.parse(
      `{"Effect":"Allow","Action":"s3:GetObject","Resource":${JSON.stringify(`arn:aws:s3:::models/${name}`)},` +
        `"Condition":{"StringEquals":{${JSON.stringify(name)}:"a"}}}`,
    ) as Statement;
    expect(comparePermissions(undefined, policy([statement])).malformed.after).toBeUndefined();
    expect(comparePermissions(policy([statement]), policy([statement])).differences).toEqual([]);
  },
);

/** As many statements as the quota takes. */
function fullPolicy(statement: (index: number) => Statement): { Statement: Statement[] } {
  const statements: Statement[] = [];
  for (let index = 0; ; index++) {
    statements.push(statement(index));
    if (sizeOfDocument(JSON.stringify(policy(statements))) > POLICY_QUOTA) return policy(statements.slice(0, -1));
  }
}

function policy(statements: Statement[]): { Version: string; Statement: Statement[] } {
  return { Version: '2012-10-17', Statement: statements };
}
