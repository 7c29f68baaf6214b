import type { Failure } from '../../failure';
import { isGrave } from '../../iam/findings/finding';
import type { Change, Operation } from '../../stack/change';
import { type Block, heading } from '../block';
import { code, icon, text, type Words, words } from '../inline';
import type { Assessment, Command, CompletedReport, FailedReport, Report, RoleReport } from '../model';
import { shortened } from '../visible';
import { counted } from '../words/count';

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

const PAST: Readonly<Record<Operation, string>> = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  delete: 'deleted',
  import: 'adopted',
};

const FUTURE: Readonly<Record<Operation, string>> = {
  create: 'to create',
  update: 'to update',
  replace: 'to replace',
  delete: 'to delete',
  import: 'to adopt',
};

const MAX_ENDPOINT = 100;

/** How the run ended, and for which endpoint. */
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

function completed({ command, access }: CompletedReport): Ending {
  const { changes, assessment } = access;
  switch (command) {
    case 'preview':
      return changes.length === 0
        ? nothing('No changes', access)
        : { sign: isHarmful(changes) || isRisky(assessment) ? '⚠️' : '🔎', title: `Preview: ${plannedWords(changes)}` };
    case 'up':
      return changes.length === 0
        ? nothing('No changes', access)
        : {
            sign: access.foreignPolicies.length > 0 ? '⚠️' : '✅',
            title: `Applied: ${counts(changes, (word) => PAST[word])}`,
          };
    case 'destroy':
      return changes.length === 0
        ? nothing('Nothing to destroy', access)
        : { sign: '✅', title: `Destroyed: ${counts(changes, (word) => PAST[word])}` };
    case 'drift':
      return changes.length === 0
        ? nothing('No drift', access)
        : { sign: '⚠️', title: `Drift: ${driftWords(changes)}` };
    case 'unlock':
      return { sign: '🔓', title: 'Unlocked: one lock removed' };
  }
}

/** That nothing changes is no good news by itself. */
function nothing(title: string, { foreignPolicies, unseen }: RoleReport): Ending {
  if (foreignPolicies.length > 0) {
    return { sign: '⚠️', title: `${title}, but the role has policies that are not of this stack` };
  }
  return unseen.length > 0 ? { sign: '⚠️', title: `${title}, but not all was looked at` } : { sign: '✅', title };
}

function failed({ command, failure: { reason }, access }: FailedReport): Ending {
  const changes = access?.changes ?? [];
  const progress = progressWords(changes);
  if (reason === 'cancelled') return { sign: '⏹️', title: `Cancelled${progress && `: ${progress}`}` };
  if (reason === 'killed') return { sign: '❌', title: 'Killed before it could tell how it ended' };
  if (reason === 'unexpected-changes') {
    return { sign: '❌', title: `Failed: ${counted(changes.length, 'change')} where none is expected` };
  }
  if (reason === 'drift') return { sign: '❌', title: `Drift: ${driftWords(changes)}` };
  if (
    reason === 'findings' ||
    reason === 'access-tests' ||
    reason === 'approval-missing' ||
    reason === 'changed-since-preview'
  ) {
    const { sign, title } = GATES[reason];
    if (command === 'drift') {
      return {
        sign,
        title: `${changes.length > 0 ? `Drift: ${driftWords(changes)}` : 'No drift'}, but the role is ${title}`,
      };
    }
    const what = command !== 'up' ? 'Preview' : progress ? 'Applied' : 'Not applied';
    return { sign, title: `${what}: ${changes.length > 0 ? plannedWords(changes) : 'no changes'}, ${title}` };
  }
  return {
    sign: '❌',
    title: `Failed to ${FAILED_TO[command]}: ${REASONS[reason]}${progress && ` (${progress})`}`,
  };
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

/** How far a run came that has begun to apply its changes; else empty. */
function progressWords(changes: readonly Change[]): string {
  const done = changes.filter(({ status }) => status === 'done').length;
  const hasBegun = changes.some(({ status }) => !['planned', 'drifted', 'missing'].includes(status));
  return hasBegun ? `${done} of ${changes.length} done` : '';
}

/** Such as `1 to create, 2 to update`. */
function plannedWords(changes: readonly Change[]): string {
  return counts(changes, (operation) => FUTURE[operation]);
}

/** Such as `1 created, 2 updated`. */
function counts(changes: readonly Change[], wordOf: (operation: Operation) => string): string {
  return (Object.keys(PAST) as Operation[])
    .map((operation) => ({ operation, count: changes.filter((change) => change.operation === operation).length }))
    .filter(({ count }) => count > 0)
    .map(({ operation, count }) => `${count} ${wordOf(operation)}`)
    .join(', ');
}

/** Whether access is lost, if only for a moment. */
function isHarmful(changes: readonly Change[]): boolean {
  return changes.some(({ operation }) => operation === 'delete' || operation === 'replace');
}

/** Whether there is a finding that nobody should pass over. */
function isRisky(assessment: Assessment | undefined): boolean {
  return (assessment?.findings ?? []).some(isGrave);
}
