import { changedLinesSection } from '../../../src/report/content/changed-lines';
import { linesOf } from '../lines';

const PAGE = 'https://github.com/acme/churn/pull/7';
const LINE = { file: 'a.yml', line: 3, isAdded: true, text: 'permissions: deploy' };
/** Of `a.yml`, by sha256sum. */
const ANCHOR = 'diff-40eb3fd3849866be6240d5d99e801ba8be6003ba7e2f976b44388af58dedd5a0';

const lines = (...all: (typeof LINE)[]) => linesOf(changedLinesSection(all, PAGE));

test('leads to each line in the difference, on its side', () => {
  expect(lines(LINE, { ...LINE, isAdded: false, text: 'permissions: baseline' })).toEqual([
    '**Where this pull request changes the inputs**',
    `- \`a.yml\`, [line 3](<${PAGE}/files#${ANCHOR}R3>): adds \`permissions: deploy\``,
    `- \`a.yml\`, [line 3](<${PAGE}/files#${ANCHOR}L3>): takes away \`permissions: baseline\``,
  ]);
});

test('names a few, and says how many more there are', () => {
  expect(lines(...Array.from({ length: 12 }, () => LINE)).at(-1)).toBe('- and 7 more lines');
});

test('has no section without lines', () => {
  expect(lines()).toEqual([]);
});

test('nothing in a line has power, and it has an end', () => {
  const text = `\`](x) @octocat ${'x'.repeat(500)}`;
  const [, line] = lines({ ...LINE, file: '<b>`|', text });
  expect(line).toMatch(/^- ``<b>`\|``, \[line 3\]\(<[^>]*>\): adds ``\s*`\]\(x\) @octocat x{60,}… ``$/);
});
