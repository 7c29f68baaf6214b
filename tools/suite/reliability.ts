import type { Result } from './run';
import { replaceBetweenMarkers } from '../../projenrc/readme/between-markers';
import { groupBy } from '../../src/shared/group-by';

/** The page with the last results of the long suite, from the root. */
export const RELIABILITY = 'docs/reliability.md';

/** What the results are of. */
export interface LongRun {
  readonly commit: string;
  /** Year, month, day. */
  readonly date: string;
  readonly machine: string;
  /** That of the drawn cases. */
  readonly seed: number;
}

/** Something that was tried, by chance or one after the other, and whether it went as it should. */
interface Tallied {
  readonly kind: string;
  readonly held: boolean;
}

/** @param lines of JSON, as `test/tally.ts` writes them */
export function readTally(lines: string): Tallied[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Tallied);
}

/**
 * Puts results into the page. What did not run keeps what the page says of it, unless all of it was to run.
 *
 * @param page the whole text of the page
 * @param files results by test file
 * @throws if the page has lost its markers
 */
export function withResults(
  page: string,
  files: readonly Result[],
  run: LongRun,
  { tallied, isWhole }: { readonly tallied: readonly Tallied[]; readonly isWhole: boolean },
): string {
  const results = { header: ['Suite', 'Passed', 'Failed', 'Seconds', 'Commit', 'Date', 'Machine', '`CASES_SEED`'] };
  const { commit, date, machine, seed } = run;
  const suites = files.map(({ name, passed, failed, seconds }) =>
    [`[${name}](../${name})`, passed, failed, seconds.toFixed(0), commit, date, machine, seed].map(String),
  );
  const tried = { header: ['What', 'Tried', 'Held'] };
  const kinds = groupBy(tallied, ({ kind }) => kind).map((group) =>
    [group[0]!.kind, group.length, group.filter(({ held }) => held).length].map(String),
  );
  const before = (marker: string) => (isWhole ? [] : rowsIn(page, marker));
  return replaceBetweenMarkers(
    replaceBetweenMarkers(page, 'results', table(results.header, renewed(before('results'), suites))),
    'tried',
    table(tried.header, renewed(before('tried'), kinds)),
  );
}

/** By their first cell, which is what they are about. */
function renewed(before: readonly Row[], now: readonly Row[]): Row[] {
  const rows = new Map([...before, ...now].map((row) => [row[0], row]));
  return [...rows.values()].sort(([a], [b]) => (a! < b! ? -1 : 1));
}

type Row = readonly string[];

/** The first cell is text, all others are numbers or alike. */
function table(header: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function rowsIn(page: string, marker: string): Row[] {
  const [, content = ''] = new RegExp(`<!-- ${marker}:begin -->(.*)<!-- ${marker}:end -->`, 's').exec(page) ?? [];
  const lines = content.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) => line.slice(2, -2).split(' | '));
}
