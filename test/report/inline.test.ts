import {
  BREAK,
  code,
  icon,
  joined,
  link,
  strong,
  text,
  textOf,
  withCode,
  withNames,
  words,
} from '../../src/report/inline';

test('a template is prose around what stands in it', () => {
  expect(words`the ${3} ${code('a')}s${''} ${[strong('b'), BREAK]}`).toEqual([
    { kind: 'text', text: 'the ' },
    { kind: 'text', text: '3' },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'a' },
    { kind: 'text', text: 's' },
    { kind: 'text', text: ' ' },
    { kind: 'strong', words: [{ kind: 'text', text: 'b' }] },
    { kind: 'break' },
  ]);
});

test('prose from outside has no blanks around it', () => {
  expect(text(' a  b\n')).toEqual({ kind: 'text', text: 'a  b' });
});

test('parts are joined by what stands between them', () => {
  expect(joined([code('a'), words`b`, ''], ', ')).toEqual(words`${code('a')}${', '}${'b'}${', '}`);
  expect(joined([], ', ')).toEqual([]);
});

test.each([
  ['Run `up` again', words`Run ${code('up')} again`],
  ['`up` undoes it', words`${code('up')} undoes it`],
  ['a ` alone', words`a ${'`'} alone`],
])('finds what is to be typed in %j', (prose, expected) => {
  expect(textOf(withCode(prose))).toBe(textOf(expected));
  expect(withCode(prose).filter(({ kind }) => kind === 'code')).toEqual(expected.filter(({ kind }) => kind === 'code'));
});

test.each([
  ['iam:PassRole is allowed', words`${code('iam:PassRole')} is allowed`],
  ['on "a*" and ("b c")', words`on ${code('a*')} and ("b c")`],
  ['subjects (repo:OWNER@OWNER_ID/X) change', words`subjects (repo:OWNER@OWNER_ID/X) change`],
])('finds the names in %j', (prose, expected) => {
  expect(withNames(prose)).toEqual(expected);
});

test('the text of words is what they were made of', () => {
  expect(
    textOf(words`a ${code('b')} ${strong(text('c'))}${BREAK}${link('d', 'https://e.example')} ${icon('✅')}`),
  ).toBe('a b c d ✅');
});
