import { findingCounts, gravestNamed, titleParts } from './impact';
import type { Failure } from '../../failure';
import { isGrave } from '../../iam/findings/finding';
import type { Change, Operation } from '../../stack/change';
import { type Block, heading } from '../block';
import { isBroadening } from '../broadening';
import { code, icon, text, type Words, words } from '../inline';
import type { Assessment, Command, CompletedReport, FailedReport, Report, RoleReport } from '../model';
import { settingChanges } from '../role-settings';
import { shortened } from '../visible';
import { counted } from '../words/count';
import { grantedNothing } from '../words/in-force';
import { progressWords } from '../words/progress';
import { inStage, stageOf } from '../words/stage';

/** How the run ended, in a few words, which hold nothing from outside. */
interface Ending {
  readonly sign: string;
  readonly title: string;
}

const FAILED_TO: Readonly<Record<Command, string>> = {
  preview: 'preview',
  up: 'apply',
  destroy: 'destroy',
  drift: 'check for drift',
  unlock: 'unlock',
};

const REASONS: Readonly<Record<Exclude<Failure['reason'], 'cancelled' | 'killed' | Gate>, string>> = {
  'engine-unavailable': 'the Pulumi engine is not available',
  credentials: 'no valid AWS credentials',
  unreachable: 'AWS can’t be reached',
  'permission-denied': 'permission denied',
  backend: 'the state can’t be reached',
  'stack-locked': 'another run holds the stack',
  'stack-missing': 'there is no such stack',
  'state-damaged': 'the state is damaged',
  'state-foreign': 'the state has what the Action never puts there',
  'state-not-written': 'not all of it is recorded in the state',
  'name-taken': 'the name is taken',
  'in-use': 'others still use it',
  unrecorded: 'IAM has what the state does not have',
  gone: 'it was deleted outside of Pulumi',
  throttled: 'AWS throttled the requests',
  'limit-exceeded': 'a quota of IAM is reached',
  refused: 'AWS does not take a document',
  'not-applied': 'AWS does not have what was asked for',
  'timed-out': 'something did not answer in time',
  runner: 'the runner could not do its part',
  'engine-crashed': 'the engine crashed',
  'engine-failure': 'the engine reported an error',
  internal: 'an error in the Action itself',
};

/** What is wrong with a change that is not to be made as it is. */
type Gate = 'unexpected-changes' | 'drift' | 'findings' | 'access-tests' | 'approval-missing' | 'changed-since-preview';

const GATES: Readonly<Record<Exclude<Gate, 'unexpected-changes' | 'drift'>, Ending>> = {
  findings: { sign: '❌', title: 'with findings that must be fixed' },
  'access-tests': { sign: '❌', title: 'not as the access tests expect' },
  'approval-missing': { sign: '🔒', title: 'not approved yet' },
  'changed-since-preview': { sign: '❌', title: 'changed by others since the preview' },
};

const MAX_ENDPOINT = 100;

/** The answer: what becomes possible and what is wrong about it, or why the run failed; and for which endpoint. */
export function headlineSection(report: Report): Block[] {
  return [heading(words`${icon(endingOf(report).sign)} ${headline(report)}`)];
}

/** The same without an icon. */
export function headline(report: Report): Words {
  const { endpoint, location } = subject(report);
  return words`${endingOf(report).title} · ${code(endpoint)}${location && words` in ${text(location)}`}`;
}

function endingOf(report: Report): Ending {
  switch (report.outcome) {
    case 'invalid-input':
      return { sign: '❌', title: `Nothing ran: ${counted(report.problems.length, 'input')} can’t be used` };
    case 'failed':
      return failed(report);
    case 'completed':
      return completed(report);
  }
}

function subject(report: Report): { endpoint: string; location: string } {
  const target = report.outcome === 'invalid-input' ? undefined : report.access?.target;
  if (target) return { endpoint: target.endpoint, location: `${target.region} (${target.account})` };
  const endpoint = report.outcome === 'completed' ? '' : report.endpoint;
  return { endpoint: shortened(endpoint, MAX_ENDPOINT), location: '' };
}

function completed(report: CompletedReport): Ending {
  const { command, access } = report;
  const { changes } = access;
  if (command === 'unlock') return { sign: '🔓', title: 'Unlocked: one lock removed' };
  if (changes.length === 0) return nothing(NOTHING[command], report);
  switch (command) {
    case 'preview':
      return { sign: signOf(access, isHarmful(changes) ? '⚠️' : '🔎'), title: `Preview: ${comesTo(report)}` };
    case 'up':
      return { sign: signOf(access, '✅'), title: `Applied: ${comesTo(report)}` };
    case 'destroy':
      return { sign: '✅', title: `Destroyed: ${comesTo(report)}` };
    case 'drift':
      return { sign: signOf(access, '⚠️'), title: driftTitle(access) };
  }
}

const NOTHING: Readonly<Record<Exclude<Command, 'unlock'>, string>> = {
  preview: 'No changes',
  up: 'No changes',
  destroy: 'Nothing to destroy',
  drift: 'No drift',
};

/** What the changes come to, with what is wrong about it; where nobody knows, how many there are. */
function comesTo(report: CompletedReport | FailedReport): string {
  const { access } = report;
  const changes = access?.changes ?? [];
  if (changes.length === 0) return 'no changes';
  if (!access?.assessment) return `${counted(changes.length, 'change')}, of which it is not known what they allow`;
  const stage = stageOf(report);
  const isGone = access.policy.after === undefined && access.trust.after === undefined;
  const adopted = changes.filter(({ operation }) => operation === 'import').length;
  return [
    ...(adopted > 0 ? [inStage(stage, [`take over ${counted(adopted, 'resource')} that IAM has already`])] : []),
    ...titleParts(access.assessment, { settings: settingChanges(access), stage, isGone }),
  ].join('; ');
}

