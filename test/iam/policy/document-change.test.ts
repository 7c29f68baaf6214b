import { areEquivalent } from '../../../src/iam/policy/canonical';
import { diffLines, isChanged, isUnchanged, linePairs } from '../../../src/iam/policy/document-change';

const ONE = '{"Statement":[{"Action":["a:B","a:C"]}]}';

test.each([
  ['two forms of the same', { before: ONE, after: '{"Statement":{"Action":["a:C","a:B"]}}' }, false],
  ['another action', { before: ONE, after: '{"Statement":[{"Action":["a:B"]}]}' }, true],
  ['a new document', { after: ONE }, true],
  ['a deleted document', { before: ONE }, true],
  ['no document at all', {}, false],
  ['the same text, which is no JSON', { before: '{', after: '{' }, false],
  ['another text, which is no JSON', { before: '{', after: '{ ' }, true],
])('%s', (_, document, expected) => {
  expect(isChanged(document)).toBe(expected);
});

test('marks every line of a new document', () => {
  expect(diffLines({ after: '{\n}' })).toEqual(['+ {', '+ }']);
});

test('marks every line of a deleted document', () => {
  expect(diffLines({ before: '{\n}' })).toEqual(['- {', '- }']);
});

test('a comma that another element brings with it is no change', () => {
  const document = { before: '[\n  "a"\n]', after: '[\n  "a",\n  "b"\n]' };
  expect(diffLines(document)).toEqual(['  [', '    "a",', '+   "b"', '  ]']);
});

test('side by side, each line is the one of its own side, and what differs begins on the same height', () => {
  expect(linePairs({ before: '[\n"a",\n"b"\n]\nx', after: '[\n"c",\n"d",\n"b",\n"e"\n]' })).toEqual([
    { before: '[', after: '[', isSame: true },
    { before: '"a",', after: '"c",', isSame: false },
    { after: '"d",', isSame: false },
    { before: '"b"', after: '"b",', isSame: true },
    { after: '"e"', isSame: false },
    { before: ']', after: ']', isSame: true },
    { before: 'x', isSame: false },
  ]);
});

const STATEMENT = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::models/*' };
const TRUST = { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' };

test.each<[what: string, before: string, after: string]>([
  ['another order', text({ ...STATEMENT, Action: ['s3:PutObject', 's3:GetObject'] }), text(STATEMENT)],
  ['another layout', text(TRUST), JSON.stringify(JSON.parse(text(TRUST)), undefined, 2)],
  ['the same text, which is no JSON', '{', '{'],
  [
    'two forms that AWS stores neither of',
    text({ ...STATEMENT, Effect: 'allow' }),
    text({ ...STATEMENT, Effect: 'ALLOW' }),
  ],
  ['nothing in two forms', '', '{}'],
])('nothing changes: %s', (_, before, after) => {
  expect(isUnchanged(before, after)).toBe(true);
});

test.each<[what: string, before: string, after: string]>([
  ['an effect', text(STATEMENT), text({ ...STATEMENT, Effect: 'allow' })],
  ['a document in an array', text(TRUST), `[${text(TRUST)}]`],
  ['an empty NotAction', text(STATEMENT), text({ ...STATEMENT, NotAction: [] })],
  ['an empty set of principals', text(TRUST), text({ ...TRUST, NotPrincipal: {} })],
])('a form that AWS does not store is a change, though it means the same: %s', (_, stored, refused) => {
  expect(areEquivalent(stored, refused)).toBe(true);
  expect(isUnchanged(stored, refused)).toBe(false);
  expect(isUnchanged(refused, stored)).toBe(false);
});

test.each<[what: string, before: string, after: string]>([
  ['an action', text(STATEMENT), text({ ...STATEMENT, Action: 's3:GetObject' })],
  ['what is no JSON', '{', '{ '],
])('something changes: %s', (_, before, after) => {
  expect(isUnchanged(before, after)).toBe(false);
});

function text(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
