import { decoded } from '../../src/explain/decoded';

it.each([
  ['UTF-8', Buffer.from('{"é": "€"}')],
  ['UTF-8 with a byte order mark', Buffer.from('\uFEFF{"é": "€"}')],
  ['UTF-16, as PowerShell redirects output', Buffer.from('\uFEFF{"é": "€"}', 'utf16le')],
  ['UTF-16 of the other order', Buffer.from('\uFEFF{"é": "€"}', 'utf16le').swap16()],
])('reads %s', (_, bytes) => {
  expect(decoded(bytes)).toBe('{"é": "€"}');
});

it.each([
  ['Latin-1', Buffer.from('{\n"é": 1}', 'latin1'), 'line 2 is not UTF-8.'],
  ['half of a surrogate pair', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'line 1 is not UTF-8.'],
  ['half of a character', Buffer.from('\uFEFF{}', 'utf16le').subarray(0, 5), 'it is no UTF-16.'],
  ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]), 'it is no text.'],
])('refuses %s, and says so', (_, bytes, reason) => {
  expect(() => decoded(bytes)).toThrow(reason);
});
