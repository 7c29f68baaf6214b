import { accessTestsSection } from './access-tests';
import { approvalSection, withoutGithubSection } from './approval';
import { changesSection } from './changes';
import { documentsSection } from './documents';
import { findingsSection } from './findings';
import { graphSection } from './graph';
import { headlineSection } from './headline';
import { impactSection } from './impact';
import { matrixSection } from './matrix';
import { idleSentences, notesSection, replacementsSection } from './notes';
import { failureSection, nothingChangedSection, outputsSection, problemsSection } from './outcome';
import { permissionsSection } from './permissions';
import { statementsSection } from './statements';
import { verificationSection } from './verification';
import { GATE_REASONS } from '../../failure';
import type { Block } from '../block';
import type { Command, Report, RoleReport } from '../model';
import { settingChanges } from '../role-settings';

/** A report from its headline to the details; without a footer, which depends on where it is shown. */
export function blocksOf(report: Report): Block[] {
  return [...headlineSection(report), ...bodyOf(report)];
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
        ...nothingChangedSection(report),
        ...accessBlocks(report.access, report.command, true),
        ...(['destroy', 'unlock'].includes(report.command) ? [] : outputsSection(report.access)),
      ];
  }
}

/** @param open whether what is new or different comes unfolded; where an operation failed, that is what matters first */
function accessBlocks(access: RoleReport, command: Command, open: boolean): Block[] {
  const { assessment, verification, policy, changes, unseen, notes } = access;
  const ofDrift = changes.some(({ status }) => status === 'drifted');
  return [
    ...withoutGithubSection(access.approval),
    ...(assessment ? impactSection(assessment, { settings: settingChanges(access), ofDrift }) : []),
    ...approvalSection(access.approval, command),
    ...accessTestsSection(access.accessTests, { isReal: open, isPartial: unseen.length > 0 }),
    ...(assessment ? permissionsSection(assessment, { ...access, ofDrift }) : []),
    ...verificationSection(verification),
    ...findingsSection(assessment?.findings ?? []),
    // Of a role that is gone there is nothing to check.
    ...(assessment ? matrixSection(assessment.matrix, open && policy.after !== undefined) : []),
    ...graphSection(access, open),
    ...changesSection(changes, access),
    ...replacementsSection(changes, access),
    ...notesSection('warning', [...unseen, ...idleSentences(access)]),
    ...notesSection('note', notes),
    ...statementsSection(access, open && !assessment),
    ...documentsSection(access, open && !assessment),
  ];
}
