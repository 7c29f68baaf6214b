import type { Ports } from './ports';
import { type ReportFile, workflowFile } from './report-files';
import { renderJson } from '../report/json/json-report';
import type { Report } from '../report/model';
import { renderSarif } from '../report/sarif';

export interface ReportFilesOptions {
  readonly sarifFile?: string;
  readonly reportFile?: string;
  readonly secrets: readonly string[];
}

/** The files that the workflow asks for. */
export function reportFilesOf(
  report: Report,
  { sarifFile, reportFile, secrets }: ReportFilesOptions,
  { environment }: Pick<Ports, 'environment'>,
): ReportFile[] {
  const locate = () => ({ file: workflowFile(environment.GITHUB_WORKFLOW_REF) });
  return [
    ...(sarifFile
      ? [{ input: 'sarif-file' as const, path: sarifFile, render: () => renderSarif(report, { locate, secrets }) }]
      : []),
    ...(reportFile
      ? [{ input: 'report-file' as const, path: reportFile, render: () => renderJson(report, { secrets }) }]
      : []),
  ];
}
