import type { Result } from './run';
import { replaceBetweenMarkers } from '../../projenrc/readme/between-markers';

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

/**
 * @param page the whole text of the page
 * @param files results by test file
 * @throws if the page has lost its markers
 */
export function withResults(page: string, files: readonly Result[], run: LongRun): string {
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
  return replaceBetweenMarkers(page, 'results', lines.join('\n'));
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
