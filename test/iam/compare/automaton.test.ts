import { automatonOf, lettersFrom, matchedPatterns, stateAfter } from '../../../src/iam/compare/automaton';
import { axisOf } from '../../../src/iam/compare/axis';
import { effortOf } from '../../../src/iam/compare/effort';
import { explore } from '../../../src/iam/compare/explore';
import { actionTokens } from '../../../src/iam/compare/tokens';
import { codeUnits, textOf } from '../../../src/iam/glob/glob';
import { referenceGlob } from '../../../src/iam/glob/reference-pattern';

const PATTERNS = ['s3:get*', 's3:*object', 's3:getobject'];
const automaton = automatonOf(PATTERNS.map(actionTokens), PATTERNS.length);

test.each([
  ['s3:getobject', [0, 1, 2]],
  ['s3:getbucketacl', [0]],
  ['s3:putobject', [1]],
  ['s3:object', [1]],
  ['s3:', []],
  ['s3', []],
])('of the patterns side by side, those that match %s are %j', (text, expected) => {
  expect(matchedPatterns(automaton, stateAfter(automaton, codeUnits(text))).sort()).toEqual(expected);
});

test('texts that lead to the same state are told apart by nothing that comes behind them', () => {
  const [one, other] = ['s3:geta', 's3:getb'].map((text) => stateAfter(automaton, codeUnits(text)));
  expect(one).toBe(other);
});

test.each([
  ['s3:', 'xgo'],
  ['s', '3'],
])('behind %s only these letters need to be tried: %s', (text, letters) => {
  expect(textOf(lettersFrom(automaton, stateAfter(automaton, codeUnits(text))))).toBe(letters);
});

test('what stops a wildcard is a letter of its own', () => {
  const names = automatonOf([referenceGlob('a%').tokens], 1);
  expect(textOf(lettersFrom(names, stateAfter(names, codeUnits('ab'))))).toBe('x:/');
});

test('each state is found once, with a shortest text that leads to it', () => {
  const found: string[] = [];
  explore(
    automatonOf([actionTokens('a?*'), actionTokens('ab')], 1),
    (_, letters) => found.push(textOf(letters())),
    effortOf(100),
  );
  expect(found).toEqual(['', 'a', 'ax', 'ab', 'axx']);
});

test('texts that have none of the forms are not looked for', () => {
  const found: string[] = [];
  explore(
    automatonOf([codeUnits('ab'), actionTokens('x*')], 1),
    (_, letters) => found.push(textOf(letters())),
    effortOf(100),
  );
  expect(found).toEqual(['', 'a', 'ab']);
});

test('nothing more is found once the effort is spent', () => {
  const found: string[] = [];
  const effort = effortOf(1);
  explore(automatonOf([codeUnits('abc')], 1), (_, letters) => found.push(textOf(letters())), effort);
  expect([found, effort.isSpent]).toEqual([['', 'a'], true]);
});

test('texts are one class if the same statements name them, each by the same entry', () => {
  const [all, but] = [
    { not: false, entries: ['s3:*', 's3:get*'] },
    { not: true, entries: ['*object'] },
  ];
  const axis = axisOf([all, but], ({ not, entries }) => ({ not, entries: entries.map(actionTokens) }), [
    actionTokens('?*:?*'),
  ]);
  const classes = axis
    .classes(effortOf(1_000))
    .map(({ letters, naming }) => [textOf(letters), [naming.has(all!) && naming.get(all!), naming.has(but!)]]);
  expect(classes).toEqual([
    ['x:x', [false, true]],
    ['s3:x', [0, true]],
    ['x:object', [false, false]],
    ['s3:object', [0, false]],
  ]);
});
