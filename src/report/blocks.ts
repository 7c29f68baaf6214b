import { type Block, paragraph } from './block';
import { headline } from './headline';
import { code } from './markdown';
import type { Access, CompletedReport, Report } from './model';
import { changesSection } from './sections/changes';
import { documentsSection } from './sections/documents';
import { failureSection } from './sections/failure';
import { notesSection } from './sections/notes';
import { outputsSection } from './sections/outputs';
import { problemsSection } from './sections/problems';
import { statementsSection } from './sections/statements';

/** A report as Markdown, from the verdict to the details; without a footer, which depends on where it is shown. */
export function blocksOf(report: Report): Block[] {
  return [paragraph(headline(report)), ...bodyOf(report)];
}

function bodyOf(report: Report): Block[] {
  switch (report.outcome) {
    case 'invalid-input':
      return problemsSection(report.problems);
    case 'failed': {
      const { access, failure } = report;
      return [
        ...failureSection(failure),
        ...(access ? accessBlocks(access, failure.reason === 'unexpected-changes') : []),
      ];
    }
    case 'completed':
      return [
        ...whenNothingChanged(report),
        ...accessBlocks(report.access, true),
        ...(report.command === 'destroy' ? [] : outputsSection(report.access)),
      ];
  }
}

/** @param open whether what is new or different comes unfolded; where an operation failed, that is what matters first */
function accessBlocks(access: Access, open: boolean): Block[] {
  return [
    ...changesSection(access),
    ...notesSection(access),
    ...statementsSection(access, open),
    ...documentsSection(access, open),
  ];
}

/** An empty table would leave readers wondering, so a sentence says what was looked at. */
function whenNothingChanged({ command, access }: CompletedReport): Block[] {
  if (access.changes.length > 0) return [];
  const role = code(access.roleName);
  return [
    paragraph(
      command === 'destroy'
        ? `The role ${role}, its policy and their attachment do not exist.`
        : `The role ${role}, its policy and their attachment are as described.`,
    ),
  ];
}
