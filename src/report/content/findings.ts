import { findingCounts } from './impact';
import { type Finding, isGrave, type Severity } from '../../iam/findings/finding';
import { type Block, list } from '../block';
import { BREAK, code, icon, joined, link, strong, text, type Words, withNames, words } from '../inline';
import { shortened } from '../visible';
import { byCause } from '../words/causes';
import { counted } from '../words/count';

const ICONS: Readonly<Record<Severity, string>> = { error: '🛑', security: '🔐', warning: '⚠️', suggestion: '💡' };
const SUBJECTS: Readonly<Record<Finding['subject'], string>> = {
  permissions: 'policy',
  trust: 'trust policy',
  role: 'role',
};

/** IAM sets no limit to a Sid but that of the document, and every finding on the statement names it. */
export const MAX_SID = 60;

/** Places with the same cause that are told one by one. */
const MAX_PLACES = 5;

/** What is wrong or risky, why that matters, and how to fix it: once for each cause. */
export function findingsSection(findings: readonly Finding[]): Block[] {
  if (findings.length === 0) return [];
  const fold = { title: 'Findings', more: findingCounts(findings), open: findings.some(isGrave) };
  const causes = byCause(findings);
  const isIgnored = ([{ ignored }]: Cause) => ignored !== undefined;
  // What nobody is to do anything about comes last.
  const items = [...causes.filter((cause) => !isIgnored(cause)), ...causes.filter(isIgnored)].map(causeWords);
  return [list(items, { weight: 'essential', fold })];
}

type Cause = ReturnType<typeof byCause>[number];

function causeWords(cause: Cause): Words {
  const [{ id, documentation, severity, ignored }] = cause;
  const own = cause.filter((finding) => finding.id === id);
  const sign = ignored === undefined ? words`${icon(ICONS[severity])}` : words`${icon('🔕')}${icon(ICONS[severity])}`;
  const fixes = [...new Set(own.map(({ fix }) => fix))].slice(0, MAX_PLACES);
  const wayOut =
    ignored === undefined
      ? words`${strong('Fix:')} ${joined(fixes.map(withNames), ' ')}`
      : words`${strong('Ignored:')} ${text(ignored)}`;
  const whys = [...new Set(own.map(({ why }) => why))].slice(0, MAX_PLACES);
  return joined(
    [
      words`${sign} ${joined(placesWords(cause), BREAK)}`,
      ...whys.map(withNames),
      words`${wayOut} (${link(id, documentation)})`,
    ],
    BREAK,
  );
}

/** What is wrong, place by place. */
function placesWords(cause: Cause): Words[] {
  const told = cause.map(
    (finding) => words`${strong(words`${locationWords(finding)}:`)} ${withNames(finding.message)}`,
  );
  const more = told.length - MAX_PLACES;
  return [...told.slice(0, MAX_PLACES), ...(more > 0 ? [words`and the same in ${counted(more, 'more place')}`] : [])];
}

function locationWords({ subject, statement }: Finding): Words {
  if (!statement) return words`${SUBJECTS[subject]}`;
  const { sid, index } = statement;
  return words`${SUBJECTS[subject]}, statement ${sid ? code(shortened(sid, MAX_SID)) : index + 1}`;
}
