import type { Finding, Severity } from '../../iam/findings';
import { type Block, fold } from '../block';
import type { Access } from '../model';
import { findingWords } from './verdict';
import { code, link, textWithNames } from '../render/markdown';
import { shortened } from '../visible';

const ICONS: Readonly<Record<Severity, string>> = { error: '🛑', security: '🔐', warning: '⚠️', suggestion: '💡' };
const SUBJECTS: Readonly<Record<Finding['subject'], string>> = {
  permissions: 'policy',
  trust: 'trust policy',
  role: 'role',
};

/** IAM sets no limit to a Sid but that of the document, and every finding on the statement names it. */
export const MAX_SID = 60;

/** What is wrong or risky, why that matters, and how to fix it. */
export function findingsSection({ assessment }: Access): Block[] {
  const findings = assessment?.findings ?? [];
  if (findings.length === 0) return [];
  const isGrave = findings.some(({ severity }) => severity === 'error' || severity === 'security');
  return [
    {
      weight: 'essential',
      head: [],
      lines: findings.map((finding) => `- ${sentences(finding)}`),
      foot: [],
      fold: fold('Findings', isGrave, findingWords(findings) || undefined),
    },
  ];
}

function sentences(finding: Finding): string {
  const { severity, id, message, why, fix, documentation } = finding;
  const what = `${ICONS[severity]} **${placeWords(finding)}:** ${textWithNames(message)}`;
  return `${what}<br>${textWithNames(why)}<br>**Fix:** ${textWithNames(fix)} (${link(id, documentation)})`;
}

function placeWords({ subject, statement }: Finding): string {
  if (!statement) return SUBJECTS[subject];
  const name = statement.sid ? ` ${code(shortened(statement.sid, MAX_SID))}` : ` ${statement.index + 1}`;
  return `${SUBJECTS[subject]}, statement${name}`;
}
