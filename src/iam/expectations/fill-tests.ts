import type { AccessTest } from './access-test';
import { casesOf } from './described';
import { fillTest, type Sources } from './fill-test';
import type { PlaceholderValues } from './placeholders';
import type { WrittenTest } from './written-test';
import { foremost, type PlaceProblem } from '../../shared/place-problem';

/** Of all tests of a file: each is looked at by itself, which takes some milliseconds. */
const MAX_CASES_IN_ALL = 400;

/**
 * The tests of a file for one model.
 *
 * @param sources what to do about a placeholder that has no value
 * @returns no tests if there are problems
 */
export function fillTests(
  written: readonly WrittenTest[],
  values: PlaceholderValues,
  sources: Sources,
): { readonly tests: readonly AccessTest[]; readonly problems: readonly PlaceProblem[] } {
  const filled = written.map((each) => fillTest(each, values, sources));
  const tests = filled.flatMap(({ test }) => test ?? []);
  const cases = tests.reduce((sum, test) => sum + casesOf(test).length, 0);
  const problems = [
    ...filled.flatMap((each) => each.problems),
    ...(cases > MAX_CASES_IN_ALL
      ? [
          {
            line: 1,
            column: 1,
            expected: `at most ${MAX_CASES_IN_ALL} combinations of values in all tests, not ${cases}`,
          },
        ]
      : []),
  ];
  return problems.length > 0 ? { tests: [], problems: foremost(problems) } : { tests, problems };
}
