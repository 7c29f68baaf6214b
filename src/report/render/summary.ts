import { renderWithin } from './markdown/limit';
import { footer } from '../content/footer';
import { blocksOf } from '../content/report';
import type { Report } from '../model';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const LIMIT = 1_048_576;

/** @returns the Markdown for the job summary, on the page of the run: at most 1 MiB */
export function renderSummary(report: Report): string {
  return `${renderWithin({ bytes: LIMIT - 1 }, [...blocksOf(report), ...footer(report, false)])}\n`;
}
