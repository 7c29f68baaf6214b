import fc from 'fast-check';
import { type Glob, globOf, matchesGlob } from '../../../src/iam/glob/glob';
import { parsePattern } from '../../../src/iam/glob/pattern';
import { cases } from '../../cases';

test.each<[pattern: string, matching: readonly string[], other: readonly string[]]>([
  ['', [''], ['a']],
  ['abc', ['abc'], ['ab', 'abcd', 'ABC']],
  ['*', ['', 'a', 'a:b'], []],
  ['a*', ['a', 'ab', 'a*'], ['', 'ba']],
  ['*a', ['a', 'aa', 'ba'], ['ab']],
  ['a*b*c', ['abc', 'aXbYc', 'abbcc'], ['ab', 'acb']],
  ['a?c', ['abc', 'a?c'], ['ac', 'abbc']],
  ['**?', ['a', 'ab'], ['']],
])('%s', (pattern, matching, other) => {
  const glob = globFor(pattern);
  expect(matching.filter((text) => !matchesGlob(glob, text))).toEqual([]);
  expect(other.filter((text) => matchesGlob(glob, text))).toEqual([]);
});

test('every glob matches what a regular expression for it matches', () => {
  const letters = fc.constantFrom('a', 'b', ':', '.', '*', '?');
  fc.assert(
    fc.property(
      fc.string({ unit: letters, maxLength: 8 }),
      fc.string({ unit: letters, maxLength: 8 }),
      (pattern, text) => {
        const source = pattern.replace(/[.]/g, '\\.').replace(/\*/g, '[^]*').replace(/\?/g, '[^]');
        return matchesGlob(globFor(pattern), text) === new RegExp(`^${source}$`).test(text);
      },
    ),
    { ...cases(2_000), examples: [['a*a*b', 'aab']] },
  );
});

test('a hostile pattern takes no longer than its length times the length of the text', () => {
  const start = performance.now();
  expect(matchesGlob(globFor(`${'*a'.repeat(500)}b`), 'a'.repeat(2_000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(1_000);
});

function globFor(pattern: string): Glob {
  return globOf(parsePattern(pattern, { wildcards: true, variables: false }), () => undefined)!;
}
