import { type Block, paragraph } from './block';
import { GATE_REASONS } from '../failure';
import { approvalSection } from './content/approval';
import { changesSection } from './content/changes';
import { documentsSection } from './content/documents';
import { failureSection } from './content/failure';
import { findingsSection } from './content/findings';
import { graphSection } from './content/graph';
import { matrixSection } from './content/matrix';
import { notesSection } from './content/notes';
import { outputsSection } from './content/outputs';
import { permissionsSection } from './content/permissions';
import { problemsSection } from './content/problems';
import { statementsSection } from './content/statements';
import { verdictSection } from './content/verdict';
import { headline } from './headline';
import type { Access, Command, CompletedReport, Report } from './model';
import { code } from './render/markdown';

/** A report as Markdown, from the verdict to the details; without a footer, which depends on where it is shown. */
export function blocksOf(report: Report): Block[] {
  return [paragraph(headline(report)), ...bodyOf(report)];
}

function bodyOf(report: Report): Block[] {
  switch (report.outcome) {
    case 'invalid-input':
      return problemsSection(report.problems);
    case 'failed': {
      const { access, command, failure } = report;
      return [
        // The section on the approval says the same.
        ...(failure.reason === 'approval-missing' && access ? [] : failureSection(failure)),
        ...(access ? accessBlocks(access, command, GATE_REASONS.includes(failure.reason)) : []),
      ];
    }
    case 'completed':
      return [
        ...whenNothingChanged(report),
        ...accessBlocks(report.access, report.command, true),
        ...(report.command === 'destroy' ? [] : outputsSection(report.access)),
      ];
  }
}

/** @param open whether what is new or different comes unfolded; where an operation failed, that is what matters first */
function accessBlocks(access: Access, command: Command, open: boolean): Block[] {
  return [
    ...verdictSection(access),
    ...approvalSection(access, command),
    ...permissionsSection(access),
    ...findingsSection(access),
    // Of a role that is gone there is nothing to check.
    ...matrixSection(access, open && access.policy.after !== undefined),
    ...graphSection(access, open),
    ...changesSection(access),
    ...notesSection(access),
    ...statementsSection(access, open && !access.assessment),
    ...documentsSection(access, open && !access.assessment),
  ];
}

/** An empty table would leave readers wondering, so a sentence says what was looked at. */
function whenNothingChanged({ command, access }: CompletedReport): Block[] {
  if (access.changes.length > 0) return [];
  const all = `The role ${code(access.roleName)}, its policy and their attachment`;
  if (command === 'destroy') return [paragraph(`${all} do not exist.`)];
  return [paragraph(`${all} are ${access.comparedWith === 'aws' ? 'as described' : 'as the state has them'}.`)];
}
