import { approvalSection, withoutGithubSection } from '../../../src/report/content/approval';
import { blocksOf } from '../../../src/report/content/report';
import type { Approval } from '../../../src/report/model';
import { linesOf } from '../lines';
import { APPROVED, completed, editedAccess, failed } from '../samples';

const WHO = 'Whoever does so needs write permission, and must not have opened the pull request.';

function section(approval: Approval | undefined, command: 'preview' | 'up' = 'preview'): readonly string[] {
  return linesOf([...withoutGithubSection(approval), ...approvalSection(approval, command)]);
}

test('says how to approve by a label', () => {
  expect(section({ state: 'missing', label: 'iam-approved', why: 'The change needs an approval.' })).toEqual([
    '> [!WARNING]',
    `> The change needs an approval. To approve what is shown here, add the label \`iam-approved\`. It is taken off when the pull request asks for something else. ${WHO}`,
  ]);
});

test('says how to approve by a review', () => {
  expect(section({ state: 'missing', why: 'The change needs an approving review.' })).toEqual([
    '> [!WARNING]',
    `> The change needs an approving review. To approve what is shown here, submit an approving review. It counts for what is shown here now, and for this commit. ${WHO}`,
  ]);
});

test('says that none is needed, and why, where AWS proves it', () => {
  expect(section({ state: 'proved' })).toEqual([
    '✅ Needs no approval: AWS proves that there is no new access, and only the documents change (`approval-accepts-proof`).',
  ]);
});

test('after a merge, says that nothing was applied, and to run again', () => {
  expect(section({ state: 'missing', label: 'iam-approved', why: 'No.' }, 'up')[1]).toContain(
    'Nothing was applied. To approve what is shown here, add the label `iam-approved`, then run the workflow again.',
  );
  expect(section({ state: 'missing', why: 'No.' }, 'up')[1]).toContain(
    'submit an approving review, then run the workflow again.',
  );
});

test('says who approved it, and by what', () => {
  expect(section(APPROVED)).toEqual(['✅ Approved by `mona`, by the label `iam-approved`.']);
  expect(section({ ...APPROVED, label: undefined })).toEqual(['✅ Approved by `mona`, by a review.']);
});

test('says nothing where no approval is required', () => {
  expect([...section({ state: 'not-required' }), ...section(undefined)]).toEqual([]);
});

test('that nobody approved it on GitHub comes before everything else, with the reason', () => {
  const approval = { state: 'without-github', reason: 'GitHub does not answer, agreed with @mona' } as const;
  const of = { ...editedAccess(), approval };
  for (const report of [completed('up', of), failed('up', { reason: 'throttled', message: 'No.' }, of)]) {
    const lines = linesOf(blocksOf(report));
    const place = lines.findIndex((line) => line.includes('🚨 **Nobody') || line.includes('🚨 Nobody'));
    expect(lines[place]).toBe(
      '> **🚨 Nobody approved this on GitHub.** The workflow goes without (`approve-without-github`), and the reason given is: GitHub does not answer, agreed with `@mona`',
    );
    expect(lines.findIndex((line) => /(would be able to|can now)/.test(line))).toBeGreaterThan(place);
  }
});

test('a label, a login and a reason from outside are shown as they are', () => {
  const [, line] = section({ state: 'missing', label: '`x`|<b>', why: 'It said <script> @octocat #1' });
  expect(line).toContain('`` `x`|<b> ``');
  expect(line).toContain('It said &lt;script&gt; `@octocat` `#1`');
  expect(section({ ...APPROVED, by: '`<b>`' })[0]).toContain('`` `<b>` ``');
});
