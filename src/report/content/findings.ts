import { type Finding, isGrave, type Severity } from '../../iam/findings/finding';
import { type Block, list } from '../block';
import { BREAK, code, icon, link, strong, text, type Words, withNames, words } from '../inline';
import { shortened } from '../visible';
import { findingCounts } from './impact';

const ICONS: Readonly<Record<Severity, string>> = { error: '🛑', security: '🔐', warning: '⚠️', suggestion: '💡' };
const SUBJECTS: Readonly<Record<Finding['subject'], string>> = {
  permissions: 'policy',
  trust: 'trust policy',
  role: 'role',
};

/** IAM sets no limit to a Sid but that of the document, and every finding on the statement names it. */
export const MAX_SID = 60;

/** What is wrong or risky, why that matters, and how to fix it. */
export function findingsSection(findings: readonly Finding[]): Block[] {
  if (findings.length === 0) return [];
  const fold = { title: 'Findings', more: findingCounts(findings), open: findings.some(isGrave) };
  const ignored = findings.filter((finding) => finding.ignored !== undefined);
  const others = findings.filter((finding) => finding.ignored === undefined);
  return [list([...others.map(sentences), ...ignored.map(ignoredSentences)], { weight: 'essential', fold })];
}

function sentences(finding: Finding): Words {
  const { severity, id, message, why, fix, documentation } = finding;
  const what = words`${icon(ICONS[severity])} ${strong(words`${locationWords(finding)}:`)} ${withNames(message)}`;
  const wayOut = words`${strong('Fix:')} ${withNames(fix)} (${link(id, documentation)})`;
  return [...what, BREAK, ...withNames(why), BREAK, ...wayOut];
}

/** What nobody is to do anything about comes last, with the reason in place of the way out. */
function ignoredSentences(finding: Finding): Words {
  const { severity, id, message, why, documentation, ignored = '' } = finding;
  const what = words`${icon('🔕')}${icon(ICONS[severity])} ${strong(words`${locationWords(finding)}:`)} ${withNames(message)}`;
  const reason = words`${strong('Ignored:')} ${text(ignored)} (${link(id, documentation)})`;
  return [...what, BREAK, ...withNames(why), BREAK, ...reason];
}

function locationWords({ subject, statement }: Finding): Words {
  if (!statement) return words`${SUBJECTS[subject]}`;
  const { sid, index } = statement;
  return words`${SUBJECTS[subject]}, statement ${sid ? code(shortened(sid, MAX_SID)) : index + 1}`;
}
