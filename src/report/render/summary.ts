import { blocksOf } from '../blocks';
import { renderWithin, SUMMARY_LIMIT } from './budget';
import { footer } from '../content/footer';
import type { Report } from '../model';
import { redactReport } from '../redact';

/** @returns the Markdown for the job summary, on the page of the run: at most 1 MiB */
export function renderSummary(report: Report, { secrets }: { readonly secrets: readonly string[] }): string {
  const redacted = redactReport(report, secrets);
  return `${renderWithin({ limit: SUMMARY_LIMIT - 1 }, [...blocksOf(redacted), ...footer(redacted, false)])}\n`;
}
