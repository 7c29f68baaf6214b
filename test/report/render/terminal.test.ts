import { alert, type Block, codeBlock, heading, list, paragraph, table } from '../../../src/report/block';
import { BREAK, code, icon, link, small, strong, text, words } from '../../../src/report/inline';
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
  'repo:OWNER@ID',
  '"${aws:username}"',
  '**',
  '|',
])('shows %j as it is', (source) => {
  const shown = source.trim().split(/\s+/).join(' ');
  expect(plain(paragraph(words`x ${text(source)}`))).toBe(`${`x ${shown}`.trimEnd()}\n`);
  if (source.trim() === source) expect(plain(paragraph([code(source)]))).toBe(`${source || '(empty)'}\n`);
});

it('says that a name is empty', () => {
  expect(plain(paragraph([code('')]))).toBe('(empty)\n');
});

it('shows invisible characters and terminal codes as what they are', () => {
  const hostile = 'a\u202Eb\u001b]0;title\u0007\u009b2Jc';
  const shown = 'a\\u202Eb\\u009B2Jc';
  expect(plain(paragraph(words`${text(hostile)} ${code(hostile)}`))).toBe(`${shown} ${shown}\n`);
  const fold = { title: hostile, more: hostile, open: true };
  const block = codeBlock('text', `${hostile}\n\t${hostile}`, { weight: 'detail', fold });
  expect(plain(block)).toBe(`${shown} · ${shown}\n${shown}\n\t${shown}\n`);
  expect(plain(table([hostile], [[[code(hostile)]]], { weight: 'detail', note: hostile }))).toBe(
    `${shown}\n${shown}\n\n${shown}\n`,
  );
});

it('shows links by their addresses', () => {
  expect(plain(paragraph(words`(${link('a-rule', 'https://docs.example/a')})`))).toBe(
    '(a-rule: https://docs.example/a)\n',
  );
});

it('indents what belongs to an item', () => {
  expect(plain(list([words`one${BREAK}more`], { weight: 'essential', title: words`Items` }))).toBe(
    'Items\n- one\n  more\n',
  );
});

it('aligns the columns of a table', () => {
  const rows = [
    [[code('a|b')], words`${icon('✅')} → ${strong('❌')}`, []],
    [words`c`, [], [code('d')]],
  ];
  const fold = { title: 'Title', more: 'a < b', open: true };
  expect(plain(table(['Action', 'x', 'y'], rows, { weight: 'detail', fold }))).toBe(
    ['Title · a < b', 'Action  x        y', 'a|b     ✅ → ❌', 'c                d', ''].join('\n'),
  );
});

it('keeps the lines of a cell in its column, and rows of several lines apart', () => {
  const rows = [
    [words`${code('a')}${BREAK}${code('b')}`, words`✅ x${BREAK}❌ ${code('<br>')}`],
    [words`c`, words`d`],
  ];
  expect(plain(table(['Action', 'On'], rows, { weight: 'detail' }))).toBe(
    ['Action  On', '', 'a       ✅ x', 'b       ❌ <br>', '', 'c       d', ''].join('\n'),
  );
});

it('names the kind of a box', () => {
  expect(plain(alert('warning', [words`Mind this.`]))).toBe('Warning\nMind this.\n');
  expect(plain(alert('note', [words`a`, words`b${BREAK}c`]))).toBe('Note\n- a\n- b\n  c\n');
});

it('uses colours only where they are wanted', () => {
  const blocks = [
    heading(words`Title`),
    paragraph(words`${strong(words`bold ${code('name**')} end`)} and ${code('name')} ${small('small @word')}`),
  ];
  expect(renderForTerminal(blocks, { colours: true })).toBe(
    '\u001b[1mTitle\u001b[22m\n\n\u001b[1mbold \u001b[36mname**\u001b[39m end\u001b[22m and \u001b[36mname\u001b[39m small @word\n',
  );
  expect(renderForTerminal(blocks, { colours: false })).toBe('Title\n\nbold name** end and name small @word\n');
});

it('makes a list of a table that is too wide for the terminal', () => {
  const cell = (value: string) => words`${value}`;
  const wide = table(['Action', 'On'], [[cell('s3:GetObject'), words`${'x'.repeat(30)}${BREAK}other`]], {
    weight: 'important',
  });
  expect(renderForTerminal([wide], { colours: false, columns: 40 })).toBe(
    `- s3:GetObject\n  On: ${'x'.repeat(30)}\n  On: other\n`,
  );
  const asTable = renderForTerminal([wide], { colours: false });
  expect(asTable).toMatch(/^Action {8}On\n/);
  expect(renderForTerminal([wide], { colours: false, columns: 44 })).toBe(asTable);
});
