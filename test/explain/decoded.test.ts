import { decoded } from '../../src/explain/decoded';

it.each([
  ['UTF-8', Buffer.from('{"é": "€"}')],
  ['UTF-8 with a byte order mark', Buffer.from('\uFEFF{"é": "€"}')],
])('reads %s', (_, bytes) => {
  expect(decoded(bytes)).toBe('{"é": "€"}');
});

it.each([
  ['UTF-16, as some shells redirect output', Buffer.from('\uFEFF{}', 'utf16le')],
  ['Latin-1', Buffer.from('{"é": 1}', 'latin1')],
  ['half of a surrogate pair', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
])('refuses %s, and says so', (_, bytes) => {
  expect(() => decoded(bytes)).toThrow('it is not UTF-8.');
});
