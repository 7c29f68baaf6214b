import { alert, type Block, paragraph } from '../block';
import { code, type Inline, text, words } from '../inline';
import type { Approval, Command } from '../model';
import { shortened } from '../visible';

const MAX_LABEL = 100;
const MAX_WHY = 500;

/** Whether the change is approved, and how to approve it. */
export function approvalSection(approval: Approval | undefined, command: Command): Block[] {
  switch (approval?.state) {
    case 'approved':
      return [paragraph(words`✅ Approved by the label ${labelWords(approval.label)}.`)];
    case 'missing': {
      const why = text(shortened(approval.why, MAX_WHY));
      const [before, after] = command === 'up' ? ['Nothing was applied. ', ', then run the workflow again'] : ['', ''];
      return [
        alert('warning', [
          words`${why} ${before}To approve what is shown here, add the label ${labelWords(approval.label)}${after}. It is taken off when the pull request asks for something else.`,
        ]),
      ];
    }
    default:
      return [];
  }
}

function labelWords(label: string): Inline {
  return code(shortened(label, MAX_LABEL));
}
