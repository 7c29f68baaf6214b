import fc from 'fast-check';
import { actionGlob } from '../../../src/iam/glob/action-pattern';
import { globIncludes, globsOverlap } from '../../../src/iam/glob/algebra';
import { globOfTokens, matchesGlob, Wildcard } from '../../../src/iam/glob/glob';
import { cases } from '../../cases';

/** What patterns are made of, and what that takes. */
const TOKENS: Readonly<Record<string, readonly [token: number, source: string]>> = {
  a: [97, 'a'],
  b: [98, 'b'],
  ':': [58, ':'],
  '/': [47, '/'],
  '?': [Wildcard.one, '[^]'],
  '*': [Wildcard.many, '[^]*'],
  'one in a field': [Wildcard.oneInField, '[^:]'],
  'many in a field': [Wildcard.manyInField, '[^:]*'],
  'one in a name': [Wildcard.oneInName, '[^:/]'],
  'many in a name': [Wildcard.manyInName, '[^:/]*'],
};

/** All patterns of some tokens against all texts of some characters, among which one that no pattern names stands for all such. */
describe.each<[what: string, tokens: readonly string[], length: number, characters: string, longestText: number]>([
  ['asterisks and question marks', ['a', 'b', '*', '?'], 4, 'abx', 7],
  ['wildcards for fields and names', Object.keys(TOKENS).filter((name) => name !== 'b'), 3, 'ax:/', 5],
])('of %s', (_, tokens, length, characters, longestText) => {
  const texts = sequences([...characters], longestText).map((letters) => letters.join(''));
  const patterns = sequences(tokens, length).map((names) => ({
    glob: globOfTokens(names.map((name) => TOKENS[name]![0])),
    matched: textsMatching(new RegExp(`^${names.map((name) => TOKENS[name]![1]).join('')}$`), texts),
    names,
  }));

  test('each pattern matches what a regular expression for it matches', () => {
    const wrong = patterns.filter(({ glob, matched }) =>
      texts.some((text) => matchesGlob(glob, text) !== matched.has(text)),
    );
    expect(wrong.map(({ names }) => names)).toEqual([]);
  });

  test('a pattern includes another one if it matches all of its texts', () => {
    const wrong = pairsOf(patterns).filter(
      ([outer, inner]) => globIncludes(outer.glob, inner.glob) !== isSubset(inner.matched, outer.matched),
    );
    expect(wrong.map(namesOf)).toEqual([]);
  });

  test('patterns overlap if they have a text in common', () => {
    const wrong = pairsOf(patterns).filter(
      ([one, other]) => globsOverlap(one.glob, other.glob) !== meet(one.matched, other.matched),
    );
    expect(wrong.map(namesOf)).toEqual([]);
  });
});

describe('of longer patterns', () => {
  const letters = (length: number) => fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: length });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'x'), maxLength: 16 });

  test('what one includes, it matches', () => {
    fc.assert(
      fc.property(letters(12), letters(12), text, (outer, inner, value) => {
        const [one, other] = [actionGlob(outer), actionGlob(inner)];
        return !globIncludes(one, other) || !matchesGlob(other, value) || matchesGlob(one, value);
      }),
      cases(400),
    );
  });

  test('each includes those with something else in place of an asterisk', () => {
    fc.assert(
      fc.property(letters(8), letters(8), letters(8), (before, instead, behind) => {
        return globIncludes(actionGlob(`${before}*${behind}`), actionGlob(before + instead + behind));
      }),
      cases(400),
    );
  });

  test('those that match the same text overlap', () => {
    const patternOf = (value: string) =>
      fc
        .array(fc.constantFrom('as it is', 'any', 'many', 'more'), { minLength: value.length, maxLength: value.length })
        .map((forms) => [...value].map((letter, index) => FORMS[forms[index]!]!(letter)).join(''));
    const pair = text.chain((value) => fc.tuple(patternOf(value), patternOf(value)));
    fc.assert(
      fc.property(pair, ([one, other]) => globsOverlap(actionGlob(one), actionGlob(other))),
      cases(400),
    );
  });
});

/** Patterns that match a letter. */
const FORMS: Readonly<Record<string, (letter: string) => string>> = {
  'as it is': (letter) => letter,
  any: () => '?',
  many: () => '*',
  more: (letter) => `*${letter}`,
};

describe('what would take too many steps', () => {
  const LONG = `*${'a?'.repeat(500)}`;
  const INNER = `*?${'a'.repeat(1_000)}`;

  test('is not told to be included, and not told to be apart', () => {
    expect(globIncludes(actionGlob(LONG), actionGlob(INNER))).toBe(false);
    expect(globsOverlap(actionGlob(`${LONG}b`), actionGlob(`${INNER}x`))).toBe(true);
  });

  test('takes no longer than other answers', () => {
    const outer = actionGlob('*?*a*a?*?*??*?*??*????????aaa***b?aaa');
    const inner = actionGlob('?bb?bbbb*b?*b???bb????*?bbb??bb?b???b??*a*ba*aa*aa?*a*b?ab*');
    const start = performance.now();
    globIncludes(outer, inner);
    globIncludes(inner, outer);
    globsOverlap(outer, inner);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

function textsMatching(expression: RegExp, texts: readonly string[]): Set<string> {
  return new Set(texts.filter((text) => expression.test(text)));
}

function isSubset<T>(set: ReadonlySet<T>, of: ReadonlySet<T>): boolean {
  for (const each of set) if (!of.has(each)) return false;
  return true;
}

function meet<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean {
  for (const each of one) if (other.has(each)) return true;
  return false;
}

/** All sequences of up to so many items. */
function sequences<T>(items: readonly T[], length: number): T[][] {
  if (length === 0) return [[]];
  const shorter = sequences(items, length - 1);
  return [
    ...shorter,
    ...shorter.filter((each) => each.length === length - 1).flatMap((each) => items.map((item) => [...each, item])),
  ];
}

function pairsOf<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((one) => items.map((other): [T, T] => [one, other]));
}

function namesOf(pair: readonly { readonly names: readonly string[] }[]): string {
  return pair.map(({ names }) => names.join(' ')).join(', ');
}
