import * as inline from '../../src/report/inline';
import { tableLines } from '../../src/report/render/markdown/block';
import { inlineMarkdown } from '../../src/report/render/markdown/inline';

/** The Markdown of a report, for pages whose texts are Markdown already. */

export function code(source: string): string {
  return inlineMarkdown([inline.code(source)]);
}

export function link(label: string, address: string): string {
  return inlineMarkdown([inline.link(label, address)]);
}

/** @param rows inline Markdown, as the columns are */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return tableLines(columns, rows).join('\n');
}
