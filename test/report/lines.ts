import type { Block } from '../../src/report/block';
import { layOut } from '../../src/report/render/markdown/block';

/** All lines of Markdown of the blocks, without their folds. */
export function linesOf(blocks: readonly Block[]): readonly string[] {
  return blocks.map(layOut).flatMap(({ head, lines, foot }) => [...head, ...lines, ...foot]);
}
