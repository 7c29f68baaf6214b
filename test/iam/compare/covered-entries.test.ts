import fc from 'fast-check';
import { withoutCoveredEntries } from '../../../src/iam/compare/covered-entries';
import { actionTokens, resourceTokens } from '../../../src/iam/compare/tokens';
import { globOfTokens, matchesGlob } from '../../../src/iam/glob/glob';
import { cases } from '../../cases';

const only = (entries: readonly string[], not = false) => ({
  not,
  entries: entries.map((entry) => resourceTokens(entry, false)),
});

/** @returns of the entries of all selections those that are left */
function left(...selections: readonly (readonly string[])[]): string[] {
  const reduced = withoutCoveredEntries(selections.map((entries) => only(entries)));
  return selections.flatMap((entries, index) =>
    entries.filter((_, entry) => reduced[index]!.entries[entry]!.length > 0),
  );
}

const B = 'arn:aws:s3:::b';

test.each([
  ['everything', [[`${B}/*`, '*']], ['*']],
  ['a wider prefix', [[`${B}/x/*`, `${B}/*`, `${B}/y`]], [`${B}/*`]],
  ['of another statement', [[`${B}/x`], [`${B}/*`]], [`${B}/*`]],
  ['the same twice', [[`${B}/x`, `${B}/x`], [`${B}/x`]], [`${B}/x`]],
  ['a question mark', [[`${B}/ab`, `${B}/a?`]], [`${B}/a?`]],
  ['a star in the middle', [[`${B}/*x*/y`, `${B}/*/y`]], [`${B}/*/y`]],
  ['a star behind a star', [[`${B}/a*b*c`, `${B}/a*c`]], [`${B}/a*c`]],
  ['a question mark that a name stands for', [[`${B}/*x`, `${B}/?*`]], [`${B}/?*`]],
  ['in either order', [[`${B}/*?x`, `${B}/?*x`, `${B}/a`]], [`${B}/*?x`, `${B}/a`]],
  ['what says the same by other wildcards', [['arn:aws:s3*?:*:*:b', 'arn:aws:s3?*:*:*:b']], ['arn:aws:s3?*:*:*:b']],
])('leaves out what others name as well: %s', (_, selections, expected) => {
  expect(left(...selections)).toEqual(expected);
});

test.each([
  ['different names', [`${B}/x`, `${B}/y`]],
  ['overlapping patterns', [`${B}/x*`, `${B}/*x`]],
  ['a question mark is no star', [`${B}/?`, `${B}/ab`]],
  ['a star in one field does not reach the next', ['arn:aws:*:a:endpoint/x', 'arn:aws:s3:b:a:endpoint/x']],
])('keeps what says something of its own: %s', (_, entries) => {
  expect(left(entries)).toEqual(entries);
});

test('leaves exceptions as they are', () => {
  const exceptions = only([`${B}/x`, '*'], true);

  expect(withoutCoveredEntries([exceptions, only(['*'])])).toEqual([exceptions, only(['*'])]);
});

test('names the same texts as before', () => {
  const letter = fc.constantFrom('a', 'b', ':', '*', '?');
  const entry = fc.array(letter, { minLength: 1, maxLength: 6 }).map((letters) => `a:${letters.join('')}`);
  const text = fc.array(fc.constantFrom('a', 'b', ':'), { maxLength: 7 }).map((letters) => `a:${letters.join('')}`);
  const selection = fc.array(entry, { maxLength: 4 });
  const isNamed = (patterns: readonly (readonly number[])[], name: string) =>
    patterns.some((tokens) => matchesGlob(globOfTokens(tokens), name));

  fc.assert(
    fc.property(fc.array(selection, { maxLength: 3 }), fc.array(text, { maxLength: 9 }), (selections, names) => {
      for (const tokensOf of [actionTokens, (one: string) => resourceTokens(`arn:aws:s3:${one}`, false)]) {
        const all = selections.map((entries) => ({ not: false, entries: entries.map(tokensOf) }));
        const reduced = withoutCoveredEntries(all);
        for (const name of names.flatMap((one) => [one, `arn:aws:s3:${one}`])) {
          expect(
            isNamed(
              reduced.flatMap(({ entries }) => entries),
              name,
            ),
          ).toBe(
            isNamed(
              all.flatMap(({ entries }) => entries),
              name,
            ),
          );
        }
      }
    }),
    cases(800),
  );
});
