import { layOut, renderCut, renderMarkdown } from './block';
import { inlineMarkdown } from './inline';
import type { Block, Weight } from '../../block';
import type { Words } from '../../inline';

const CUT_ORDER: readonly Weight[] = ['detail', 'important', 'essential'];
const SEPARATOR = '\n\n';

interface Limit {
  /** Of UTF-8. */
  readonly bytes: number;
  /** Where all of it can be read. */
  readonly whole?: Words;
}

/**
 * The blocks as Markdown, in their order. Where they are larger than the limit, blocks are cut at the end of a line: the
 * lightest first, and of equal ones the last.
 */
export function renderWithin(limit: Limit, blocks: readonly Block[]): string {
  const more = limit.whole ? `; ${inlineMarkdown(limit.whole)}` : '';
  const rendered = blocks.map(renderMarkdown);
  let excess = sizeOf(rendered.join(SEPARATOR)) - limit.bytes;

  for (const index of cutOrder(blocks)) {
    if (excess <= 0) break;
    const size = sizeOf(rendered[index]!);
    const cut = renderUpTo(size - excess, blocks[index]!, more);
    // A notice can be longer than the little that it stands for.
    if (sizeOf(cut) >= size) continue;
    rendered[index] = cut;
    excess -= size - sizeOf(cut);
  }
  return rendered.join(SEPARATOR);
}

/** @returns the indices of the blocks that can be cut, in the order in which they are */
function cutOrder(blocks: readonly Block[]): number[] {
  return CUT_ORDER.flatMap((weight) =>
    blocks.flatMap((block, index) => (block.weight === weight ? [index] : [])).reverse(),
  );
}

/** The block with as many of its lines as fit, though not with all; with none of them where not even that fits. */
function renderUpTo(bytes: number, block: Block, more: string): string {
  const layout = layOut(block);
  const count = layout.lines.length;
  if (count === 0) return renderMarkdown(block);
  const render = (shown: number) => renderCut(block, layout, shown, `_Cut: ${shown} of ${count} lines shown${more}._`);
  if (block.kind === 'code' && block.isWhole) return render(0);
  let [fits, tooMany] = [0, count];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (sizeOf(render(middle)) <= bytes) fits = middle;
    else tooMany = middle;
  }
  return render(fits);
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}
