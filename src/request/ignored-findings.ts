import type { Inputs } from './inputs';
import type { IgnoredFinding } from '../iam/findings/ignored';
import { isOfAnalyzer, parseIgnoredFindings } from '../iam/findings/read-ignored';

/** What is found and let pass all the same. */
export function readIgnoredFindings(inputs: Inputs): readonly IgnoredFinding[] {
  const entries = inputs.takeText('ignore-findings', parseIgnoredFindings) ?? [];
  const asked = entries.find(isOfAnalyzer);
  if (asked && !inputs.values['access-analyzer']) {
    inputs.refuse('ignore-findings', [
      `no ${asked.id}, which IAM Access Analyzer finds, unless `,
      { input: 'access-analyzer' },
      ' is true',
    ]);
  }
  return entries;
}
