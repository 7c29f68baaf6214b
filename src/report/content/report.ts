import { accessTestsSection } from './access-tests';
import { approvalSection, withoutGithubSection } from './approval';
import { basisSection } from './basis';
import { changesSection } from './changes';
import { documentsSection } from './documents';
import { findingsSection } from './findings';
import { folded } from './folded';
import { graphSection } from './graph';
import { headlineSection } from './headline';
import { impactSection } from './impact';
import { matrixSection } from './matrix';
import { driftNextSection } from './next';
import { idleSentences, notesSection, replacementsSection } from './notes';
import { failureSection, inForceSection, nothingChangedSection, outputsSection, problemsSection } from './outcome';
import { permissionsSection } from './permissions';
import { statementsSection } from './statements';
import { verificationSection } from './verification';
import { GATE_REASONS } from '../../failure';
import type { Block } from '../block';
import type { CompletedReport, FailedReport, Report, RoleReport } from '../model';
import { settingChanges } from '../role-settings';
import { type Stage, stageOf } from '../words/stage';

/**
 * A report from its headline to the details; without a footer, which depends on where it is shown.
 *
 * @param causes what is known, where it is shown, of why something changes; it stands behind what changes
 */
export function blocksOf(report: Report, causes: readonly Block[] = []): Block[] {
  return [...headlineSection(report), ...bodyOf(report, causes)];
}

function bodyOf(report: Report, causes: readonly Block[]): Block[] {
  switch (report.outcome) {
    case 'invalid-input':
      return problemsSection(report.problems);
    case 'failed':
      return failedBlocks(report, causes);
    case 'completed':
      return isQuiet(report) ? quietBlocks(report) : completedBlocks(report, causes);
  }
}

function failedBlocks(report: FailedReport, causes: readonly Block[]): Block[] {
  const { access, failure } = report;
  const isGate = GATE_REASONS.includes(failure.reason);
  return [
    ...(isGate ? [] : inForceSection(report)),
    // The section on the approval says the same.
    ...(failure.reason === 'approval-missing' && access ? [] : failureSection(failure)),
    ...(access && !isGate ? unfinishedBlocks(report, access) : []),
    ...(access ? accessBlocks(report, access, { open: isGate, isTold: !isGate, causes }) : []),
  ];
}

/** What is done and what is not, before what it was all for. */
function unfinishedBlocks(report: FailedReport, access: RoleReport): Block[] {
  const { assessment, changes } = access;
  if (changes.length === 0) return [];
  const circumstances = { settings: settingChanges(access), stage: stageOf(report), ofDrift: isOfDrift(access) };
  return [
    ...changesSection(changes, access),
    ...(assessment ? impactSection(assessment, { ...circumstances, isGone: isGone(access) }) : []),
  ];
}

function completedBlocks(report: CompletedReport, causes: readonly Block[]): Block[] {
  return [
    ...nothingChangedSection(report),
    ...driftNextSection(report),
    ...accessBlocks(report, report.access, { open: true, causes }),
    ...(['destroy', 'unlock'].includes(report.command) ? [] : outputsSection(report.access)),
  ];
}

/** Where nothing changes, nobody has to read on: what is to be known all the same stands first. */
function quietBlocks(report: CompletedReport): Block[] {
  const { access, command } = report;
  const { assessment, unseen, notes } = access;
  return [
    ...nothingChangedSection(report),
    ...withoutGithubSection(access.approval),
    ...approvalSection(access.approval, command),
    ...(assessment ? permissionsSection(assessment, { ...access, stage: stageOf(report) }) : []),
    ...notesSection('warning', [...unseen, ...idleSentences(access)]),
    ...folded(accessTestsSection(access.accessTests, { isReal: true, isPartial: unseen.length > 0 }), 'Access tests'),
    ...folded(verificationSection(access.verification), 'What AWS says to it'),
    ...folded(findingsSection(assessment?.findings ?? []), 'Findings'),
    ...roleBlocks(access, false, stageOf(report)),
    ...folded(notesSection('note', notes), 'Notes'),
    ...folded(basisSection(access), 'What this rests on'),
    ...statementsSection(access, false),
    ...documentsSection(access, false),
    ...folded(['destroy', 'unlock'].includes(command) ? [] : outputsSection(access), 'Outputs'),
  ];
}

/** Whether there is nothing to do and nothing to decide. */
function isQuiet({ access, command }: CompletedReport): boolean {
  return access.changes.length === 0 && command !== 'unlock';
}

interface Shown {
  /** Whether what is new or different comes unfolded; where an operation failed, that is what matters first. */
  readonly open: boolean;
  /** Whether the changes have been told already. */
  readonly isTold?: boolean;
  readonly causes: readonly Block[];
}

function accessBlocks(
  report: CompletedReport | FailedReport,
  access: RoleReport,
  { open, isTold = false, causes }: Shown,
): Block[] {
  const { assessment, verification, changes, unseen, notes } = access;
  const ofDrift = isOfDrift(access);
  return [
    ...withoutGithubSection(access.approval),
    ...approvalSection(access.approval, report.command),
    ...accessTestsSection(access.accessTests, { isReal: open, isPartial: unseen.length > 0 }),
    ...(assessment ? permissionsSection(assessment, { ...access, ofDrift, stage: stageOf(report) }) : []),
    ...causes,
    ...verificationSection(verification),
    ...findingsSection(assessment?.findings ?? []),
    ...roleBlocks(access, open, ofDrift ? 'applied' : stageOf(report)),
    ...(isTold ? [] : changesSection(changes, access)),
    ...replacementsSection(changes, access),
    ...notesSection('warning', [...unseen, ...idleSentences(access)]),
    ...notesSection('note', notes),
    ...basisSection(access),
    ...statementsSection(access, open && !assessment),
    ...documentsSection(access, open && !assessment),
  ];
}

/** What the role can and cannot do; of one that is gone there is nothing to check. */
function roleBlocks(access: RoleReport, open: boolean, stage: Stage): Block[] {
  const { assessment, policy } = access;
  return [
    ...(assessment
      ? matrixSection(assessment.matrix, open && policy.after !== undefined, { stage, isGone: isGone(access) })
      : []),
    ...graphSection(access, open),
  ];
}

function isOfDrift({ changes }: RoleReport): boolean {
  return changes.some(({ status }) => status === 'drifted');
}

function isGone({ policy, trust }: RoleReport): boolean {
  return policy.after === undefined && trust.after === undefined;
}
