import type { Ports } from './ports';
import type { Progress } from './progress';
import type { Report } from '../report/model';
import { redactReport } from '../report/redact';
import { renderSummary } from '../report/render/summary';
import type { Request } from '../request/request';

/**
 * Tells of a cancellation as it comes: the runner kills a cancelled step after ten seconds, and a request to AWS that is in
 * flight may take longer. The report replaces what is told here.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
 */
export function tellOfCancelling(request: Request, progress: Progress, ports: Ports): void {
  const tell = () => {
    const inFlight = progress.inFlight();
    const message = `Cancelling; in flight: ${inFlight.join(', ') || 'nothing'}.`;
    ports.log.info(`${message} What is in flight is finished and recorded, and nothing else is begun.`);
    const report: Report = {
      outcome: 'failed',
      command: request.command,
      run: ports.run,
      endpoint: request.target.endpoint,
      failure: {
        reason: 'cancelled',
        message,
        hint: 'Where this is all there is, the runner has killed the step before it was done: what was in flight may have been made and not recorded. Look with `command: preview` before the next `up`.',
      },
    };
    // Whatever can't be written now is tried again with the report, which tells of it.
    ignoringFailure(() => ports.save('cancelled', 'true'));
    ignoringFailure(() => ports.output('failure-reason', 'cancelled'));
    ignoringFailure(() => ports.summary(renderSummary(redactReport(report, ports.secrets))));
  };
  ports.signal.addEventListener('abort', tell, { once: true });
}

function ignoringFailure(write: () => unknown): void {
  void (async () => write())().catch(() => undefined);
}
