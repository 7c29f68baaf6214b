import { alert, type Block, paragraph } from '../block';
import { code, type Inline, strong, text, words } from '../inline';
import type { Approval, Command } from '../model';
import { shortened } from '../visible';

const MAX_LOGIN = 100;
const MAX_LABEL = 100;
const MAX_REASON = 500;
const MAX_WHY = 1000;

/** That the change goes without an approval on GitHub. Nobody is to overlook it, so it comes before everything else. */
export function withoutGithubSection(approval: Approval | undefined): Block[] {
  if (approval?.state !== 'without-github') return [];
  const reason = text(shortened(approval.reason, MAX_REASON));
  return [
    alert('warning', [
      words`${strong('🚨 Nobody approved this on GitHub.')} The workflow goes without (${code('approve-without-github')}), and the reason given is: ${reason}`,
    ]),
  ];
}

/** Whether the change is approved, and how to approve it. */
export function approvalSection(approval: Approval | undefined, command: Command): Block[] {
  switch (approval?.state) {
    case 'approved': {
      const { by, label } = approval;
      const means = label === undefined ? words`by a review` : words`by the label ${labelWords(label)}`;
      return [paragraph(words`✅ Approved by ${code(shortened(by, MAX_LOGIN))}, ${means}.`)];
    }
    case 'proved':
      return [
        paragraph(
          words`✅ Needs no approval: AWS proves that there is no new access, and only the documents change (${code('approval-accepts-proof')}).`,
        ),
      ];
    case 'missing': {
      const { label } = approval;
      const why = text(shortened(approval.why, MAX_WHY));
      const [before, after] = command === 'up' ? ['Nothing was applied. ', ', then run the workflow again'] : ['', ''];
      const step =
        label === undefined
          ? words`submit an approving review${after}. It counts for what is shown here now, and for this commit.`
          : words`add the label ${labelWords(label)}${after}. It is taken off when the pull request asks for something else.`;
      return [
        alert('warning', [
          words`${why} ${before}To approve what is shown here, ${step} Whoever does so needs write permission, and must not have opened the pull request.`,
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
