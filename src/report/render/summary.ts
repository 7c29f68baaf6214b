import { renderWithin } from './markdown/limit';
import { footer } from '../content/footer';
import { blocksOf } from '../content/report';
import { code, words } from '../inline';
import type { Report } from '../model';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const LIMIT = 1_048_576;

const WHOLE = words`all of it is in the file that the input ${code('report-file')} names, where it names one`;

/** @returns the Markdown for the job summary, on the page of the run: at most 1 MiB, for GitHub shows nothing of a larger one */
export function renderSummary(report: Report): string {
  const blocks = [...blocksOf(report), ...footer(report, false)];
  return `${renderWithin({ bytes: LIMIT - 1, whole: WHOLE }, blocks)}\n`;
}
