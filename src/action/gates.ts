import { RunFailure } from '../failure';
// Not from the indexes: these are loaded at once, and all the rest only when there is something to run.
import { type Finding, SEVERITIES } from '../iam/findings/finding';
import { entryText } from '../iam/findings/ignored';
import { isIgnorable } from '../iam/findings/read-ignored';
import type { RoleReport } from '../report/model';
import { driftNext } from '../report/words/drift';
import { outsideWords } from '../report/words/outside';
import type { Request } from '../request/request';
import { listed } from '../shared/listed';
import type { Change } from '../stack/change';
import type { Obstacle } from '../stack/obstacles';

/** @returns why the step fails although the engine did its work; `undefined` if it does not */
export function closedGate(
  request: Request,
  access: RoleReport,
  { isApplied = false }: { readonly isApplied?: boolean } = {},
): RunFailure | undefined {
  return (
    failingTests(request, access, isApplied) ??
    unexpectedChanges(request, access) ??
    drifted(request, access) ??
    graveFindings(request, access) ??
    missingApproval(request, access)
  );
}

const ROLE_AND_POLICY = ['aws:iam/role:Role', 'aws:iam/policy:Policy'];

/**
 * @param there the name of the role that is there, and what others have put on it and its policy
 * @returns why nothing may be deleted, if the role or the policy is to go and something is on them: IAM would
 *   refuse to delete them after the attachment is gone
 */
export function blockedDeletion(
  { command }: Request,
  { changes }: RoleReport,
  { name, obstacles }: { readonly name: string; readonly obstacles: readonly Obstacle[] },
): RunFailure | undefined {
  const isDeletion = changes.some(
    ({ type, operation }) => ROLE_AND_POLICY.includes(type) && ['delete', 'replace'].includes(operation),
  );
  if (!isDeletion || obstacles.length === 0) return undefined;
  const words = obstacles.map((obstacle) => obstacle.words).join('; ');
  const commands = [...new Set(obstacles.map((obstacle) => obstacle.command))].join('; ');
  return new RunFailure('in-use', `IAM does not delete ${name} while others use it: ${words}.`, {
    hint: `Nothing was ${command === 'up' ? 'applied' : 'deleted'}. If it is not needed any more, remove it, then run ${command} again: ${commands}`,
  });
}

/** Whether `up` may do only what its preview showed, because that was judged or approved. */
export function isBoundToPreview({ command, requireApproval, expectNoChanges }: Request): boolean {
  return command === 'up' && (requireApproval !== 'never' || expectNoChanges);
}

/** @param changes what became of the role and its policy between the preview and `up` */
export function changedSincePreview(changes: readonly Change[], { roleName }: RoleReport): RunFailure {
  const what = outsideWords(changes, roleName);
  return new RunFailure('changed-since-preview', `Since the preview of this run, ${what}.`, {
    hint: 'Nothing was applied. Run it again: it is then compared, and judged, with what is there now.',
  });
}

/** @returns the findings that are at least as severe as `fail-on`, and not let pass */
export function findingsToFailOn(failOn: Request['failOn'], findings: readonly Finding[]): readonly Finding[] {
  if (failOn === 'never') return [];
  const isGrave = ({ severity }: Finding) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
  return findings.filter((finding) => isGrave(finding) && finding.ignored === undefined);
}

function unexpectedChanges({ expectNoChanges, command }: Request, { changes }: RoleReport): RunFailure | undefined {
  if (!expectNoChanges || changes.length === 0) return undefined;
  return new RunFailure('unexpected-changes', 'There are changes, and expect-no-changes is set.', {
    hint:
      command === 'up'
        ? 'Nothing was applied. Look at the changes, then run `up` without expect-no-changes.'
        : 'Look at the changes. To make them, run `up`.',
  });
}

