import { type Approvable, shownBy } from './approvable';
import { changedLinesFor } from './changed-lines';
import { comment } from './comment';
import { resultOutputs } from './outputs';
import { commentKeyOf, type Plan } from './plan';
import { type Ports, setOutputs } from './ports';
import { writeReportFiles } from './report-files';
import type { Thread } from './thread';
import type { InputName } from '../contract';
import type { CommentKey } from '../github/marker';
import { idleSentences } from '../report/content/notes';
import type { Report, RoleReport, Verification } from '../report/model';
import { redactReport } from '../report/redact';
import { plainHeadline, renderLog } from '../report/render/log';
import { renderSummary } from '../report/render/summary';
import { failureText } from '../report/words/access-tests';
import { expectedText } from '../request/problem';
import type { Request } from '../request/request';

/** What is known besides the report; nothing but the thread where the inputs are invalid. */
interface PublishContext {
  readonly plan?: Plan;
  readonly request?: Request;
  readonly thread: Thread;
}

/**
 * Tells the result everywhere, without the secrets. What needs no network comes first: it must be there whatever GitHub says.
 * What can't be told in one place is told in the others, and that it is missing in one is told as well.
 *
 * @returns whether the outputs are written, on which other jobs rely
 */
export async function publish(told: Report, context: PublishContext, ports: Ports): Promise<boolean> {
  const report = redactReport(told, ports.secrets);
  const warn = async (text: string) => ports.log.warning(text);
  const tell = async (where: string, write: () => unknown) => {
    try {
      await write();
      return true;
    } catch (error) {
      // A log that is broken keeps nothing from the other places.
      await Promise.allSettled([warn(`${where} could not be written: ${(error as Error).message}`)]);
      return false;
    }
  };
  await tell('The log', () => renderLog(report).forEach((line) => ports.log.info(line)));
  const hasOutputs = await tell('The outputs', () => setOutputs(resultOutputs(report), ports));
  await tell('The annotations', () => annotate(report, ports));
  await tell('The job summary', () => ports.summary(renderSummary(report)));
  await tell('The report files', () => writeFiles(report, context.request, ports));
  let url: string | undefined;
  await tell('The comment', async () => {
    url = await comment(report, commentSettings(report, context, ports), context.thread, ports);
  });
  const hasUrl = await tell('The output comment-url', () => setOutputs({ 'comment-url': url ?? '' }, ports));
  return hasOutputs && hasUrl;
}

function annotate(report: Report, ports: Ports): void {
  const { log } = ports;
  const access = report.outcome === 'invalid-input' ? undefined : report.access;
  if (access?.approval?.state === 'without-github') {
    log.warning(access.approval.reason, 'Nobody approved this on GitHub');
  }
  if (access) annotateIgnored(access, ports);
  if (access?.verification) annotateVerification(access.verification, ports);
  if (access) annotateTests(access, ports);
  if (report.outcome === 'invalid-input') {
    for (const problem of report.problems) {
      const { name, value, at } = problem;
      log.error(
        `${name}: expected ${expectedText(problem)}${value === undefined ? '' : `, but got ${value}`}`,
        'Invalid input',
        at,
      );
    }
  } else if (report.outcome === 'failed') {
    const { message, hint } = report.failure;
    log.error([message, hint].filter(Boolean).join(' '), plainHeadline(report));
  } else if (report.command === 'drift' && report.access.changes.length > 0) {
    log.warning(plainHeadline(report), 'Drift');
  }
}

/** Each test of access that does not hold, at its line. */
function annotateTests({ accessTests }: RoleReport, { log }: Ports): void {
  for (const { test, verdict } of accessTests?.results ?? []) {
    if (verdict.holds) continue;
    const place = { file: accessTests!.file, line: test.line };
    log.error(failureText(test, verdict), `Access test: ${test.name}`, place);
  }
}

/** What passes by `ignore-findings`, and what is in there for nothing. */
function annotateIgnored(access: RoleReport, { log }: Ports): void {
  for (const { id, severity, message, ignored } of access.assessment?.findings ?? []) {
    if (ignored !== undefined) log.notice(`${message} Ignored: ${ignored}`, `Ignored: ${id} (${severity})`);
  }
  for (const sentence of idleSentences(access)) log.warning(sentence, 'Nothing to ignore');
}

/** What nobody would learn before it is denied, and what AWS says once it is too late to hold anything back. */
function annotateVerification({ deployRole, simulation }: Verification, { log }: Ports): void {
  const missing = deployRole?.missing ?? [];
  if (missing.length > 0) {
    const actions = [...new Set(missing.map(({ action }) => action))].join(', ');
    log.warning(
      `${deployRole!.arn} may not do what this change needs: ${actions}. The report has the statements that allow it.`,
      'up would be denied',
    );
  }
  const disagreements = simulation?.of === 'role' ? simulation.disagreements : [];
  if (disagreements.length > 0) {
    const actions = [...new Set(disagreements.map(({ action }) => action))].join(', ');
    log.warning(
      `AWS's simulator says something else than the report of what the role may do: ${actions}.`,
      'AWS disagrees',
    );
  }
}

/** Loaded when they are asked for: they know of every check. */
async function writeFiles(report: Report, request: Request | undefined, ports: Ports): Promise<void> {
  if (!request?.sarifFile && !request?.reportFile && !request?.reportHtml) return;
  const { requestedFiles } = await import('./requested-files');
  const files = requestedFiles(report, request, ports);
  await writeReportFiles(files, { write: ports.writeFile, log: ports.log });
}

function commentSettings(report: Report, { plan, request, thread }: PublishContext, ports: Ports) {
  const { input } = ports;
  const unresolved = unresolvedKey(input);
  const key = plan ? commentKeyOf(plan) : unresolved;
  const chosen = request?.comment ?? (input('comment') === 'never' ? ('never' as const) : ('changes' as const));
  // What the comment shows is still what the pull request asks for.
  const when = request?.command === 'unlock' ? 'never' : chosen;
  return {
    when,
    key: thread.readableKey(key),
    shows: plan && request && shownBy(report, plan, request),
    approval: request && approvalMeans(request),
    changedLines: changedLinesFor(report, request, ports),
    // One that has a secret in it is written over.
    formerKeys: [...(plan ? [thread.readableKey(unresolved), unresolved] : []), key],
  };
}

function approvalMeans({ requireApproval, approvalBy, approvalLabel }: Request): Approvable['approval'] {
  if (requireApproval === 'never') return undefined;
  return approvalBy === 'review' ? { by: 'review' } : { by: 'label', label: approvalLabel };
}

/**
 * By this key a comment is found again that was written before it was clear which stack it is about. It has as few inputs
 * as possible: those that are wrong will have other values when they are right.
 */
function unresolvedKey(input: (name: InputName) => string): CommentKey {
  return { stack: input('stack-name') || input('endpoint'), backend: 'unresolved' };
}
