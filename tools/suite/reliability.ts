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
 * @param page the whole text of the page
 * @param files results by test file
 * @throws if the page has lost its markers
 */
export function withResults(page: string, files: readonly Result[], run: LongRun, tallied: readonly Tallied[]): string {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const total = (key: 'passed' | 'failed' | 'seconds') => files.reduce((sum, file) => sum + file[key], 0);
  const lines = [
    `Commit ${run.commit}, ${run.date}, on ${run.machine}; cases drawn with \`CASES_SEED=${run.seed}\`.`,
    '',
    '| Suite | Passed | Failed | Seconds |',
    '| --- | ---: | ---: | ---: |',
    ...sorted.map(({ name, passed, failed, seconds }) =>
      row([`[${name}](../${name})`, passed, failed, seconds.toFixed(0)]),
    ),
    row(['**All**', total('passed'), total('failed'), total('seconds').toFixed(0)]),
  ];
  return replaceBetweenMarkers(
    replaceBetweenMarkers(page, 'results', lines.join('\n')),
    'tried',
    tallyTable(tallied).join('\n'),
  );
}

function tallyTable(tallied: readonly Tallied[]): string[] {
  const rows = groupBy(tallied, ({ kind }) => kind)
    .map((group) => [group[0]!.kind, group.length, group.filter(({ held }) => held).length] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return ['| What | Tried | Held |', '| --- | ---: | ---: |', ...rows.map(row)];
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
