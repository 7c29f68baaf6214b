import { type Block, codeBlock, fold, paragraph } from '../block';
import type { Failure } from '../model';
import { text } from '../render/markdown';
import { shortened } from '../visible';

const MAX_MESSAGE = 2000;

/** What went wrong and the way out; for those who want to look closer, what the engine said. */
export function failureSection({ message, hint, details }: Failure): Block[] {
  const blocks = [paragraph(text(shortened(message, MAX_MESSAGE)))];
  if (hint) blocks.push(paragraph(`**${text(shortened(hint, MAX_MESSAGE))}**`));
  if (details) {
    blocks.push(codeBlock('text', details, { weight: 'important', fold: fold('What the engine said', false) }));
  }
  return blocks;
}
