import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTally, RELIABILITY, withResults } from '../../tools/suite/reliability';

const ROOT = join(__dirname, '../..');
const RUN = { commit: 'c0ffee', date: '2026-01-02', machine: '2 cores and 8 GiB', seed: 7 };
const PAGE =
  '# Title\n\n<!-- tried:begin -->\nold\n<!-- tried:end -->\n<!-- results:begin -->\nold\n<!-- results:end -->\n';

const TALLY = '{"kind":"Races","held":true}\n{"kind":"Kills","held":true}\n{"kind":"Races","held":false}\n';

test('a row for each file in the order of their names, and one for all', () => {
  const files = [
    { name: 'test/long/b.long.test.ts', passed: 2, failed: 0, seconds: 61.4 },
    { name: 'test/long/a.long.test.ts', passed: 3, failed: 1, seconds: 0.2 },
  ];
  expect(withResults(PAGE, files, RUN, readTally(TALLY))).toBe(
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
      'Commit c0ffee, 2026-01-02, on 2 cores and 8 GiB; cases drawn with `CASES_SEED=7`.',
      '',
      '| Suite | Passed | Failed | Seconds |',
      '| --- | ---: | ---: | ---: |',
      '| [test/long/a.long.test.ts](../test/long/a.long.test.ts) | 3 | 1 | 0 |',
      '| [test/long/b.long.test.ts](../test/long/b.long.test.ts) | 2 | 0 | 61 |',
      '| **All** | 5 | 1 | 62 |',
      '',
      '<!-- results:end -->',
      '',
    ].join('\n'),
  );
});

test('the page names every long test file that there is, and no other', () => {
  const page = readFileSync(join(ROOT, RELIABILITY), 'utf8');
  const named = new Set(page.match(/test\/long\/[\w/-]+\.long\.test\.ts/g));
  expect([...named].sort()).toEqual(globSync('test/long/**/*.long.test.ts', { cwd: ROOT }).sort());
});
