import { renderWithin } from './markdown/limit';
import { type ChangedLine, changedLinesSection } from '../content/changed-lines';
import { footer, runLink } from '../content/footer';
import { blocksOf } from '../content/report';
import { words } from '../inline';
import type { Report } from '../model';

interface ChangedLines {
  readonly lines: readonly ChangedLine[];
  /** The address of the pull request's page. */
  readonly pullRequest: string;
}

/** Of a comment; GitHub counts characters, of which there are never more than bytes. */
const LIMIT = 65_536;

/**
 * @param marker the hidden text by which the comment is found again; it comes first
 * @param changed what the pull request changes of the inputs, as far as it is known
 * @returns the body of the pull-request comment: at most 65,536 bytes, and the same to the byte for the same result on the
 *   same commit, except for the address of the run (which is left out where nothing changed)
 */
export function renderComment(report: Report, marker: string, changed?: ChangedLines): string {
  const causes = changed ? changedLinesSection(changed.lines, changed.pullRequest) : [];
  const blocks = [...blocksOf(report, causes), ...footer(report, !isQuiet(report))];
  const bytes = LIMIT - Buffer.byteLength(`${marker}\n`);
  return `${marker}\n${renderWithin({ bytes, whole: words`all of it is in the ${runLink(report.run)}` }, blocks)}`;
}

/** Whether the report says that all is as it should be. */
function isQuiet(report: Report): boolean {
  if (report.outcome !== 'completed') return false;
  const { changes, foreignPolicies } = report.access;
  return changes.length === 0 && foreignPolicies.length === 0;
}
