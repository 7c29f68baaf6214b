import type { Block } from '../block';

/** Shows the blocks of a report in a terminal. What they have of Markdown is what `src/report/markdown.ts` writes. */
export function renderForTerminal(blocks: readonly Block[], { colours }: { readonly colours: boolean }): string {
  const style = colours ? COLOURS : PLAIN;
  return `${blocks.map((block) => renderBlock(block, style)).join('\n\n')}\n`;
}

interface Style {
  readonly bold: readonly [on: string, off: string];
  readonly name: readonly [on: string, off: string];
}

/** ECMA-48, section 8.3.117: SGR. */
const COLOURS: Style = { bold: ['\u001b[1m', '\u001b[22m'], name: ['\u001b[36m', '\u001b[39m'] };

const PLAIN: Style = { bold: ['', ''], name: ['', ''] };

function renderBlock({ fold, head, lines, foot }: Block, style: Style): string {
  const title = fold ? [inline(fold.summary.replace(/<\/?b>/g, '**'), style)] : [];
  const rows = [...head, ...lines].filter(isRow);
  const body =
    rows.length > 0
      ? [...table(rows, style), ...foot.map((line) => inline(line, style))]
      : [...head, ...lines, ...foot].map((line) => renderLine(line, style));
  return [...title, ...body].join('\n').trimEnd();
}

function renderLine(line: string, style: Style): string {
  const alert = /^> \[!(\w)(\w*)\]$/.exec(line);
  if (alert) return inline(`**${alert[1]}${alert[2]!.toLowerCase()}**`, style);
  const shown = inline(line.replace(/^> /, ''), style);
  return shown.startsWith('- ') ? shown.replaceAll('\n', '\n  ') : shown;
}

function isRow(line: string): boolean {
  return line.startsWith('| ');
}

/** Columns as wide as their widest cell. */
function table(rows: readonly string[], style: Style): string[] {
  const cells = rows
    .filter((row) => !/^[| -]+$/.test(row))
    // A pipe within a cell has a backslash, so it does not stand between spaces.
    .map((row) => row.slice(2, -2).split(' | '))
    .map((row) => row.map((cell) => cell.replaceAll('\\|', '|')));
  const widths = cells[0]!.map((_, column) => Math.max(...cells.flatMap((row) => linesOf(row[column]!).map(widthOf))));
  const shown = cells.map((row) => rowLines(row, widths, style));
  // Where rows have several lines, there has to be something between them.
  const isTall = shown.some(({ length }) => length > 1);
  return shown.flatMap((lines, index) => (isTall && index > 0 ? ['', ...lines] : lines));
}

function rowLines(row: readonly string[], widths: readonly number[], style: Style): string[] {
  const plain = row.map(linesOf);
  const shown = row.map((cell) => inline(cell, style).split('\n'));
  return Array.from({ length: Math.max(...shown.map(({ length }) => length)) }, (_, line) =>
    shown
      .map((lines, column) => (lines[line] ?? '') + ' '.repeat(widths[column]! - widthOf(plain[column]![line] ?? '')))
      .join('  ')
      .trimEnd(),
  );
}

/** The lines of a cell; nothing but a line break in Markdown makes one. */
function linesOf(cell: string): string[] {
  return inline(cell, PLAIN).split('\n');
}

/** In cells of a terminal, where most emoji take two. */
function widthOf(plain: string): number {
  const characters = [...plain.replace(/\p{Variation_Selector}/gu, '')];
  return characters.reduce((sum, character) => sum + (/\p{Extended_Pictographic}/u.test(character) ? 2 : 1), 0);
}

/** Escapes, code, bold, links, line breaks and entities, in this order. */
const MARKUP =
  /\\([^\w\s]|_)|(?<!`)(`+)(?!`)(.+?)(?<!`)\2(?!`)|(\*\*)|\[((?:\\.|[^\]])*)\]\(<([^>]*)>\)|(<br>)|&(amp|lt|gt|quot);/g;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function inline(markdown: string, { bold, name }: Style): string {
  let isBold = false;
  return markdown.replace(MARKUP, (_, escaped, _fence, code, stars, label, address, lineBreak, entity) => {
    if (escaped !== undefined) return escaped as string;
    // One space at both ends belongs to the fence.
    if (code !== undefined) return name[0] + (code as string).replace(/^ (.*\S.*) $/, '$1') + name[1];
    if (stars) return bold[(isBold = !isBold) ? 0 : 1];
    if (label !== undefined) return `${inline(label, { bold, name })}: ${address}`;
    return lineBreak ? '\n' : ENTITIES[entity]!;
  });
}
