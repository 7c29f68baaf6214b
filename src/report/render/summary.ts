import { renderWithin } from './markdown/limit';
import { footer } from '../content/footer';
import { blocksOf } from '../content/report';
import type { Report } from '../model';
import { redactReport } from '../redact';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const LIMIT = 1_048_576;

/** @returns the Markdown for the job summary, on the page of the run: at most 1 MiB */
export function renderSummary(report: Report, { secrets }: { readonly secrets: readonly string[] }): string {
  const redacted = redactReport(report, secrets);
  return `${renderWithin({ bytes: LIMIT - 1 }, [...blocksOf(redacted), ...footer(redacted, false)])}\n`;
}
