import { createHash } from 'node:crypto';
import { type Block, list } from '../block';
import { code, link, strong, type Words, words } from '../inline';
import { shortened } from '../visible';
import { counted } from '../words/count';

/** A line of the pull request that changes what the Action is given. */
export interface ChangedLine {
  /** Relative to the root of the repository. */
  readonly file: string;
  /** Of the file as it was, where the line is taken away. */
  readonly line: number;
  readonly isAdded: boolean;
  readonly text: string;
}

const MAX_LINES = 5;
const MAX_FILE = 100;
const MAX_TEXT = 100;

/**
 * Which lines a reviewer finds the cause in.
 *
 * @param pullRequest the address of its page
 */
export function changedLinesSection(lines: readonly ChangedLine[], pullRequest: string): Block[] {
  if (lines.length === 0) return [];
  const more = lines.length - MAX_LINES;
  return [
    list(
      [
        ...lines.slice(0, MAX_LINES).map((line) => lineWords(line, pullRequest)),
        ...(more > 0 ? [words`and ${counted(more, 'more line')}`] : []),
      ],
      { weight: 'important', title: [strong('Where this pull request changes the inputs')] },
    ),
  ];
}

function lineWords({ file, line, isAdded, text }: ChangedLine, pullRequest: string): Words {
  // GitHub calls the place after the file, and the side of the difference.
  const place = `diff-${createHash('sha256').update(file).digest('hex')}${isAdded ? 'R' : 'L'}${line}`;
  const where = link(`line ${line}`, `${pullRequest}/files#${place}`);
  return words`${code(shortened(file, MAX_FILE))}, ${where}: ${isAdded ? 'adds' : 'takes away'} ${code(shortened(text, MAX_TEXT))}`;
}
