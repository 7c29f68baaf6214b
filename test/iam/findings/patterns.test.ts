import fc from 'fast-check';
import { actionTokens, covers, overlap, referenceTokens, resourceTokens } from '../../../src/iam/findings/patterns';
import { matchesGlob, globOf, parsePattern } from '../../../src/iam/glob';
import { cases } from '../../cases';

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });

function matches(source: string, value: string): boolean {
  return matchesGlob(
    globOf(parsePattern(source, { wildcards: true, variables: false }), () => undefined)!,
    value,
  );
}

test('what one pattern covers, it matches', () => {
  fc.assert(
    fc.property(pattern, pattern, text, (a, b, value) => {
      return !covers(actionTokens(a), actionTokens(b)) || !matches(b, value) || matches(a, value);
    }),
    cases(5_000),
  );
});

test('patterns that match the same text overlap', () => {
  fc.assert(
    fc.property(pattern, pattern, text, (a, b, value) => {
      return !(matches(a, value) && matches(b, value)) || overlap(actionTokens(a), actionTokens(b));
    }),
    cases(5_000),
  );
});

test('patterns that overlap have a short text in common', () => {
  const texts = (length: number): string[] =>
    length === 0
      ? ['']
      : texts(length - 1).flatMap((start) =>
          start.length === length - 1 ? [start, `${start}a`, `${start}b`] : [start],
        );
  const all = texts(8);
  const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 4 });
  fc.assert(
    fc.property(short, short, (a, b) => {
      return overlap(actionTokens(a), actionTokens(b)) === all.some((value) => matches(a, value) && matches(b, value));
    }),
    cases(500),
  );
});

test.each([
  ['arn:aws:s3:::models', true],
  ['arn:aws:s3:::mod*', true],
  ['arn:aws:s3:::models/*', false],
  ['arn:aws:s3:::*', true],
  ['arn:aws:s3:us-west-2::models', false],
])('%s can be a bucket: %s', (entry, expected) => {
  expect(overlap(resourceTokens(entry, true), referenceTokens('arn:%:s3:::%'))).toBe(expected);
});

test('a variable is a part of an asterisk, and of nothing else', () => {
  const user = resourceTokens('arn:aws:s3:::models/${aws:username}', true);
  expect(covers(resourceTokens('arn:aws:s3:::models/*', true), user)).toBe(true);
  expect(covers(user, resourceTokens('arn:aws:s3:::models/x', true))).toBe(false);
  expect(covers(user, user)).toBe(true);
});
