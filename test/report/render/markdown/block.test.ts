import { alert, codeBlock, list, paragraph, table } from '../../../../src/report/block';
import { code, strong, words } from '../../../../src/report/inline';
import { layOut, renderCut, renderMarkdown } from '../../../../src/report/render/markdown/block';

test('a paragraph has no lines to cut', () => {
  expect(layOut(paragraph(words`text`))).toEqual({ head: ['text'], lines: [], foot: [] });
  expect(paragraph(words`text`).weight).toBe('fixed');
});

test('a list can have a title', () => {
  const block = list([words`a`, words`b`], { weight: 'fixed', title: [strong('Both')] });
  expect(renderMarkdown(block)).toBe('**Both**\n- a\n- b');
});

test('an item of nothing does not underline what stands before it', () => {
  expect(renderMarkdown(list([words``, words`${' '}`], { weight: 'fixed', title: [strong('Both')] }))).toBe(
    '**Both**\n- (empty)\n- (empty)',
  );
});

test('a table keeps the cells of hostile text in their columns', () => {
  const block = table(['A', 'B'], [[[code('x|y')], words`two\nlines | *`]], { weight: 'detail', note: 'a *note*' });
  expect(renderMarkdown(block)).toBe('| A | B |\n| --- | --- |\n| `x\\|y` | two lines \\| \\* |\n\na \\*note\\*');
});

test('code that holds a fence is fenced by a longer one', () => {
  expect(renderMarkdown(codeBlock('text', '```\n\u202E', { weight: 'detail' }))).toBe('````text\n```\n\\u202E\n````');
});

test('a fold keeps its Markdown apart from the HTML, and its title harmless', () => {
  const fold = { title: '<Policy class="x">&\u202E', more: '3 < 5', open: true };
  expect(renderMarkdown(codeBlock('json', '{}', { weight: 'detail', fold }))).toBe(
    '<details open><summary><b>&lt;Policy class=&quot;x&quot;&gt;&amp;\\u202E</b> · 3 &lt; 5</summary>\n\n```json\n{}\n```\n\n</details>',
  );
});

test('of a block without room for a line, only the notice is left', () => {
  const block = codeBlock('json', '{}', { weight: 'detail' });
  expect(renderCut(block, layOut(block), 0, '_Cut_')).toBe('_Cut_');
});

test.each([
  [['one'], '> [!NOTE]\n> one'],
  [['one', 'two'], '> [!NOTE]\n> - one\n> - two'],
])('an alert of %j', (sentences, expected) => {
  expect(
    renderMarkdown(
      alert(
        'note',
        sentences.map((sentence) => words`${sentence}`),
      ),
    ),
  ).toBe(expected);
});
