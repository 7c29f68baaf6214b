import { POLICY_QUOTA, sizeOfDocument, TRUST_POLICY_QUOTA } from '../../aws/quota';
import { prettyJson } from '../../iam/policy/canonical';
import type { ForeignPolicy } from '../../stack/role-in-iam';
import { type Block, codeBlock } from '../block';
import { diffLines, isChanged } from '../document-change';
import type { DocumentChange, RoleReport } from '../model';
import { shortened } from '../visible';
import { grouped } from '../words/count';

const MAX_NAME = 200;

/**
 * Both documents in full, with what changes marked.
 *
 * @param open whether to unfold a document that is neither new nor gone, but different
 */
export function documentsSection(
  { policy, trust, foreignPolicies }: Pick<RoleReport, 'policy' | 'trust' | 'foreignPolicies'>,
  open: boolean,
): Block[] {
  return [
    ...documentBlock('Policy document', policy, POLICY_QUOTA, open),
    ...documentBlock('Trust policy', trust, TRUST_POLICY_QUOTA, open),
    ...foreignPolicies.map(foreignBlock),
  ];
}

function foreignBlock({ kind, name, document, unread }: ForeignPolicy): Block {
  const title = `${kind === 'inline' ? 'Inline policy' : 'Attached policy'} ${shortened(name, MAX_NAME)}: not of this stack`;
  const options = { weight: 'detail', fold: { title, open: false } } as const;
  return document === undefined
    ? codeBlock('text', `It could not be read: ${unread ?? ''}`, options)
    : codeBlock('json', prettyJson(document), options);
}

function documentBlock(title: string, document: DocumentChange, quota: number, open: boolean): Block[] {
  const { before, after } = document;
  const shown = after ?? before;
  if (shown === undefined) return [];
  const more = size(document, quota);
  if (!isChanged(document)) {
    return [codeBlock('json', shown, { weight: 'detail', fold: { title: `${title}: unchanged`, more, open: false } })];
  }

  const lines = diffLines(document);
  const isEdit = before !== undefined && after !== undefined;
  return [
    codeBlock('diff', lines.join('\n'), {
      weight: 'detail',
      fold: { title: `${title}: ${changeWords(document, lines)}`, more, open: open && isEdit },
    }),
  ];
}

function changeWords({ before, after }: DocumentChange, lines: readonly string[]): string {
  if (before === undefined) return 'new';
  if (after === undefined) return 'deleted';
  const count = (mark: string) => lines.filter((line) => line.startsWith(mark)).length;
  return `changed (+${count('+')} −${count('-')} lines)`;
}

/** Such as `342 of 6,144 characters`, or `342 → 410 of …` where the size changes. */
function size({ before, after }: DocumentChange, quota: number): string {
  const sizes = [before, after].filter((side) => side !== undefined).map((side) => grouped(sizeOfDocument(side)));
  return `${[...new Set(sizes)].join(' → ')} of ${grouped(quota)} characters`;
}
