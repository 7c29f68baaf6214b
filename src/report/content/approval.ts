import { alert, type Block, paragraph } from '../block';
import type { Access, Command } from '../model';
import { code, text } from '../render/markdown';
import { shortened } from '../visible';

const MAX_LABEL = 100;
const MAX_WHY = 500;

/** Whether the change is approved, and how to approve it. */
export function approvalSection({ approval }: Access, command: Command): Block[] {
  switch (approval?.state) {
    case 'approved':
      return [paragraph(`✅ Approved by the label ${labelWords(approval.label)}.`)];
    case 'missing': {
      const [before, after] = command === 'up' ? ['Nothing was applied. ', ', then run the workflow again'] : ['', ''];
      const how = `${before}To approve what is shown here, add the label ${labelWords(approval.label)}${after}. It is taken off when the pull request asks for something else.`;
      return [alert('WARNING', [`${text(shortened(approval.why, MAX_WHY))} ${how}`])];
    }
    default:
      return [];
  }
}

function labelWords(label: string): string {
  return code(shortened(label, MAX_LABEL));
}
