import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { parse } from 'yaml';
import { problemsOf } from './role';
import { readTests } from '../../../src/iam/expectations/read-tests';
import { accessTestsSchema } from '../../../src/iam/expectations/schema';

const isOfSchema = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(accessTestsSchema());

/** As an editor sees it: plain scalars have types. */
function fitsSchema(text: string): boolean {
  return isOfSchema(parse(text));
}

const test = (...lines: readonly string[]) =>
  ['tests:', '  - name: it', ...lines.map((line) => `    ${line}`)].join('\n');
const PLAIN = test('deny: s3:GetObject');

it.each<[string, string]>([
  ['the least that there can be', PLAIN],
  ['JSON', '{"$schema": "x", "tests": [{"name": "it", "deny": ["s3:GetObject", "s3:Put*"]}]}'],
  ['JSON with tabs', '{\n\t"tests": [\n\t\t{"name": "it",\n\t\t"deny": "*"}\n\t]\n}'],
  [
    'lists, patterns and placeholders',
    test('allow: [s3:GetObject]', "resource: ['{bucket-arn}/*', 'arn:aws:s3:::b?/x']", "except: '{bucket-arn}/secret'"),
  ],
  [
    'values that look like something else',
    test(
      'deny: s3:GetObject',
      'context:',
      '  aws:SecureTransport: true',
      '  aws:MultiFactorAuthAge: 60',
      '  aws:PrincipalAccount: 012345678901',
      '  aws:SourceIp: null',
    ),
  ],
  ['a principal', test('deny: sts:AssumeRole', "principal: { AWS: '*', Service: [a.amazonaws.com] }")],
  ['anybody', test('deny: sts:AssumeRole', "principal: '*'")],
  ['a token', test('deny: sts:AssumeRoleWithWebIdentity', 'token: { repository: acme/x, ref: [main, dev] }')],
  [
    'a job without an environment',
    test('deny: sts:AssumeRoleWithWebIdentity', 'token: { ref: main, environment: null }'),
  ],
])('takes %s, as the schema does', (_, text) => {
  expect(readTests(text).problems).toEqual([]);
  expect(fitsSchema(text)).toBe(true);
});

it.each<[string, string, string]>([
  ['no map', '[]', '1:1 a map with the list tests'],
  ['nothing', '# no test\n', '1:1 a map with the list tests'],
  ['no tests', 'tests: []', '1:8 a list with at least one test'],
  ['another key beside', `${PLAIN}\ntest: 1`, '4:1 only the key tests, not "test"'],
  ['a test that is none', 'tests: [x]', '1:9 a test: a map with name'],
  ['no name', 'tests: [{ deny: s3:GetObject }]', '1:9 a name for the test'],
  ['an empty name', "tests: [{ name: '', deny: s3:GetObject }]", '1:17 a name for the test, in words'],
  ['nothing expected', 'tests: [{ name: it }]', '1:9 what the test expects'],
  ['two things expected', test('allow: s3:GetObject', 'deny: s3:PutObject'), '4:5 either allow or deny'],
  ['a key that does not exist', test('deny: s3:GetObject', 'resources: "*"'), '4:5 resource, not "resources"'],
  ['no actions', test('deny: []'), '3:11 at least one in the list: an action'],
  [
    'an action that is none',
    test('deny: [s3:GetObject, GetObject]'),
    '3:26 an action such as s3:GetObject or s3:Get*, not "GetObject"',
  ],
  ['no resources', test('deny: s3:GetObject', 'resource: []'), '4:15 at least one in the list: an ARN'],
  ['a resource that is none', test('deny: s3:GetObject', 'resource: my-models'), '4:15 an ARN such as {bucket-arn}/*'],
  ['a context without keys', test('deny: s3:GetObject', 'context: {}'), '4:14 condition keys with their values'],
  ['a context that is a list', test('deny: s3:GetObject', 'context: [a]'), '4:14 condition keys with their values'],
  [
    'a key without a prefix',
    test('deny: s3:GetObject', 'context: { SourceIp: 1.2.3.4 }'),
    '4:16 a condition key such as aws:SourceIp',
  ],
  [
    'a key without values',
    test('deny: s3:GetObject', 'context: { aws:SourceIp: [] }'),
    '4:30 at least one in the list',
  ],
  [
    'a type of principals that does not exist',
    test('deny: sts:AssumeRole', 'principal: { Role: x }'),
    '4:18 * for anybody, or AWS, Service or Federated',
  ],
  ['an empty principal', test('deny: sts:AssumeRole', 'principal: {}'), '4:16 * for anybody'],
  ['a principal as text', test('deny: sts:AssumeRole', 'principal: sagemaker.amazonaws.com'), '4:16 * for anybody'],
  [
    'principal and token',
    test('deny: sts:AssumeRole', "principal: '*'", 'token: { ref: main }'),
    '5:5 either principal or token',
  ],
  [
    'a resource in a test of trust',
    test('deny: sts:AssumeRole', "principal: '*'", "resource: '*'"),
    '5:5 no resource in a test of trust',
  ],
  [
    'a claim without a value',
    test('deny: sts:AssumeRoleWithWebIdentity', 'token: { ref: null }'),
    '4:19 a value, or a list of values',
  ],
  ['an empty token', test('deny: sts:AssumeRoleWithWebIdentity', 'token: {}'), '4:12 claims of a token'],
])('refuses %s, as the schema does', (_, text, problem) => {
  expect(problemsOf(text)[0]).toContain(problem);
  expect(fitsSchema(text)).toBe(false);
});

