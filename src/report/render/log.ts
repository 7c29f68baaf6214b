import { expectedText } from '../../request/problem';
import { engineCount } from '../content/footer';
import { headline } from '../content/headline';
import { idleSentences } from '../content/notes';
import { verificationItems } from '../content/verification';
import { type Part, textOf } from '../inline';
import type { Approval, Report, RoleReport } from '../model';
import { shortened, visible, visibleLines, withoutCommands } from '../visible';
import { countText, failureText } from '../words/access-tests';
import { inOrder, PROGRESS, propertyPhrases, resourceWords, unmetPhrases } from '../words/changes';
import { driftNext } from '../words/drift';

const MAX_VALUE = 80;

/**
 * The report for the job log: plain lines without colours. No line starts with text from outside, for the runner takes
 * lines that start with `::` as commands.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderLog(report: Report): string[] {
  return [plainHeadline(report), ...engineCount(report).map((count) => `Pulumi: ${count}`), ...bodyOf(report)].map(
    withoutCommands,
  );
}

/** How the run ended, and for which endpoint, as plain text. */
export function plainHeadline(report: Report): string {
  return plain(headline(report));
}

function bodyOf(report: Report): string[] {
  switch (report.outcome) {
    case 'invalid-input':
      return aligned(
        report.problems.map((problem) => [
          `Input ${visible(problem.name)}`,
          problem.value === undefined ? '(none)' : visible(shortened(problem.value, MAX_VALUE)),
          `expected ${visible(expectedText(problem))}`,
        ]),
      );
    case 'failed': {
      const { failure, access } = report;
      return [
        `Reason: ${failure.reason}: ${visible(failure.message)}`,
        ...(failure.hint ? [`What to do: ${visible(failure.hint)}`] : []),
        ...(access ? accessLines(access) : []),
        ...visibleLines(failure.details ?? '')
          .filter((line) => line !== '')
          .map((line) => `  | ${line}`),
      ];
    }
    case 'completed': {
      const { access } = report;
      const next = report.command === 'drift' ? driftNext(access.changes) : '';
      return [
        ...(next === '' ? [] : [`What to do: ${next}`]),
        ...accessLines(access),
        ...(['destroy', 'unlock'].includes(report.command) ? [] : outputLines(access)),
      ];
    }
  }
}

function accessLines(access: RoleReport): string[] {
  const notes = [...access.unseen, ...idleSentences(access), ...access.notes];
  return [
    ...approvalLines(access.approval),
    ...(access.verification ? verificationItems(access.verification).map((item) => `AWS: ${plain(item)}`) : []),
    ...testLines(access),
    ...changeLines(access),
    ...notes.map((note) => `Note: ${visible(note)}`),
  ];
}

function approvalLines(approval: Approval | undefined): string[] {
  switch (approval?.state) {
    case 'approved': {
      const { label, by, at } = approval;
      const means = label === undefined ? 'a review' : `the label ${label}`;
      return [`Approved by ${visible(by)}, by ${visible(means)} of ${visible(at)}`];
    }
    case 'proved':
      return ['Needs no approval: AWS proves that there is no new access'];
    case 'without-github':
      return [`NOBODY APPROVED THIS ON GITHUB. The reason given: ${visible(approval.reason)}`];
    default:
      return [];
  }
}

function testLines({ accessTests }: RoleReport): string[] {
  if (!accessTests) return [];
  const { file, results, notAsked } = accessTests;
  if (notAsked !== undefined) return [visible(notAsked)];
  return [
    `${countText(results)} (${visible(file)})`,
    ...results.flatMap(({ test, verdict }) =>
      verdict.holds
        ? []
        : [`  ${visible(`${file}:${test.line}`)}: ${visible(test.name)}`, `    ${failureText(test, verdict)}`],
    ),
  ];
}

function outputLines({ roleArn, policyArn }: RoleReport): string[] {
  return [`Role: ${visible(roleArn)}`, `Policy: ${visible(policyArn)}`];
}

function changeLines(access: RoleReport): string[] {
  return aligned(
    inOrder(access.changes).map((change) => [
      change.operation,
      PROGRESS[change.status] ?? change.status,
      plain(resourceWords(change, access)),
      [...propertyPhrases(change), ...unmetPhrases(change), ...(change.error ? [change.error] : [])]
        .map(plain)
        .join('; '),
    ]),
  );
}

function plain(part: Part): string {
  return visible(textOf(part));
}

/** Rows as lines, indented, each column as wide as its widest cell. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]!.length));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(width(column))).join('  ')}`.trimEnd());
}
