import { alert, codeBlock, fold, paragraph, renderBlock, table } from '../../src/report/block';

test('a paragraph has no lines to cut', () => {
  expect(paragraph('text')).toMatchObject({ lines: [], weight: 'essential' });
});

test('a table keeps the cells of hostile text in their columns', () => {
  const block = table(['A', 'B'], [['`x|y`', 'two\nlines']], { weight: 'detail' });
  expect(renderBlock(block, 1, '')).toBe('| A | B |\n| --- | --- |\n| `x\\|y` | two lines |');
});

test('code that holds a fence is fenced by a longer one', () => {
  expect(renderBlock(codeBlock('text', '```\n\u202E', { weight: 'detail' }), 2, '')).toBe(
    '````text\n```\n\\u202E\n````',
  );
});

test('a fold keeps its Markdown apart from the HTML, and its title harmless', () => {
  const block = codeBlock('json', '{}', { weight: 'detail', fold: fold('<Policy>', true, '3 of 5') });
  expect(renderBlock(block, 1, '')).toBe(
    '<details open><summary><b>&lt;Policy&gt;</b> · 3 of 5</summary>\n\n```json\n{}\n```\n\n</details>',
  );
});

test('of a block without room for a line, only the notice is left', () => {
  expect(renderBlock(codeBlock('json', '{}', { weight: 'detail' }), 0, '_Cut_')).toBe('_Cut_');
});

test.each([
  [['one'], '> [!NOTE]\n> one'],
  [['one', 'two'], '> [!NOTE]\n> - one\n> - two'],
])('an alert of %j', (sentences, expected) => {
  expect(renderBlock(alert('NOTE', sentences), sentences.length, '')).toBe(expected);
});
