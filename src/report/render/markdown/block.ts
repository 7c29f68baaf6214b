import { cell, fenceFor, html, inlineMarkdown } from './inline';
import type { Block } from '../../block';
import { type Words, words } from '../../inline';
import { visibleLines } from '../../visible';

/** A block as Markdown that can lose lines at its end: `head` and `foot` stand around them, whatever is cut. */
interface Layout {
  readonly head: readonly string[];
  readonly lines: readonly string[];
  readonly foot: readonly string[];
}

/** A block as Markdown, with all its lines. */
export function renderMarkdown(block: Block): string {
  const { head, lines, foot } = layOut(block);
  return folded(block, [...head, ...lines, ...foot]);
}

/**
 * @param shown how many lines of the layout, fewer than it has
 * @param notice inline Markdown that says so
 */
export function renderCut(block: Block, { head, lines, foot }: Layout, shown: number, notice: string): string {
  return folded(block, shown === 0 ? [notice] : [...head, ...lines.slice(0, shown), ...foot, '', notice]);
}

export function layOut(block: Block): Layout {
  switch (block.kind) {
    case 'heading':
      return layout([`### ${inlineMarkdown(block.words)}`]);
    case 'paragraph':
      return layout([inlineMarkdown(block.words)]);
    case 'list': {
      const title = block.title ? [inlineMarkdown(block.title)] : [];
      return layout(title, itemsOf(block.items));
    }
    case 'table': {
      const { columns, rows, note } = block;
      const lines = tableLines(
        columns,
        rows.map((row) => row.map(inlineMarkdown)),
      );
      return layout(lines.slice(0, 2), lines.slice(2), note ? ['', inlineMarkdown(words`${note}`)] : []);
    }
    case 'alert': {
      // https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
      const { level, sentences } = block;
      const lines = sentences.length === 1 ? sentences.map(inlineMarkdown) : itemsOf(sentences);
      return layout(
        [`> [!${level.toUpperCase()}]`],
        lines.map((line) => `> ${line}`),
      );
    }
    case 'code': {
      const lines = visibleLines(block.text);
      const fence = fenceFor(lines);
      return layout([fence + block.language], lines, [fence]);
    }
  }
}

/** @param rows inline Markdown, as the columns are */
export function tableLines(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`);
}

function layout(head: readonly string[], lines: readonly string[] = [], foot: readonly string[] = []): Layout {
  return { head, lines, foot };
}

function itemsOf(all: readonly Words[]): string[] {
  // An item of nothing would underline what stands before it, which makes a heading of it.
  return all.map((item) => `- ${inlineMarkdown(item).trim() || '(empty)'}`);
}

function folded({ fold }: Block, body: readonly string[]): string {
  if (!fold) return body.join('\n');
  const { title, more, open } = fold;
  const summary = `<b>${html(title)}</b>${more ? ` · ${html(more)}` : ''}`;
  // Markdown within HTML needs the empty lines around it.
  return [`<details${open ? ' open' : ''}><summary>${summary}</summary>`, '', ...body, '', '</details>'].join('\n');
}
