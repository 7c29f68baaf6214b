import { entryText, idleEntries, type IgnoredFinding } from '../iam/findings/ignored';
import { isOfAnalyzer, isOfOthers } from '../iam/findings/read-ignored';
import { VERIFIED_RULES } from '../iam/findings/rules/verified';
import type { RoleReport, Verification } from '../report/model';
import type { Request } from '../request/request';
import type { AnalyzerResult } from '../stack/access-analyzer';
import type { RoleInIam } from '../stack/role-in-iam';

/** What was looked at besides the documents of the stack. */
interface Looked {
  readonly inIam: RoleInIam;
  readonly analysis: AnalyzerResult;
}

/** Adds the entries of `ignore-findings` that let nothing pass, where all was looked at that they may be about. */
export function withIdleIgnores(
  access: RoleReport,
  { command, ignoredFindings }: Request,
  { inIam, analysis }: Looked,
): RoleReport {
  const { assessment } = access;
  // Findings stop `preview` and `up` only, and are about what is wanted only there.
  if (!assessment || !['preview', 'up'].includes(command)) return access;
  const idle = idleEntries(ignoredFindings, assessment.findings)
    .filter((entry) => !isOfAnalyzer(entry) || analysis.notes.length === 0)
    .filter((entry) => !isOfVerification(entry) || isComplete(access.verification))
    .filter((entry) => !isOfOthers(entry) || inIam.unseen.length === 0);
  return idle.length === 0 ? access : { ...access, idleIgnores: idle.map(entryText) };
}

function isOfVerification({ id }: IgnoredFinding): boolean {
  return VERIFIED_RULES.some((rule) => rule.id === id);
}

/** Whether AWS answered all that it was asked. */
function isComplete({ noPublicAccess, simulation }: Verification = {}): boolean {
  const isSimulated = !simulation || (simulation.unanswered === 0 && simulation.notes.length === 0);
  return noPublicAccess?.state !== 'no-answer' && isSimulated;
}
