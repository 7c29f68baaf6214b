import { wrapped } from '../../../../src/report/render/html/wrapped';

it.each<[text: string, width: number, lines: string[]]>([
  ['short', 10, ['short']],
  ['two words', 5, ['two', 'words']],
  ['arn:aws:iam::123456789012:role/a', 20, ['arn:aws:iam::', '123456789012:role/a']],
  ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  ['日本語日本語', 6, ['日本語', '日本語']],
  ['🚀🚀🚀', 4, ['🚀🚀', '🚀']],
  ['', 4, ['(empty)']],
  ['   ', 4, ['(empty)']],
  ['a\u202Eb', 10, ['a\\u202Eb']],
])('%j in lines of %d', (text, width, lines) => {
  expect(wrapped(text, width)).toEqual(lines);
});

it('says that there is more than there is room for', () => {
  expect(wrapped('a'.repeat(100), 10)).toEqual([
    ...Array.from({ length: 3 }, () => 'a'.repeat(10)),
    `${'a'.repeat(9)}…`,
  ]);
});