it.each<[string, string, string]>([
  ['an alias', 'a: &x [1]\ntests: *x', '1:7 no anchor (&)'],
  [
    'many aliases in aliases',
    `a: &a [x]\n${['b', 'c', 'd'].map((key, index) => `${key}: &${key} [*${'abc'[index]}, *${'abc'[index]}]`).join('\n')}\ntests: *d`,
    '1:7 no anchor (&)',
  ],
  [
    'a merged key',
    'tests:\n  - name: it\n    <<: { deny: s3:GetObject }',
    '3:5 name, allow, deny, resource, except, context, unless, principal or token, not "<<"',
  ],
  ['a tag', 'tests: !!seq []', '1:14 no tag (!)'],
  ['a tag of its own', 'tests: !run [x]', '1:13 no tag (!)'],
  ['a key twice', `${PLAIN}\n    deny: s3:PutObject`, '4:5 a key only once'],
  [
    'a key of IAM twice, in other letters',
    test('deny: s3:GetObject', 'context: { aws:SourceIp: 10.0.0.1, aws:sourceip: 10.0.0.2 }'),
    '4:40 the key aws:sourceip only once',
  ],
  ['a tab', 'tests:\n\t- name: it', '2:1 spaces in front, not a tab'],
  ['two documents', `${PLAIN}\n---\n${PLAIN}`, '4:1 one document'],
  ['a key that is no text', 'tests:\n  - ? [a]\n    : b', '2:7 a text as key'],
  ['what is not closed', 'tests: [{ name: "it', '1:20 YAML or JSON (Missing closing "quote)'],
  ['endless nesting', '['.repeat(60_000), '1:801 lists and maps that are not nested as deep'],
  [
    'two tests of one name',
    `${PLAIN}\n  - name: it\n    deny: s3:PutObject`,
    '4:5 another name than that of the test in line 2',
  ],
  [
    'too long a name',
    `tests: [{ name: ${'x'.repeat(121)}, deny: s3:GetObject }]`,
    '1:17 a name of at most 120 characters',
  ],
  ['too large a file', `# ${'x'.repeat(70_000)}\n${PLAIN}`, '1:1 a file of at most 65536 characters'],
  [
    'too many tests',
    `tests:\n${Array.from({ length: 201 }, (_, index) => `  - { name: t${index}, deny: s3:GetObject }`).join('\n')}`,
    '202:5 no more than 200 tests',
  ],
  [
    'too long a list',
    test(`deny: [${Array.from({ length: 51 }, () => 's3:GetObject').join()}]`),
    '3:11 a list of at most 50',
  ],
])('refuses %s', (_, text, problem) => {
  const [first] = problemsOf(text);
  expect(first!.replace(/^1:\d{3,} lists/, '1:801 lists')).toContain(problem);
});

it('tells all that is wrong at once, from top to bottom, and no more than anybody reads', () => {
  const text = [
    'tests:',
    '  - name: a',
    '    deny: GetObject',
    '    resource: b',
    '  - name: b',
    '    alow: s3:GetObject',
  ].join('\n');
  expect(problemsOf(text).map((problem) => problem.split(' ')[0])).toEqual(['3:11', '4:15', '6:5']);
  const many = problemsOf(`tests:\n${Array.from({ length: 60 }, () => '  - x').join('\n')}`);
  expect([many.length, many.at(-1)]).toEqual([21, '22:5 something else here, and in 39 more lines']);
});

it('publishes the schema', () => {
  const published = readFileSync(join(__dirname, '../../../docs/access-tests.schema.json'), 'utf8');
  expect(JSON.parse(published)).toEqual(accessTestsSchema());
});
