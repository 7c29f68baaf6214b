import { findingLocator } from './finding-location';
import type { Ports } from './ports';
import { type ReportFile, workflowFile } from './report-files';
import type { Report } from '../report/model';
import { renderHtml } from '../report/render/html/html-report';
import { renderJson } from '../report/render/json/json-report';
import { renderSarif } from '../report/render/sarif';
import type { Request } from '../request/request';

/** The files that the workflow asks for. */
export function requestedFiles(
  report: Report,
  request: Request,
  { environment }: Pick<Ports, 'environment'>,
): ReportFile[] {
  const { sarifFile, reportFile, reportHtml } = request;
  const policy = report.outcome === 'invalid-input' ? undefined : report.access?.policy.after;
  const locate = findingLocator({ ...request, policy, workflow: workflowFile(environment.GITHUB_WORKFLOW_REF) });
  return [
    ...(sarifFile
      ? [{ input: 'sarif-file' as const, path: sarifFile, render: () => renderSarif(report, locate) }]
      : []),
    ...(reportFile ? [{ input: 'report-file' as const, path: reportFile, render: () => renderJson(report) }] : []),
    ...(reportHtml ? [{ input: 'report-html' as const, path: reportHtml, render: () => renderHtml(report) }] : []),
  ];
}
