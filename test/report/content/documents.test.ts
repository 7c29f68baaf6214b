import { documentsSection } from '../../../src/report/content/documents';
import { renderMarkdown } from '../../../src/report/render/markdown/block';
import { access, editedAccess, newAccess } from '../samples';

function render(of: ReturnType<typeof access>): string[] {
  return documentsSection(of, true).map(renderMarkdown);
}

const summaryOf = (markdown: string) => markdown.split('\n')[0];

test('a new document is folded, with all of it marked as added', () => {
  const [policy, trust] = render(newAccess());
  expect(summaryOf(policy!)).toBe('<details><summary><b>Policy document: new</b> · 915 of 6,144 characters</summary>');
  expect(summaryOf(trust!)).toBe('<details><summary><b>Trust policy: new</b> · 220 of 2,048 characters</summary>');
  expect(policy).toContain('```diff\n+ {\n+   "Version": "2012-10-17",\n');
});

test('a changed document is unfolded and counts what changes', () => {
  const [policy] = render(editedAccess());
  expect(summaryOf(policy!)).toBe(
    '<details open><summary><b>Policy document: changed (+36 −0 lines)</b> · 331 → 915 of 6,144 characters</summary>',
  );
  expect(policy).toContain('+         "sagemaker:CreateEndpoint",\n');
});

test('an unchanged document is folded and shown as it is', () => {
  const [, trust] = render(editedAccess());
  expect(summaryOf(trust!)).toBe(
    '<details><summary><b>Trust policy: unchanged</b> · 220 of 2,048 characters</summary>',
  );
  expect(trust).toContain('```json\n{\n  "Version": "2012-10-17",\n');
});

test('a deleted document has all of it marked as removed', () => {
  const { policy } = access();
  const [markdown] = render(access({ policy: { before: policy.before } }));
  expect(summaryOf(markdown!)).toContain('Policy document: deleted');
  expect(markdown).toContain('```diff\n- {\n');
});

test('after a failure a changed document stays folded', () => {
  expect(documentsSection(editedAccess(), false).map(({ fold }) => fold!.open)).toEqual([false, false]);
});

test('without documents there is nothing to show', () => {
  expect(render(access({ policy: {}, trust: {} }))).toEqual([]);
});

test.each([
  ['as IAM has it', { document: '{"Statement":[]}' }, '</b> · as IAM has it</summary>', '"Statement": []'],
  ['as a file has it', { document: '{}', file: 'b.json', unread: 'No.' }, '</b> · as b.json has it</summary>', '{}'],
  ['not looked at', { unread: 'No.' }, '</b></summary>', 'It was not looked at.'],
])('has the permissions boundary: %s', (_, known, title, content) => {
  const [, , boundary] = render(access({ boundary: { after: { arn: 'arn:aws:iam::aws:policy/P', ...known } } }));
  expect(summaryOf(boundary!)).toBe(
    `<details><summary><b>Permissions boundary <code>arn:aws:iam::aws:policy/P</code>${title}`,
  );
  expect(boundary).toContain(content);
});
