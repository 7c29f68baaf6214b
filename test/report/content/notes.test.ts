import { renderBlock } from '../../../src/report/block';
import { notesSection } from '../../../src/report/content/notes';
import { access, change, ROLE_TYPE } from '../samples';

function render(of: ReturnType<typeof access>): string[] {
  return notesSection(of).map((block) => renderBlock(block, block.lines.length, ''));
}

test('a replacement warns that the role is away for a moment', () => {
  const [warning] = render(access({ changes: [change(ROLE_TYPE, 'replace')] }));
  expect(warning).toMatch(/^> \[!WARNING\]\n> \*\*Replaced:\*\* Role `churn-prod`\./);
  expect(warning).toContain('deleted before the new one is made');
});

test('an update warns of nothing', () => {
  expect(render(access({ changes: [change(ROLE_TYPE, 'update')] }))).toEqual([]);
});

test('a note is plain text', () => {
  expect(render(access({ notes: ['**<b>**'] }))).toEqual(['> [!NOTE]\n> \\*\\*&lt;b&gt;\\*\\*']);
});
