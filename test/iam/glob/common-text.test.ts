import fc from 'fast-check';
import { commonText } from '../../../src/iam/glob/common-text';
import { type Glob, globOf, matchesGlob } from '../../../src/iam/glob/glob';
import { parsePattern } from '../../../src/iam/glob/pattern';
import { cases } from '../../cases';

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
