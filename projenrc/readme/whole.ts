import { type Block, renderBlock } from '../../src/report/block';

/** A block of a report as Markdown, with all its lines: a README has no limit. */
export function whole(block: Block): string {
  return renderBlock(block, block.lines.length, '');
}
