import { notesSection, replacementsSection } from '../../../src/report/content/notes';
import { linesOf } from '../lines';
import { access, change, ROLE_TYPE } from '../samples';

test('a replacement warns that the role is away for a moment', () => {
  const [kind, warning] = linesOf(replacementsSection([change(ROLE_TYPE, 'replace')], access()));
  expect(kind).toBe('> [!WARNING]');
  expect(warning).toMatch(/^> \*\*Replaced:\*\* Role `churn-prod`\./);
  expect(warning).toContain('deleted before the new one is made');
});

test('an update warns of nothing', () => {
  expect(replacementsSection([change(ROLE_TYPE, 'update')], access())).toEqual([]);
});

test('a note is plain text', () => {
  expect(linesOf(notesSection('note', ['**<b>**']))).toEqual(['> [!NOTE]', '> \\*\\*&lt;b&gt;\\*\\*']);
});

test('there is no box without sentences', () => {
  expect(notesSection('warning', [])).toEqual([]);
});
