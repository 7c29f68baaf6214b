import type { OutputName } from '../contract';
import type { Plan } from './plan';
import { GATE_REASONS } from '../failure';
import { isBroadening } from '../report/broadening';
import type { InvalidInputReport, Report, RoleReport } from '../report/model';

type Outputs = Partial<Record<OutputName, string>>;

/** What is known before the engine runs, and stays true whatever it does. */
export function plannedOutputs({ component, stack, roleArn, policyArn }: Plan): Outputs {
  const { name, policy, trustPolicy } = component.args;
  return {
    'policy-arn': policyArn,
    'role-arn': roleArn,
    'policy-name': name,
    'role-name': name,
    'policy-document': policy,
    'trust-policy': trustPolicy,
    stack,
  };
}

/** What came of the run. */
export function resultOutputs(report: Report): Outputs {
  if (report.outcome === 'invalid-input') return { 'failure-reason': 'invalid-input' };

  const changes = report.access?.changes ?? [];
  const summary: Record<string, number> = {};
  for (const { operation } of changes) summary[operation] = (summary[operation] ?? 0) + 1;
  return {
    'has-changes': hasChanges(report),
    'change-summary': JSON.stringify(summary),
    changes: listText(changes),
    ...assessmentOutputs(report.access),
    ...testOutputs(report.access?.accessTests),
    'failure-reason': report.outcome === 'failed' ? report.failure.reason : '',
  };
}

/** Empty where a run failed before everything was looked at, and what it had found until then is nothing. */
function hasChanges(report: Exclude<Report, InvalidInputReport>): string {
  if ((report.access?.changes ?? []).length > 0) return 'true';
  if (report.command === 'unlock') return '';
  return report.outcome === 'completed' || GATE_REASONS.includes(report.failure.reason) ? 'false' : '';
}

function assessmentOutputs(access: RoleReport | undefined): Outputs {
  const { assessment, approval } = access ?? {};
  if (!access || !assessment) return {};
  const { permissions, trust, findings } = assessment;
  return {
    findings: listText(findings),
    'permission-changes': JSON.stringify({
      permissions: within(MAX_BYTES / 3, permissions.differences.map(withFewActions)),
      trust: within(MAX_BYTES / 3, trust.differences.map(withFewActions)),
      ...(permissions.cutAway && { cutAway: within(MAX_BYTES / 3, permissions.cutAway.map(withFewActions)) }),
    }),
    'permissions-broadened': String(isBroadening(access)),
    approval: approval?.state ?? '',
  };
}

function testOutputs(tests: RoleReport['accessTests']): Outputs {
  if (!tests || tests.notAsked !== undefined) return {};
  const failing = tests.results.flatMap(({ test, verdict }) => (verdict.holds ? [] : [test.name]));
  return { 'access-tests': JSON.stringify({ tests: tests.results.length, failing }) };
}

/**
 * Linux takes no more than 128 KiB for a variable of a process, and a workflow gives outputs to its steps as such. GitHub takes
 * no more than 1 MB for all outputs of a job.
 */
const MAX_BYTES = 120_000;

function listText(items: readonly object[]): string {
  return JSON.stringify(within(MAX_BYTES, items));
}

/** As many of the items as fit; a last one counts those that are left out. */
function within(bytes: number, items: readonly object[]): readonly object[] {
  let size = 0;
  const count = items.findIndex((item) => (size += Buffer.byteLength(JSON.stringify(item)) + 1) > bytes - OMISSION);
  if (count === -1) return items;
  return [...items.slice(0, count), { omitted: items.length - count }];
}

/** How many bytes it takes to say so. */
const OMISSION = 40;

/** A pattern can stand for hundreds of actions. */
const MAX_ACTIONS = 20;

function withFewActions<T extends { readonly actions: readonly string[] }>(difference: T) {
  const { actions } = difference;
  return { ...difference, actions: actions.slice(0, MAX_ACTIONS), actionCount: actions.length };
}
