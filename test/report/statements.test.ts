import { entries, readStatements, texts } from '../../src/report/statements';

test.each([
  ['an array', '{"Statement":[{"Effect":"Allow"}]}'],
  ['a single one', '{"Statement":{"Effect":"Allow"}}'],
  ['one among what is none', '{"Statement":[1,null,"x",[],{"Effect":"Allow"}]}'],
])('reads statements: %s', (_, json) => {
  expect(readStatements(json)).toEqual([{ Effect: 'Allow' }]);
});

test.each(['', '{', 'null', '[]', '"x"', '{}', '{"Statement":null}'])('finds none in %p', (json) => {
  expect(readStatements(json)).toEqual([]);
});

test.each<[unknown, string[]]>([
  ['a', ['a']],
  [
    ['a', 1, true],
    ['a', '1', 'true'],
  ],
  [undefined, []],
])('%j as texts', (value, expected) => {
  expect(texts(value)).toEqual(expected);
});

test('only objects have entries', () => {
  expect(entries({ a: 1 })).toEqual([['a', 1]]);
  expect(['*', undefined, null, ['a']].flatMap(entries)).toEqual([]);
});
