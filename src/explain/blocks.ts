import type { Answer, Explanation } from './explain';
import { targetOf } from './target';
import { comparePermissions } from '../iam/compare/permissions';
import type { Decision } from '../iam/evaluate/evaluate';
import { type Block, list, paragraph } from '../report/block';
import { findingsSection } from '../report/content/findings';
import { editionWords } from '../report/content/footer';
import { findingCounts, impactSection } from '../report/content/impact';
import { matrixSection } from '../report/content/matrix';
import { notesSection } from '../report/content/notes';
import { permissionsSection } from '../report/content/permissions';
import { statementsSection } from '../report/content/statements';
import { strong, text, words } from '../report/inline';

/** An explanation as the comment on a pull request shows it: the same sections, in the same order. */
export function blocksOf(explanation: Explanation): Block[] {
  const { trustAlone, deployment, findings, answers, notes, serviceReference } = explanation;
  const { target, isAccountUnknown } = placeOf(explanation);
  return [
    ...comparisonSections(explanation),
    ...answersSection(answers),
    ...findingsSection(findings),
    ...(trustAlone === undefined ? [] : statementsSection({ ...ofTrust(trustAlone), target }, true, isAccountUnknown)),
    ...(deployment ? matrixSection(deployment.matrix, true) : []),
    ...notesSection('note', notes),
    paragraph(editionWords(serviceReference)),
  ];
}

function comparisonSections(explanation: Explanation): Block[] {
  const { comparison, trustComparison: trust, findings } = explanation;
  if (!comparison && !trust) return [paragraph([strong(`${findingCounts(findings) || 'No findings'}.`)])];
  // Where only one of the documents is compared, nothing changes about the other.
  const permissions = comparison ?? comparePermissions(undefined, undefined);
  return [
    ...impactSection({ permissions, trust, findings }),
    ...permissionsSection({ permissions, trust }, { roleName: 'the role', ...placeOf(explanation) }),
  ];
}

/** An account that only the resources of the policy are of need not be the one of the role. */
function placeOf({ deployment, account }: Explanation) {
  const target = deployment?.target ?? targetOf('');
  return { target: { ...target, account: account ?? target.account }, isAccountUnknown: account === undefined };
}

function ofTrust(document: string) {
  return { trust: { after: document }, policy: {} };
}

const DECISIONS: Readonly<Record<Decision, { readonly sign: string; readonly word: string }>> = {
  allowed: { sign: '✅', word: 'allowed' },
  undecided: { sign: '❔', word: 'undecided' },
  'implicitly-denied': { sign: '❌', word: 'denied' },
  'explicitly-denied': { sign: '❌', word: 'denied' },
};

function answersSection(answers: readonly Answer[]): Block[] {
  if (answers.length === 0) return [];
  const items = answers.map(({ evaluation: { decision, why } }) => {
    const { sign, word } = DECISIONS[decision];
    return words`${sign} ${strong(word)}: ${text(why)}`;
  });
  return [list(items, { weight: 'essential', fold: { title: 'Requests', open: true } })];
}
