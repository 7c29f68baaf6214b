import { renderSummary } from '../../../src/report/render/summary';
import { completed, failed, newAccess } from '../samples';
import { leftOpen } from '../structure';

test('shows the report without a link to the page that it is on', () => {
  const markdown = renderSummary(completed('preview', newAccess()));
  expect(markdown).toMatch(/^### ⚠️ Preview: would grant 8 actions/);
  expect(markdown).not.toContain('workflow run');
  expect(markdown.endsWith('</sub>\n')).toBe(true);
});

test('keeps within 1 MiB', () => {
  const details = `${'x'.repeat(99)}\n`.repeat(20_000);
  const markdown = renderSummary(failed('up', { reason: 'internal', message: 'm', details }));
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(1_048_576);
  expect(Buffer.byteLength(markdown)).toBeGreaterThan(1_048_000);
  expect(markdown).toMatch(
    /_Cut: \d+ of 20001 lines shown; all of it is in the file that the input `report-file` names, where it names one\._/,
  );
  expect(leftOpen(markdown)).toEqual([]);
});
