import { diffLines, isChanged } from '../../src/report/document-change';

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
