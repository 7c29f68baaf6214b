import {
  prose,
  shortened,
  visible,
  visibleLines,
  withoutCommands,
  withoutTerminalCodes,
} from '../../src/report/visible';

describe('visible', () => {
  test.each([
    ['right-to-left override', 'a\u202Eb', 'a\\u202Eb'],
    ['zero-width space', 'a\u200Bb', 'a\\u200Bb'],
    ['soft hyphen', 'a\u00ADb', 'a\\u00ADb'],
    ['Hangul filler, a letter that shows as nothing', 'a\u3164b', 'a\\u3164b'],
    ['tag character beyond 16 bits', 'a\u{E0041}b', 'a\\u{E0041}b'],
    ['half of a surrogate pair', 'a\uD800b', 'a\\uD800b'],
    ['line separator', 'a\u2028b', 'a\\u2028b'],
    ['line break, carriage return and tab', 'a\r\n\tb', 'a\\r\\n\\tb'],
    ['NUL', 'a\0b', 'a\\u0000b'],
    ['nothing for colours', '\u001b[1;31mred\u001b[0m', 'red'],
    ['nothing for a terminal link', '\u001b]8;;https://x\u0007label\u001b]8;;\u0007', 'label'],
    ['blanks that are not the usual one', 'a\u00A0b\u3000c\u2800d e', 'a\\u00A0b\\u3000c\\u2800d e'],
    ['a letter of another alphabet among ours', 'arn:aws:s3:::pr\u043Ed/* prod', 'arn:aws:s3:::pr\\u043Ed/* prod'],
    [
      'a word that has only letters like ours',
      '\u0430\u0441\u043C\u0435 \u0430\u0440\u0435\u0445',
      '\u0430\u0441\u043C\u0435 \\u0430\\u0440\\u0435\\u0445',
    ],
    [
      'letters of full width, of mathematics, and signs',
      'a\uFF52n\uA789s\u2215x \u{1D41A}1',
      'a\\uFF52n\\uA789s\\u2215x \\u{1D41A}1',
    ],
    ['words of other alphabets as they are', 'роль Русь ρόλος s3 team-ß naïve', 'роль Русь ρόλος s3 team-ß naïve'],
    ['letters of any script and emoji as they are', 'çß漢字🚀', 'çß漢字🚀'],
  ])('writes out: %s', (_, text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  test('keeps lines and tabs apart, if asked for lines', () => {
    expect(visibleLines('a\tb\r\n\u202Ec\n')).toEqual(['a\tb', '\\u202Ec', '']);
  });

  test('makes one blank of several in prose, and of a line break', () => {
    expect(prose('\n a\t\tb \u001b[1mc\u202E')).toBe(' a b c\\u202E');
  });
});

test('terminal codes go, the text between them stays', () => {
  expect(withoutTerminalCodes('\u001b[38;5;1ma\u001b[Kb\u001b[m')).toBe('ab');
});

describe('shortened', () => {
  test('leaves a text of the limit as it is', () => {
    expect(shortened('abcd', 4)).toBe('abcd');
  });

  test('ends a longer one in an ellipsis, without cutting a character in two', () => {
    expect(shortened('🚀🚀🚀🚀🚀', 4)).toBe('🚀🚀🚀…');
  });
});

test.each([
  ['::error::a', ': :error::a'],
  ['\t ::add-mask::a', '\t : :add-mask::a'],
  ['a ##[group]b ##[endgroup]', 'a ## [group]b ## [endgroup]'],
  ['a ::error::b', 'a ::error::b'],
  ['## a', '## a'],
])('the runner finds no command in %j', (line, expected) => {
  expect(withoutCommands(line)).toBe(expected);
});
