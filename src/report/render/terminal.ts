import { styleText } from 'node:util';
import type { Block, Table } from '../block';
import type { Inline, Words } from '../inline';
import { prose, visible, visibleLines } from '../visible';

interface Terminal {
  readonly colours: boolean;
  /** Default: as many as it takes. */
  readonly columns?: number;
}

/** Blocks of a report for a terminal. Tables that are too wide for it become lists. */
export function renderForTerminal(blocks: readonly Block[], { colours, columns }: Terminal): string {
  const style = { ...(colours ? COLOURS : PLAIN), columns: columns || Infinity };
  return `${blocks.map((block) => renderBlock(block, style)).join('\n\n')}\n`;
}

interface Style {
  readonly columns: number;
  readonly bold: (shown: string) => string;
  readonly name: (shown: string) => string;
}

const COLOURS: Style = {
  columns: Infinity,
  bold: (shown) => styleText('bold', shown, { validateStream: false }),
  name: (shown) => styleText('cyan', shown, { validateStream: false }),
};

const PLAIN: Style = { columns: Infinity, bold: String, name: String };

function renderBlock(block: Block, style: Style): string {
  const { fold } = block;
  const title = fold ? [style.bold(visible(fold.title)) + (fold.more ? ` · ${visible(fold.more)}` : '')] : [];
  return [...title, ...linesOf(block, style)].join('\n').trimEnd();
}

function linesOf(block: Block, style: Style): string[] {
  switch (block.kind) {
    case 'heading':
      return [style.bold(inline(block.words, style))];
    case 'paragraph':
      return [inline(block.words, style)];
    case 'list':
      return [...(block.title ? [inline(block.title, style)] : []), ...items(block.items, style)];
    case 'table':
      return [...table(block, style), ...(block.note ? ['', prose(block.note)] : [])];
    case 'alert': {
      const { level, sentences } = block;
      const kind = style.bold(level.charAt(0).toUpperCase() + level.slice(1));
      return [kind, ...(sentences.length === 1 ? [inline(sentences[0]!, style)] : items(sentences, style))];
    }
    case 'code':
      return visibleLines(block.text);
  }
}

function items(all: readonly Words[], style: Style): string[] {
  return all.map((item) => `- ${inline(item, style).replaceAll('\n', '\n  ')}`);
}

/** Columns as wide as their widest cell. */
function table({ columns, rows }: Table, style: Style): string[] {
  const cells = [columns.map((column): Words => [{ kind: 'text', text: column }]), ...rows];
  const widths = columns.map((_, column) => Math.max(...cells.flatMap((row) => cellLines(row[column]!).map(widthOf))));
  const width = widths.reduce((sum, each) => sum + each + 2, -2);
  if (width > style.columns) return rows.flatMap((row) => stacked(columns, row, style));
  const shown = cells.map((row) => rowLines(row, widths, style));
  // Where rows have several lines, there has to be something between them.
  const isTall = shown.some(({ length }) => length > 1);
  return shown.flatMap((lines, index) => (isTall && index > 0 ? ['', ...lines] : lines));
}

/** A row without room for its columns: the first one as a title, the others below it. */
function stacked(columns: readonly string[], [first = [], ...others]: readonly Words[], style: Style): string[] {
  const below = others.map((cell, index) => ({
    lines: cellLines(cell, style).filter(Boolean),
    name: columns[index + 1]!,
  }));
  return [
    `- ${cellLines(first, style).join(' ')}`,
    ...below.flatMap(({ lines, name }) => lines.map((line) => `  ${name}: ${line}`)),
  ];
}

function rowLines(row: readonly Words[], widths: readonly number[], style: Style): string[] {
  const plain = row.map((cell) => cellLines(cell));
  const shown = row.map((cell) => cellLines(cell, style));
  return Array.from({ length: Math.max(...shown.map(({ length }) => length)) }, (_, line) =>
    shown
      .map((lines, column) => (lines[line] ?? '') + ' '.repeat(widths[column]! - widthOf(plain[column]![line] ?? '')))
      .join('  ')
      .trimEnd(),
  );
}

/** Nothing but a break makes another line of a cell. */
function cellLines(cell: Words, style = PLAIN): string[] {
  return inline(cell, style).split('\n');
}

/** In cells of a terminal, where most emoji take two. */
function widthOf(plain: string): number {
  const characters = [...plain.replace(/\p{Variation_Selector}/gu, '')];
  return characters.reduce((sum, character) => sum + (/\p{Extended_Pictographic}/u.test(character) ? 2 : 1), 0);
}

function inline(words: Words, style: Style): string {
  return words.map((node) => nodeText(node, style)).join('');
}

function nodeText(node: Inline, style: Style): string {
  switch (node.kind) {
    case 'text':
      return prose(node.text);
    case 'code':
      return node.text === '' ? '(empty)' : style.name(visible(node.text));
    case 'strong':
      return style.bold(inline(node.words, style));
    case 'small':
      return inline(node.words, style);
    case 'link':
      return `${prose(node.label)}: ${visible(node.address)}`;
    case 'icon':
      return node.symbol;
    case 'break':
      return '\n';
  }
}
