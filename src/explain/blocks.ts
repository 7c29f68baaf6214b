import type { Answer, Explanation } from './explain';
import type { Decision } from '../iam/evaluate/evaluate';
import { type Block, list, paragraph } from '../report/block';
import { findingsSection } from '../report/content/findings';
import { editionWords } from '../report/content/footer';
import { findingCounts, impactSection } from '../report/content/impact';
import { matrixSection } from '../report/content/matrix';
import { notesSection } from '../report/content/notes';
import { permissionsSection } from '../report/content/permissions';
import { strong, text, words } from '../report/inline';

/** An explanation as the comment on a pull request shows it: the same sections, in the same order. */
export function blocksOf({ comparison, deployment, findings, answers, notes, serviceReference }: Explanation): Block[] {
  return [
    ...(comparison
      ? impactSection({ permissions: comparison, findings })
      : [paragraph([strong(`${findingCounts(findings) || 'No findings'}.`)])]),
    ...(comparison && deployment
      ? permissionsSection({ permissions: comparison }, { roleName: 'the role', target: deployment.target })
      : []),
    ...answersSection(answers),
    ...findingsSection(findings),
    ...(deployment ? matrixSection(deployment.matrix, true) : []),
    ...notesSection('note', notes),
    paragraph(editionWords(serviceReference)),
  ];
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
