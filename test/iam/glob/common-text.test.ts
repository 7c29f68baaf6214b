import fc from 'fast-check';
import { globsOverlap } from '../../../src/iam/glob/algebra';
import { commonText, MADE_UP_CHARACTER } from '../../../src/iam/glob/common-text';
import { type Glob, globOf, matchesGlob } from '../../../src/iam/glob/glob';
import { parsePattern } from '../../../src/iam/glob/pattern';
import { referenceGlob } from '../../../src/iam/glob/reference-pattern';
import { resourceGlob, widestResourceGlob } from '../../../src/iam/glob/resource-pattern';
import { cases } from '../../cases';

const X = MADE_UP_CHARACTER;
const ROLE = 'arn:%:iam::%:role/*';

function glob(text: string): Glob {
  return globOf(parsePattern(text, { wildcards: true, variables: false }), () => undefined)!;
}

test.each([
  [['repo:acme/*', '*:pull_request'], 'repo:acme/:pull_request'],
  [['a*', '*b', '??'], 'ab'],
  [['abc'], 'abc'],
  [['a*', 'b*'], undefined],
  [['?', ''], undefined],
  [[''], ''],
])('of %j it is %j', (patterns, text) => {
  expect(commonText(patterns.map(glob))).toBe(text);
});

test('is as short as any text of the named characters that all of them match', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 6 });
  fc.assert(
    fc.property(pattern, pattern, (one, other) => {
      const globs = [glob(one), glob(other)];
      const text = commonText(globs);
      const tried = texts(new Set((one + other).replace(/[*?]/g, '')), 4).find((each) =>
        globs.every((of) => matchesGlob(of, each)),
      );
      expect(text === undefined || globs.every((of) => matchesGlob(of, text))).toBe(true);
      if (tried !== undefined) expect(text).toHaveLength(tried.length);
    }),
    cases(2_000),
  );
});

/** The shortest first. */
function texts(letters: ReadonlySet<string>, length: number): string[] {
  const shorter = length === 0 ? [] : texts(letters, length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return length === 0 ? [''] : [...shorter, ...longest.flatMap((text) => [...letters].map((letter) => text + letter))];
}

test('gives up on patterns that are made to take long', () => {
  const start = performance.now();
  commonText([glob('*a*b*c*d'.repeat(100)), glob('*d*c*b*a'.repeat(100)), glob('?'.repeat(2_000))]);
  expect(performance.now() - start).toBeLessThan(4_000);
});

test.each([
  ['arn:aws:iam::123456789012:role/churn', 'arn:aws:iam::123456789012:role/churn'],
  ['arn:aws:iam::123456789012:role/churn-*', 'arn:aws:iam::123456789012:role/churn-'],
  ['arn:aws:iam::123456789012:role/*', `arn:aws:iam::123456789012:role/${X}`],
  ['arn:aws:iam::123456789012:role/?a?', `arn:aws:iam::123456789012:role/${X}a${X}`],
  ['arn:aws:iam::123456789012:*', `arn:aws:iam::123456789012:role/${X}`],
  ['*', `arn:${X}:iam::${X}:role/${X}`],
  ['arn:aws:iam::123456789012:user/*', undefined],
  ['arn:aws:s3:::models', undefined],
])('of %s that is a role: %s', (entry, text) => {
  expect(commonText([widestResourceGlob(entry, true), referenceGlob(ROLE)], X)).toBe(text);
});

test('a variable without a value is in no text', () => {
  const entry = 'arn:aws:iam::123456789012:role/${aws:username}';
  expect(commonText([resourceGlob(entry, true), referenceGlob(ROLE)], X)).toBeUndefined();
});

test('there is one exactly where patterns overlap, and both match it', () => {
  const pattern = (characters: readonly string[]) =>
    fc.array(fc.constantFrom(...characters), { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(pattern(['a', 'b', ':', '/', '*', '?']), pattern(['a', 'b', ':', '/', '*', '%']), (entry, form) => {
      const [one, other] = [resourceGlob(entry, false), referenceGlob(form)];
      const text = commonText([one, other], X);
      if (text === undefined) return !globsOverlap(one, other);
      return matchesGlob(one, text) && matchesGlob(other, text);
    }),
    cases(5_000),
  );
});
