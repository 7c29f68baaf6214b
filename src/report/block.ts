import { cell, fenceFor, html } from './render/markdown';
import { visibleLines } from './visible';

/**
 * How long a block stays whole where there is too little room: `detail` is cut first, then what is `important`;
 * `essential` blocks are cut only where they alone are too large.
 */
export type Weight = 'essential' | 'important' | 'detail';

/** A piece of a report that can lose lines at its end without breaking the Markdown around it. */
export interface Block {
  readonly weight: Weight;
  /** Folds the block under a summary, which is HTML. */
  readonly fold?: Fold;
  /** What stands before and after the lines, whatever is cut. */
  readonly head: readonly string[];
  readonly lines: readonly string[];
  /** Whether the lines make sense only together. */
  readonly isWhole?: boolean;
  readonly foot: readonly string[];
}

export interface Fold {
  readonly summary: string;
  readonly open: boolean;
}

/** Markdown that can't be cut; keep it short. */
export function paragraph(markdown: string): Block {
  return { weight: 'essential', head: [markdown], lines: [], foot: [] };
}

/** @param rows inline Markdown, one text for each column */
export function table(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  options: { weight: Weight; fold?: Fold },
): Block {
  return {
    ...options,
    head: [row(columns), row(columns.map(() => '---'))],
    lines: rows.map(row),
    foot: [],
  };
}

/** @param text of which each line is shown as it is, with invisible characters written out */
export function codeBlock(language: string, text: string, options: { weight: Weight; fold?: Fold }): Block {
  const lines = visibleLines(text);
  const fence = fenceFor(lines);
  return { ...options, head: [fence + language], lines, foot: [fence] };
}

/**
 * A box with an icon.
 *
 * https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
 *
 * @param sentences inline Markdown
 */
export function alert(kind: 'NOTE' | 'WARNING', sentences: readonly string[]): Block {
  return {
    weight: 'essential',
    head: [`> [!${kind}]`],
    lines: sentences.map((sentence) => (sentences.length === 1 ? `> ${sentence}` : `> - ${sentence}`)),
    foot: [],
  };
}

/** @param title shown in bold; `more` is smaller print behind it */
export function fold(title: string, open: boolean, more?: string): Fold {
  return { summary: `<b>${html(title)}</b>${more ? ` · ${html(more)}` : ''}`, open };
}

/**
 * @param shown how many of the block's lines; `notice`, inline Markdown, says so where it is not all of them
 */
export function renderBlock(block: Block, shown: number, notice: string): string {
  const isCut = shown < block.lines.length;
  const body = isCut && shown === 0 ? [] : [...block.head, ...block.lines.slice(0, shown), ...block.foot];
  if (isCut) body.push(...(body.length > 0 ? [''] : []), notice);
  if (!block.fold) return body.join('\n');

  const { summary, open } = block.fold;
  // Markdown within HTML needs the empty lines around it.
  return [`<details${open ? ' open' : ''}><summary>${summary}</summary>`, '', ...body, '', '</details>'].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}
