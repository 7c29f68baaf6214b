import type { OutputName } from '../contract';
import { isBroadening } from './gates';
import type { Plan } from './plan';
import { GATE_REASONS } from '../failure';
import type { InvalidInputReport, Report, RoleReport } from '../report/model';

type Outputs = Partial<Record<OutputName, string>>;

/** What is known before the engine runs, and stays true whatever it does. */
export function plannedOutputs({ settings, stack, roleArn, policyArn }: Plan): Outputs {
  const { name, policy, trustPolicy } = settings.component;
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
    changes: JSON.stringify(changes),
    ...assessmentOutputs(report.access),
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
    findings: JSON.stringify(findings),
    'permission-changes': JSON.stringify({
      permissions: permissions.differences.map(withFewActions),
      trust: trust.differences.map(withFewActions),
      ...(permissions.cutAway && { cutAway: permissions.cutAway.map(withFewActions) }),
    }),
    'permissions-broadened': String(isBroadening(access)),
    approval: approval?.state ?? '',
  };
}

/** GitHub takes no more than 1 MB for all outputs of a job, and a pattern can stand for hundreds of actions. */
const MAX_ACTIONS = 20;

function withFewActions<T extends { readonly actions: readonly string[] }>(difference: T) {
  const { actions } = difference;
  return { ...difference, actions: actions.slice(0, MAX_ACTIONS), actionCount: actions.length };
}
