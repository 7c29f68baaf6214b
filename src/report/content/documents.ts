import { POLICY_QUOTA, sizeOfDocument, TRUST_POLICY_QUOTA } from '../../aws/quota';
import { prettyJson } from '../../iam/policy/canonical';
import { type DocumentChange, diffLines, isChanged } from '../../iam/policy/document-change';
import type { ForeignPolicy } from '../../stack/role-in-iam';
import { type Block, codeBlock } from '../block';
import type { RoleReport } from '../model';
import { shortened } from '../visible';
import { grouped } from '../words/count';

const MAX_NAME = 200;

/**
 * Both documents in full, with what changes marked.
 *
 * @param open whether to unfold a document that is neither new nor gone, but different
 */
export function documentsSection(
  { policy, trust, boundary, foreignPolicies }: Pick<RoleReport, 'policy' | 'trust' | 'boundary' | 'foreignPolicies'>,
  open: boolean,
): Block[] {
  return [
    ...documentBlock('Policy document', policy, POLICY_QUOTA, open),
    ...documentBlock('Trust policy', trust, TRUST_POLICY_QUOTA, open),
    ...boundaryBlocks(boundary),
    ...foreignPolicies.map(foreignBlock),
  ];
}

/** Of two that are the same, one; of one that is gone, none: what it denied does not matter any more. */
function boundaryBlocks(boundary: RoleReport['boundary']): Block[] {
  const { arn, document, file } = boundary?.after ?? {};
  if (arn === undefined) return [];
  const title = `Permissions boundary ${shortened(arn, MAX_NAME)}`;
  return document === undefined
    ? [codeBlock('text', 'It was not looked at.', { weight: 'detail', fold: { title, open: false } })]
    : [
        codeBlock('json', prettyJson(document), {
          weight: 'detail',
          fold: {
            title,
            more: file === undefined ? 'as IAM has it' : `as ${shortened(file, MAX_NAME)} has it`,
            open: false,
          },
        }),
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
      facts: { kind: 'document', document },
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