/** Such as `Drift: somebody granted 1 more action on 1 resource outside of Pulumi; no findings`. */
function driftTitle(access: RoleReport): string {
  const { changes, assessment } = access;
  if (!assessment) return `Drift: ${driftWords(changes)}`;
  const settings = settingChanges(access);
  const isDrifted = changes.some(({ status }) => status === 'drifted');
  const parts = isDrifted ? titleParts(assessment, { settings, ofDrift: true }) : [];
  const isTold = parts.some((part) => part.startsWith('somebody '));
  // What somebody did says more than how many resources it took; what is gone or was added is said all the same.
  const others = changes.filter(({ status, operation }) => !isTold || status === 'missing' || operation !== 'update');
  const resources = others.length > 0 ? [driftWords(others)] : [];
  return `Drift: ${(isTold ? [...parts, ...resources] : [...resources, ...parts]).join('; ')}`;
}

/** That nothing changes is no good news by itself. */
function nothing(title: string, { command, access }: CompletedReport): Ending {
  const { foreignPolicies, unseen, assessment } = access;
  const isPartial = unseen.length > 0;
  const findings = assessment?.findings ?? [];
  const isKnown = assessment && command !== 'destroy';
  const counts =
    isRisky(assessment) && foreignPolicies.length === 0
      ? gravestNamed(findings, true)
      : findingCounts(findings, { areExisting: true });
  const found = isKnown ? `; ${counts || `no findings${isPartial ? ' in what was' : ''}`}` : '';
  if (foreignPolicies.length > 0) {
    return { sign: '⚠️', title: `${title}, but the role has policies that are not of this stack${found}` };
  }
  if (isPartial) return { sign: '⚠️', title: `${title}, but not all was looked at${found}` };
  return { sign: isRisky(assessment) ? '⚠️' : '✅', title: `${title}${found}` };
}

function failed(report: FailedReport): Ending {
  const {
    command,
    failure: { reason },
    access,
  } = report;
  const changes = access?.changes ?? [];
  const progress = progressWords(changes) && `${progressWords(changes)}${noAccess(report)}`;
  if (reason === 'cancelled') return { sign: '⏹️', title: `Cancelled${progress && `: ${progress}`}` };
  if (reason === 'killed') return { sign: '❌', title: 'Killed before it could tell how it ended' };
  if (reason === 'unexpected-changes') {
    const title = `Failed: ${counted(changes.length, 'change')} where none is expected`;
    return { sign: '❌', title: `${title}; ${comesTo(report)}` };
  }
  if (reason === 'drift' && access) return { sign: '❌', title: driftTitle(access) };
  if (
    reason === 'findings' ||
    reason === 'access-tests' ||
    reason === 'approval-missing' ||
    reason === 'changed-since-preview'
  ) {
    const { sign, title } = GATES[reason];
    if (command === 'drift') {
      const drift = changes.length > 0 && access ? driftTitle(access) : 'No drift';
      return { sign, title: `${drift}, but the role is ${title}` };
    }
    const what = command !== 'up' ? 'Preview' : progress ? 'Applied' : 'Not applied';
    return { sign, title: `${what}, ${title}: ${comesTo(report)}` };
  }
  return {
    sign: '❌',
    title: `Failed to ${FAILED_TO[command]}: ${reason === 'drift' ? 'there is drift' : REASONS[reason]}${progress && ` (${progress})`}`,
  };
}

/** Whoever reads of a failure wants to know first whether somebody got in. */
function noAccess({ command, access }: FailedReport): string {
  return command === 'up' && access && grantedNothing(access.changes) ? '; no access was granted' : '';
}

const DRIFT: readonly (readonly [Operation, string])[] = [
  ['update', 'changed'],
  ['delete', 'deleted'],
  ['create', 'added'],
];

/** Such as `2 resources were changed and 1 added outside of Pulumi, and 1 is missing in the state`. */
function driftWords(changes: readonly Change[]): string {
  const missing = changes.filter(({ status }) => status === 'missing').length;
  const outside = outsideWords(changes.filter(({ status }) => status !== 'missing'));
  if (missing === 0) return outside;
  const end = `${missing === 1 ? 'is' : 'are'} missing in the state`;
  return missing < changes.length ? `${outside}, and ${missing} ${end}` : `${counted(missing, 'resource')} ${end}`;
}

function outsideWords(changes: readonly Change[]): string {
  const [first, ...others] = DRIFT.map(([operation, done]) => ({
    done,
    count: changes.filter((change) => change.operation === operation).length,
  })).filter(({ count }) => count > 0);
  if (!first) return 'nothing was changed outside of Pulumi';
  const start = `${counted(first.count, 'resource')} ${first.count === 1 ? 'was' : 'were'} ${first.done}`;
  return `${[start, ...others.map(({ count, done }) => `${count} ${done}`)].join(' and ')} outside of Pulumi`;
}

/** Whether access is lost, if only for a moment. */
function isHarmful(changes: readonly Change[]): boolean {
  return changes.some(({ operation }) => operation === 'delete' || operation === 'replace');
}

/** @param otherwise for what neither allows more nor has a grave finding */
function signOf(access: RoleReport, otherwise: string): string {
  if (isRisky(access.assessment)) return '🚨';
  return isBroadening(access) || access.foreignPolicies.length > 0 ? '⚠️' : otherwise;
}

/** Whether there is a finding that nobody should pass over. */
function isRisky(assessment: Assessment | undefined): boolean {
  return (assessment?.findings ?? []).some(isGrave);
}
