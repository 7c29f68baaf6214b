import type { Finding } from '../../iam/findings/finding';
import { groupBy } from '../../shared/group-by';

/** What one statement brings about twice, by what it allows to write and by what it allows to read. */
const FAMILIES: Readonly<Record<string, string>> = {
  'write-on-every-resource': 'on-every-resource',
  'read-on-every-resource': 'on-every-resource',
};

/**
 * Findings that have one cause: what is wrong in the same way, in however many places, is set right in the same way.
 *
 * @param findings the severest first
 * @returns the severest first, among causes and for each cause
 */
export function byCause(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  return groupBy(findings, ({ id, subject, policy, ignored }) =>
    JSON.stringify([FAMILIES[id] ?? id, subject, policy, ignored]),
  ) as [Finding, ...Finding[]][];
}
