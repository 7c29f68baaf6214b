import type { Block } from '../block';

/** Blocks of a report in which nothing happens: what is folded stays closed, and all else is folded under one title each. */
export function folded(blocks: readonly Block[], title: string): Block[] {
  return blocks.map((block) => ({ ...block, fold: { title, ...block.fold, open: false } }));
}
