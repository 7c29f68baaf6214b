import { type Block, renderBlock, type Weight } from '../block';

/** The length of a comment; GitHub counts characters, of which there are never more than bytes. */
export const COMMENT_LIMIT = 65_536;
/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
export const SUMMARY_LIMIT = 1_048_576;

const CUT_ORDER: readonly Weight[] = ['detail', 'important', 'essential'];
const SEPARATOR = '\n\n';

export interface Budget {
  /** UTF-8 bytes. */
  readonly limit: number;
  /** Where all of it can be read, as inline Markdown. */
  readonly whole?: string;
}

/**
 * The blocks as Markdown, in their order. Where they are larger than the limit, blocks are cut at the end of a line: the
 * lightest first, and of equal ones the last.
 */
export function renderWithin(budget: Budget, blocks: readonly Block[]): string {
  const rendered = blocks.map((block) => renderCut(block, block.lines.length, budget));
  let excess = bytes(rendered.join(SEPARATOR)) - budget.limit;

  for (const index of cutOrder(blocks)) {
    if (excess <= 0) break;
    const whole = rendered[index]!;
    const cut = renderUpTo(bytes(whole) - excess, blocks[index]!, budget);
    // A notice can be longer than the little that it stands for.
    if (bytes(cut) >= bytes(whole)) continue;
    rendered[index] = cut;
    excess -= bytes(whole) - bytes(cut);
  }
  return rendered.join(SEPARATOR);
}

/** @returns the indices of the blocks that can be cut, in the order in which they are */
function cutOrder(blocks: readonly Block[]): number[] {
  return CUT_ORDER.flatMap((weight) =>
    blocks.flatMap((block, index) => (block.weight === weight && block.lines.length > 0 ? [index] : [])).reverse(),
  );
}

/** The block with as many lines as fit, or with none of them where not even that fits. */
function renderUpTo(limit: number, block: Block, budget: Budget): string {
  if (block.isWhole) return renderCut(block, 0, budget);
  let [fits, tooMany] = [0, block.lines.length];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (bytes(renderCut(block, middle, budget)) <= limit) fits = middle;
    else tooMany = middle;
  }
  return renderCut(block, fits, budget);
}

function renderCut(block: Block, shown: number, { whole }: Budget): string {
  const notice = `_Cut: ${shown} of ${block.lines.length} lines shown${whole ? `; ${whole}` : ''}._`;
  return renderBlock(block, shown, notice);
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
