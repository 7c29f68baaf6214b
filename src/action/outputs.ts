import type { OutputName } from '../contract';
import type { Plan } from './plan';
import type { Report } from '../report/model';

type Outputs = Partial<Record<OutputName, string>>;

/** What is known before the engine runs, and stays true whatever it does. */
export function plannedOutputs({ settings, stack, roleArn, policyArn }: Plan): Outputs {
  const { name, policy, trustPolicy } = settings.access;
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
    'has-changes': String(changes.length > 0),
    'change-summary': JSON.stringify(summary),
    changes: JSON.stringify(changes),
    'failure-reason': report.outcome === 'failed' ? report.failure.reason : '',
  };
}
