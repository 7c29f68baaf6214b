import { parseExtraStatements } from '../../../../src/iam/generate/permissions/extra-statements';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-data/*' };
const FULL = {
  Sid: 'NoDeletes',
  Effect: 'Deny',
  NotAction: ['s3:Get*', 's3:List*'],
  NotResource: ['arn:aws:s3:::my-data', 'arn:aws:s3:::my-data/*'],
  Condition: {
    Bool: { 'aws:SecureTransport': true },
    NumericLessThan: { 's3:max-keys': [10, '20'] },
    StringLike: { 's3:prefix': ['a/*', ''] },
  },
};
const FORM = 'a JSON array of statements, or a policy document with Version 2012-10-17 and Statement';

function problemsOf(json: unknown): readonly string[] {
  const { statements, problems } = parseExtraStatements(JSON.stringify(json));
  if (problems.length > 0) expect(statements).toEqual([]);
  return problems;
}

test.each<[string, unknown, readonly unknown[]]>([
  ['an array of statements', [READ, FULL], [READ, FULL]],
  ['a policy document', { Version: '2012-10-17', Id: 'x', Statement: [READ, FULL] }, [READ, FULL]],
  ['a policy document with one statement', { Version: '2012-10-17', Statement: READ }, [READ]],
])('reads %s', (_, json, statements) => {
  expect(parseExtraStatements(JSON.stringify(json, undefined, 2))).toEqual({
    statements,
    lines: expect.anything(),
    problems: [],
  });
});

test('tells where the statements are', () => {
  const { statements, lines } = parseExtraStatements(`[\n${JSON.stringify(READ)},\n\n${JSON.stringify(FULL)}]`);
  expect([statements, lines]).toEqual([
    [READ, FULL],
    [2, 4],
  ]);
});

test.each<[string, unknown, string]>([
  ['a text', 'statements', FORM],
  ['null', null, FORM],
  ['one statement', READ, FORM],
  ['a document without Version', { Statement: [READ] }, FORM],
  ['a document of the old version', { Version: '2008-10-17', Statement: [READ] }, FORM],
  ['a document with unknown elements', { Version: '2012-10-17', Statement: [READ], Owner: 'me' }, FORM],
  ['an array without statements', [], 'at least one statement'],
  ['a document without statements', { Version: '2012-10-17', Statement: [] }, 'at least one statement'],
])('refuses %s', (_, json, problem) => {
  expect(problemsOf(json)).toEqual([problem]);
});

test.each([
  ['', 'it is empty'],
  ['{', 'it ends too early'],
  ['[\n  {"Effect": "Allow",}\n]', 'the error is in line 2, column 22'],
])('refuses %j, which is not JSON, and says where', (text, place) => {
  expect(parseExtraStatements(text)).toEqual({ statements: [], lines: [], problems: [`JSON, but ${place}`] });
});

const EFFECT = 'the Effect Allow or Deny';
const CONDITION = 'a Condition of the form { operator: { key: value or array of values } }';

test.each<[string, unknown, readonly string[]]>([
  ['no object', 7, ['an object']],
  ['an array', [READ], ['an object']],
  ['no Effect', { ...READ, Effect: undefined }, [EFFECT]],
  ['an Effect in lower case', { ...READ, Effect: 'allow' }, [EFFECT]],
  ['a Principal', { ...READ, Principal: '*' }, ['no Principal, which belongs in a trust policy,']],
  ['a NotPrincipal', { ...READ, NotPrincipal: { AWS: '*' } }, ['no NotPrincipal, which belongs in a trust policy,']],
  ['an unknown element', { ...READ, Actions: [] }, ['no element "Actions"']],
  ['an element in lower case', { ...READ, resource: '*' }, ['no element "resource"']],
  ['no Action', { ...READ, Action: undefined }, ['either Action or NotAction']],
  ['both Action and NotAction', { ...READ, NotAction: 's3:*' }, ['either Action or NotAction']],
  ['no Resource', { ...READ, Resource: undefined }, ['either Resource or NotResource']],
  ['both Resource and NotResource', { ...READ, NotResource: '*' }, ['either Resource or NotResource']],
  ['an empty Action', { ...READ, Action: '' }, ['a text or an array of texts as Action']],
  ['no actions', { ...READ, Action: [] }, ['a text or an array of texts as Action']],
  ['a number as action', { ...READ, Action: ['s3:*', 1] }, ['a text or an array of texts as Action']],
  ['an object as resource', { ...READ, Resource: {} }, ['a text or an array of texts as Resource']],
  ['null as resource', { ...READ, Resource: null }, ['a text or an array of texts as Resource']],
  ['a Sid with a blank', { ...READ, Sid: 'no deletes' }, ['a Sid of letters and digits']],
  ['a text as Condition', { ...READ, Condition: 'x' }, [CONDITION]],
  ['an operator without keys', { ...READ, Condition: { Bool: 'true' } }, [CONDITION]],
  ['a condition on an object', { ...READ, Condition: { Bool: { 'aws:SecureTransport': {} } } }, [CONDITION]],
  ['a condition on null', { ...READ, Condition: { Bool: { 'aws:SecureTransport': null } } }, [CONDITION]],
  ['a character after ÿ', { ...READ, Resource: 'arn:aws:s3:::my-data/\u202eexe' }, [
    'no characters after ÿ, which a policy cannot hold,',
  ]], // prettier-ignore
  ['such a character in a condition', { ...READ, Condition: { StringLike: { 's3:prefix': ['a', '☃'] } } }, [
    'no characters after ÿ, which a policy cannot hold,',
  ]], // prettier-ignore
  ['a number that is too large to be read', { ...READ, Condition: { NumericEquals: { 's3:max-keys': 2 ** 60 } } }, [
    CONDITION,
  ]], // prettier-ignore
  ...['\n', '\u0000', '\b', '\t', '\u001b[31m'].map((hidden): [string, unknown, string[]] => [
    `the control character ${JSON.stringify(hidden)}`,
    { ...READ, Resource: `arn:aws:s3:::my-data/${hidden}*` },
    ['no control characters and halves of characters'],
  ]),
  ['half of a character', { ...READ, Condition: { StringLike: { 's3:prefix': '\ud800' } } }, [
    'no control characters and halves of characters',
  ]], // prettier-ignore
  ['several of these', { Effect: 'Maybe', Action: [] }, [
    EFFECT, 'a text or an array of texts as Action', 'either Resource or NotResource',
  ]], // prettier-ignore
])('refuses a statement with %s, and says which it is', (_, statement, rules) => {
  expect(problemsOf([READ, statement])).toEqual(rules.map((rule) => `${rule} in statement 2`));
});

test('takes the element __proto__ for an unknown one', () => {
  const text = '[{"__proto__": {"Effect": "Allow"}, "Action": "s3:*", "Resource": "*"}]';
  expect(parseExtraStatements(text).problems).toEqual([
    'no element "__proto__" in statement 1',
    `${EFFECT} in statement 1`,
  ]);
});

test('refuses a key that is there twice, of which AWS would see only one', () => {
  const text = '[{\n"Effect": "Deny",\n"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]';
  expect(parseExtraStatements(text)).toEqual({
    statements: [],
    lines: [],
    problems: ['the key "Effect" once in the object in line 3'],
  });
});

test('takes backslashes in a text for what they are', () => {
  const statement = { ...READ, Resource: String.raw`arn:aws:s3:::my-data/\u0000\n\\n` };
  expect(problemsOf([statement])).toEqual([]);
});

test('reads a number that no number can be as one that is too large', () => {
  const text = JSON.stringify([{ ...READ, Condition: { NumericEquals: { 's3:max-keys': 7 } } }]).replace('7', '1e400');
  expect(parseExtraStatements(text).problems).toEqual([`${CONDITION} in statement 1`]);
});

test('refuses a Sid that is there twice, but not an empty one', () => {
  const named = (Sid: string) => ({ ...READ, Sid });
  expect(problemsOf([named('A'), named('B'), named('A')])).toEqual([
    'another Sid than that of statement 1 in statement 3',
  ]);
  expect(problemsOf([named(''), named('')])).toEqual([]);
});

test('says no more than twenty things that are wrong', () => {
  const problems = problemsOf(Array.from({ length: 30 }, () => 7));
  expect(problems).toHaveLength(21);
  expect(problems.slice(-2)).toEqual(['an object in statement 20', '10 more things to be otherwise']);
});

test.each([
  ['arrays', '['.repeat(30_000) + ']'.repeat(30_000)],
  [
    'conditions',
    `[{"Effect":"Allow","Action":"*","Resource":"*","Condition":${'{"a":'.repeat(9000)}1${'}'.repeat(9001)}]`,
  ],
])('does not get lost in deep %s', (_, text) => {
  expect(parseExtraStatements(text).problems).toHaveLength(1);
});

test('refuses what a reader of a recipe has left as it was, each once in a statement', () => {
  const left = { ...READ, Resource: ['arn:aws:s3:::<BUCKET>', 'arn:aws:s3:::<BUCKET>/<MODEL_NAME>/*'] };
  expect(problemsOf([READ, left])).toEqual([
    'a name of your own in place of <BUCKET> in statement 2',
    'a name of your own in place of <MODEL_NAME> in statement 2',
  ]);
  expect(problemsOf([{ ...READ, Resource: 'arn:aws:s3:::my-data/<b>' }])).toEqual([]);
});