function drifted({ command, failOnDrift }: Request, { changes, roleName }: RoleReport): RunFailure | undefined {
  if (command !== 'drift' || !failOnDrift || changes.length === 0) return undefined;
  if (changes.every(({ status }) => status === 'missing')) {
    return new RunFailure('drift', `The state of the stack does not have all of the access of ${roleName}.`, {
      hint: `${driftNext(changes)} To be told of drift without failing the job, set fail-on-drift: false.`,
    });
  }
  return new RunFailure('drift', `The access of ${roleName} was changed outside of Pulumi.`, {
    hint: `${driftNext(changes)} To be told of drift without failing the job, set fail-on-drift: false.`,
  });
}

/** What the role is expected to be is asked first: nothing else makes it right. */
export function failingTests(
  { command }: Request,
  { accessTests }: RoleReport,
  isApplied: boolean,
): RunFailure | undefined {
  const failing = (accessTests?.results ?? []).flatMap(({ test, verdict }) => (verdict.holds ? [] : [test.name]));
  if (!accessTests || failing.length === 0) return undefined;
  const { file, results } = accessTests;
  const left = failing.length - MAX_LINES;
  const names = [...failing.slice(0, MAX_LINES), ...(left > 0 ? [`${left} more`] : [])];
  const done = isApplied
    ? 'It was applied, because what is there turned out to be otherwise than it was told before.'
    : 'Nothing was applied.';
  return new RunFailure(
    'access-tests',
    `${failing.length} of ${results.length} access tests in ${file} ${failing.length === 1 ? 'does' : 'do'} not hold: ${names.join('; ')}.`,
    {
      hint: `${command === 'up' ? `${done} ` : ''}The report says which statement decides. Change the permissions or the trust, or, if the expectation is wrong, the test.`,
    },
  );
}

function graveFindings({ failOn, command }: Request, { assessment }: RoleReport): RunFailure | undefined {
  if (command !== 'preview' && command !== 'up') return undefined;
  const grave = findingsToFailOn(failOn, assessment?.findings ?? []);
  if (grave.length === 0) return undefined;
  const ids = [...new Set(grave.map(({ id }) => id))].join(', ');
  return new RunFailure('findings', `There are findings on which fail-on (${failOn}) lets the step fail: ${ids}.`, {
    hint: `${command === 'up' ? 'Nothing was applied. ' : ''}Fix them as the report says.${linesToIgnore(grave)} All of them pass with fail-on: ${leastThatPasses(grave)}.`,
  });
}

/** The strictest `fail-on` with which none of them lets the step fail. */
function leastThatPasses(findings: readonly Finding[]): string {
  const gravest = Math.min(...findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return SEVERITIES[gravest - 1] ?? 'never';
}

/** More than a few are not to be let pass one by one. */
const MAX_LINES = 3;

/** The lines that let findings pass, as they are to be written. */
function linesToIgnore(findings: readonly Finding[]): string {
  const lines = [...new Set(findings.filter(({ id }) => isIgnorable(id)).map(lineToIgnore))];
  if (lines.length === 0) return '';
  const shown = listed(lines.slice(0, MAX_LINES), 'or');
  return ` To let one pass for a reason, which the report will show, add a line to ignore-findings: ${shown}.`;
}

/** A Sid that IAM would not take can't be written either. */
function lineToIgnore({ id, statement, policy }: Finding): string {
  const sid = /^[A-Za-z0-9]+$/.test(statement?.sid ?? '') ? statement?.sid : undefined;
  return `${entryText({ id, at: policy ?? sid })} = REASON`;
}

function missingApproval({ command }: Request, { approval }: RoleReport): RunFailure | undefined {
  if (approval?.state !== 'missing') return undefined;
  const step =
    approval.label === undefined
      ? 'submit an approving review of the pull request'
      : `add the label ${approval.label} to the pull request`;
  return new RunFailure('approval-missing', approval.why, {
    hint: `${command === 'up' ? 'Nothing was applied. ' : ''}Look at the change; to approve it, ${step}${command === 'up' ? ' and run the workflow again' : ''}.`,
  });
}
