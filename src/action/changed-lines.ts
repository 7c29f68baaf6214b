import { changedInputs } from './changed-inputs';
import type { Ports } from './ports';
import { workflowFile } from './report-files';
import type { OpenThread } from './thread';
import { isBroadening } from '../report/broadening';
import type { ChangedLine } from '../report/content/changed-lines';
import type { Report } from '../report/model';
import { cleanTexts, redactor } from '../report/redact';
import type { Request } from '../request/request';
import { abortable } from '../shared/abortable';

/** Milliseconds that a comment waits for it: it says what changes without it, too. */
const PATIENCE = 5_000;

/**
 * @returns looks for the lines of the pull request that change what the Action is given; absent where nobody would ask for
 *   them, for it takes a request to GitHub
 */
export function changedLinesFor(
  report: Report,
  request: Request | undefined,
  { environment, secrets, log }: Pick<Ports, 'environment' | 'secrets' | 'log'>,
): ((thread: OpenThread) => Promise<readonly ChangedLine[]>) | undefined {
  if (!request || !isWorthCauses(report)) return undefined;
  const sources = {
    workflow: workflowFile(environment.GITHUB_WORKFLOW_REF),
    files: request.extraStatementsSource ? [request.extraStatementsSource.file] : [],
  };
  return async ({ api, pullRequest }) => {
    try {
      const files = await abortable(api.changedFiles(pullRequest), AbortSignal.timeout(PATIENCE));
      return cleanTexts(changedInputs(files, sources), redactor(secrets));
    } catch (error) {
      log.debug(`What the pull request changes of the inputs is not known: ${(error as Error).message}`);
      return [];
    }
  };
}

function isWorthCauses(report: Report): boolean {
  if (report.outcome === 'invalid-input' || (report.command !== 'preview' && report.command !== 'up')) return false;
  const { access } = report;
  if (!access || access.changes.length === 0) return false;
  return isBroadening(access) || (access.assessment?.findings ?? []).some(({ ignored }) => ignored === undefined);
}
