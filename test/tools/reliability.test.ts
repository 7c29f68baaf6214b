import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTally, RELIABILITY, withResults } from '../../tools/suite/reliability';

const ROOT = join(__dirname, '../..');
const RUN = { commit: 'c0ffee', date: '2026-01-02', machine: '2 cores and 8 GiB', seed: 7 };
const PAGE =
  '# Title\n\n<!-- tried:begin -->\nold\n<!-- tried:end -->\n<!-- results:begin -->\nold\n<!-- results:end -->\n';

const TALLY = '{"kind":"Races","held":true}\n{"kind":"Kills","held":true}\n{"kind":"Races","held":false}\n';

const A = { name: 'test/long/a.long.test.ts', passed: 3, failed: 1, seconds: 0.2 };
const B = { name: 'test/long/b.long.test.ts', passed: 2, failed: 0, seconds: 61.4 };

test('a row for each file in the order of their names, with what it is of', () => {
  expect(withResults(PAGE, [B, A], RUN, { tallied: readTally(TALLY), isWhole: true })).toBe(
    [
      '# Title',
      '',
      '<!-- tried:begin -->',
      '',
      '| What | Tried | Held |',
      '| --- | ---: | ---: |',
      '| Kills | 1 | 1 |',
      '| Races | 2 | 1 |',
      '',
      '<!-- tried:end -->',
      '<!-- results:begin -->',
      '',
      '| Suite | Passed | Failed | Seconds | Commit | Date | Machine | `CASES_SEED` |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      '| [test/long/a.long.test.ts](../test/long/a.long.test.ts) | 3 | 1 | 0 | c0ffee | 2026-01-02 | 2 cores and 8 GiB | 7 |',
      '| [test/long/b.long.test.ts](../test/long/b.long.test.ts) | 2 | 0 | 61 | c0ffee | 2026-01-02 | 2 cores and 8 GiB | 7 |',
      '',
      '<!-- results:end -->',
      '',
    ].join('\n'),
  );
});

test('what ran again has a new row, and what did not keeps its own, unless all of it was to run', () => {
  const page = withResults(PAGE, [A, B], RUN, { tallied: readTally(TALLY), isWhole: true });
  const again = { ...RUN, commit: 'decade', seed: 8 };
  const tallied = [{ kind: 'Races', held: true }];
  const renewed = withResults(page, [{ ...A, failed: 0 }], again, { tallied, isWhole: false });
  expect(renewed.split('\n').filter((line) => /^\| (\[|Kills|Races)/.test(line))).toEqual([
    '| Kills | 1 | 1 |',
    '| Races | 1 | 1 |',
    '| [test/long/a.long.test.ts](../test/long/a.long.test.ts) | 3 | 0 | 0 | decade | 2026-01-02 | 2 cores and 8 GiB | 8 |',
    '| [test/long/b.long.test.ts](../test/long/b.long.test.ts) | 2 | 0 | 61 | c0ffee | 2026-01-02 | 2 cores and 8 GiB | 7 |',
  ]);
  expect(withResults(page, [A], again, { tallied: [], isWhole: true })).not.toContain('b.long');
});

test('the page names every long test file that there is, and no other', () => {
  const page = readFileSync(join(ROOT, RELIABILITY), 'utf8');
  const named = new Set(page.match(/test\/long\/[\w/-]+\.long\.test\.ts/g));
  expect([...named].sort()).toEqual(globSync('test/long/**/*.long.test.ts', { cwd: ROOT }).sort());
});
