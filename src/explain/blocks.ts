import type { Answer, Explanation } from './explain';
import { compareTrust } from '../iam/compare';
import type { Decision } from '../iam/evaluate';
import type { Finding } from '../iam/findings';
import type { Matrix } from '../iam/matrix';
import type { Target } from '../iam/target';
import { type Block, fold, paragraph } from '../report/block';
import { editionWords } from '../report/content/edition';
import { findingsSection } from '../report/content/findings';
import { matrixSection } from '../report/content/matrix';
import { notesSection } from '../report/content/notes';
import { permissionsSection } from '../report/content/permissions';
import { findingWords, verdict } from '../report/content/verdict';
import type { Access, Assessment } from '../report/model';
import { text } from '../report/render/markdown';

/** An explanation as the comment on a pull request shows it: the same sections, in the same order. */
export function blocksOf(explanation: Explanation): Block[] {
  const { comparison, deployment, findings, answers } = explanation;
  const access = accessOf(explanation);
  return [
    paragraph(`**${comparison ? verdict(access.assessment!) : summary(findings)}**`),
    ...(comparison ? permissionsSection(access) : []),
    ...answersSection(answers),
    ...findingsSection(access),
    ...(deployment ? matrixSection(access, true) : []),
    ...notesSection(access),
    paragraph(editionWords(explanation.serviceReference)),
  ];
}

const NO_MATRIX: Matrix = { places: [], rows: [], left: 0 };
const UNKNOWN: Target = { partition: 'aws', region: '', account: '', endpoint: '', bucket: '', prefix: '' };
const NO_DOCUMENT = { before: undefined, after: undefined };

/** What the sections of the report look at; what is not known of a policy by itself is empty. */
function accessOf({ comparison, deployment, findings, notes, serviceReference }: Explanation): Access {
  const nothing = { differences: [], withoutEffect: [], unchanged: [], malformed: {} };
  const assessment: Assessment = {
    permissions: comparison ?? nothing,
    trust: compareTrust(undefined, undefined),
    matrix: deployment?.matrix ?? NO_MATRIX,
    findings,
    serviceReference,
  };
  return {
    target: { ...UNKNOWN, ...deployment?.target },
    stack: '',
    roleName: 'the role',
    roleArn: '',
    policyName: '',
    policyArn: '',
    changes: [],
    policy: NO_DOCUMENT,
    trust: NO_DOCUMENT,
    assessment,
    foreignPolicies: [],
    unseen: [],
    comparedWith: 'aws',
    notes,
  };
}

function summary(findings: readonly Finding[]): string {
  return `${findingWords(findings) || 'No findings'}.`;
}

const DECISIONS: Readonly<Record<Decision, string>> = {
  allowed: '✅ **allowed**',
  undecided: '❔ **undecided**',
  'implicitly-denied': '❌ **denied**',
  'explicitly-denied': '❌ **denied**',
};

function answersSection(answers: readonly Answer[]): Block[] {
  if (answers.length === 0) return [];
  const lines = answers.map(({ evaluation: { decision, why } }) => {
    return `- ${DECISIONS[decision]}: ${text(why)}`;
  });
  return [{ weight: 'essential', head: [], lines, foot: [], fold: fold('Requests', true) }];
}
