import { isReplayed, isUsed, usedAfter } from '../../src/action/approval-use';
import { APPROVED, RUN } from '../report/samples';

const at = (second: number) => `2026-01-01T00:00:0${second}Z`;
const newest = { at: at(5), by: 'mona', pullRequest: 7 };
const runNumbered = (id: number | string, attempt = 1) => ({
  ...RUN,
  attempt,
  url: `https://github.com/acme/churn/actions/runs/${id}`,
});

it.each([
  [4, true],
  [5, true],
  [6, false],
])('an approval of second %i is used where one of second 5 was: %p', (second, expected) => {
  expect(isUsed({ at: at(second) }, { newest })).toBe(expected);
  expect(isUsed({ at: at(second) }, {})).toBe(false);
});

it('compares times, and not their texts', () => {
  expect(isUsed({ at: '2026-01-01T01:00:05+01:00' }, { newest })).toBe(true);
  expect(isUsed({ at: '2026-01-01T00:00:05.500Z' }, { newest })).toBe(false);
  expect(isUsed({ at: 'later' }, { newest })).toBe(true);
  expect(isUsed({ at: at(6) }, { newest: { ...newest, at: 'yesterday' } })).toBe(true);
});

it.each([
  [runNumbered(7, 2), true],
  [runNumbered(6, 3), true],
  [runNumbered(8, 2), false],
  [runNumbered(7, 1), false],
  [runNumbered('', 2), true],
])('a run that is started again is known: %j', (run, expected) => {
  expect(isReplayed(run, { withoutGithub: { run: 7 } })).toBe(expected);
  expect(isReplayed(run, {})).toBe(false);
});

it('remembers what was used last, each of its kind', () => {
  const used = usedAfter(APPROVED, RUN, { withoutGithub: { run: 3 } });
  expect(used).toEqual({ newest: { at: APPROVED.at, by: 'mona', pullRequest: 7 }, withoutGithub: { run: 3 } });
  const withoutGithub = { state: 'without-github', reason: 'GitHub is down.' } as const;
  expect(usedAfter(withoutGithub, runNumbered(12), used)).toEqual({ ...used, withoutGithub: { run: 12 } });
  expect(usedAfter(withoutGithub, runNumbered(2), used)).toEqual(used);
  expect(usedAfter(withoutGithub, runNumbered(''), used)).toEqual(used);
});
