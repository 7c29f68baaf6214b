import { alert, type Block, fold, paragraph, table } from '../../../src/report/block';
import { code, link, text } from '../../../src/report/render/markdown';
import { renderForTerminal } from '../../../src/report/render/terminal';

function plain(...blocks: Block[]): string {
  return renderForTerminal(blocks, { colours: false });
}

it.each([
  'plain',
  'a `code` b',
  '``',
  '` x `',
  ' ',
  'a*b_c[d](e)~f',
  '1. first',
  '- item',
  '<b>&amp;</b>',
  '\\*',
  '@me #1 https://x.example',
  '"${aws:username}"',
  '**',
  '|',
])('shows %j as it was before it was Markdown', (source) => {
  const shown = source.trim().split(/\s+/).join(' ');
  expect(plain(paragraph(`x ${text(source)}`))).toBe(`${`x ${shown}`.trimEnd()}\n`);
  if (source.trim() === source) expect(plain(paragraph(code(source)))).toBe(`${source || '(empty)'}\n`);
});

it('shows invisible characters and terminal codes as what they are', () => {
  const hostile = 'a\u202Eb\u001b]0;title\u0007\u009b2Jc';
  expect(plain(paragraph(`${text(hostile)} ${code(hostile)}`))).toBe('a\\u202Eb\\u009B2Jc a\\u202Eb\\u009B2Jc\n');
});

it('shows links by their addresses', () => {
  expect(plain(paragraph(`(${link('a-rule', 'https://docs.example/a')})`))).toBe('(a-rule: https://docs.example/a)\n');
});

it('indents what belongs to an item', () => {
  expect(plain(paragraph('- one<br>more'))).toBe('- one\n  more\n');
});

it('aligns the columns of a table', () => {
  const rows = [
    ['`a|b`', '✅ → **❌**', ''],
    ['c', '', '`d`'],
  ];
  expect(plain(table(['Action', 'x', 'y'], rows, { weight: 'detail', fold: fold('Title', true, 'a < b') }))).toBe(
    ['Title · a < b', 'Action  x        y', 'a|b     ✅ → ❌', 'c                d', ''].join('\n'),
  );
});

it('keeps the lines of a cell in its column, and rows of several lines apart', () => {
  const rows = [
    ['`a`<br>`b`', '✅ x<br>❌ `<br>`'],
    ['c', 'd'],
  ];
  expect(plain(table(['Action', 'On'], rows, { weight: 'detail' }))).toBe(
    ['Action  On', '', 'a       ✅ x', 'b       ❌ <br>', '', 'c       d', ''].join('\n'),
  );
});

it('names the kind of a box', () => {
  expect(plain(alert('WARNING', ['Mind this.']))).toBe('Warning\nMind this.\n');
});

it('uses colours only where they are wanted', () => {
  const blocks = [paragraph('**bold `name**` end** and `name`')];
  expect(renderForTerminal(blocks, { colours: true })).toBe(
    '\u001b[1mbold \u001b[36mname**\u001b[39m end\u001b[22m and \u001b[36mname\u001b[39m\n',
  );
  expect(renderForTerminal(blocks, { colours: false })).toBe('bold name** end and name\n');
});
