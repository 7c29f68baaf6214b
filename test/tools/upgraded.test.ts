import { upgraded } from '../../tools/suite/upgraded';

const NOW = new Date('2026-03-31T00:00:00Z');
const OLD = '2026-03-01T00:00:00Z';

it.each([
  [
    'the newest of the same major version',
    '1.2.3',
    { '1.2.3': OLD, '1.3.0': OLD, '1.10.0': OLD, '2.0.0': OLD },
    '1.10.0',
  ],
  ['below 1.0.0 of the same minor version', '0.2.3', { '0.2.3': OLD, '0.2.4': OLD, '0.3.0': OLD }, '0.2.4'],
  ['nothing that is not out for two weeks', '1.2.3', { '1.2.4': OLD, '1.2.5': '2026-03-18T00:00:00Z' }, '1.2.4'],
  ['nothing that is not final', '1.2.3', { '1.3.0-rc.1': OLD }, '1.2.3'],
  ['nothing that is older', '1.2.3', { '1.2.2': OLD }, '1.2.3'],
  ['no date that is not of a version', '1.2.3', { created: OLD, modified: OLD }, '1.2.3'],
])('takes %s', (_, present, releases, expected) => {
  const { text, upgrades } = upgraded(`devDeps: ['@a/b.c@${present}'],`, () => releases, NOW);
  expect(text).toBe(`devDeps: ['@a/b.c@${expected}'],`);
  expect(upgrades).toEqual(expected === present ? [] : [`@a/b.c: ${present} → ${expected}`]);
});

it('goes by the real name of a package that has another one here', () => {
  const releases = (name: string): Record<string, string> => (name === '@a/b' ? { '1.3.0': OLD } : {});
  expect(upgraded("['c@npm:@a/b@1.2.3']", releases, NOW).text).toBe("['c@npm:@a/b@1.3.0']");
});

it('asks for every package that is pinned, and for no other', () => {
  const asked: string[] = [];
  const releases = (name: string) => (asked.push(name), {});
  upgraded("['a@1.0.0', 'b@^1.0.0', 'projen@>=0.103.0 <1', '@c/d@2.0.0']; const major = '22.1.0';", releases, NOW);
  expect(asked).toEqual(['a', '@c/d']);
});
