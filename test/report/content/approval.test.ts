import { approvalSection } from '../../../src/report/content/approval';
import type { Approval } from '../../../src/report/model';
import { linesOf } from '../lines';

function section(approval: Approval | undefined, command: 'preview' | 'up' = 'preview'): readonly string[] {
  return linesOf(approvalSection(approval, command));
}

test('says how to approve', () => {
  expect(section({ state: 'missing', label: 'iam-approved', why: 'The change needs an approval.' })).toEqual([
    '> [!WARNING]',
    '> The change needs an approval. To approve what is shown here, add the label `iam-approved`. It is taken off when the pull request asks for something else.',
  ]);
});

test('after a merge, says that nothing was applied, and to run again', () => {
  expect(section({ state: 'missing', label: 'iam-approved', why: 'No.' }, 'up')[1]).toContain(
    'Nothing was applied. To approve what is shown here, add the label `iam-approved`, then run the workflow again.',
  );
});

test('says what approved it', () => {
  expect(section({ state: 'approved', label: 'iam-approved' })).toEqual(['✅ Approved by the label `iam-approved`.']);
});

test('says nothing where no approval is required', () => {
  expect([...section({ state: 'not-required' }), ...section(undefined)]).toEqual([]);
});

test('a label and a reason from outside are shown as they are', () => {
  const [, line] = section({ state: 'missing', label: '`x`|<b>', why: 'It said <script> @octocat #1' });
  expect(line).toContain('`` `x`|<b> ``');
  expect(line).toContain('It said &lt;script&gt; `@octocat` `#1`');
});
