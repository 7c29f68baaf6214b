/** A line that a pull request adds or takes away. */
export interface PatchLine {
  readonly kind: 'added' | 'removed' | 'context';
  /** In the new file; for what is removed, in the old one. From 1. */
  readonly line: number;
  readonly text: string;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/**
 * @param patch what GitHub has as the difference of one file: hunks of a unified diff, without its header
 * @returns hunk by hunk
 */
export function readPatch(patch: string): readonly (readonly PatchLine[])[] {
  const hunks: PatchLine[][] = [];
  let [before, after] = [0, 0];
  for (const shown of patch.split('\n')) {
    const [, oldStart, newStart] = HUNK.exec(shown) ?? [];
    if (newStart !== undefined) {
      [before, after] = [Number(oldStart), Number(newStart)];
      hunks.push([]);
      continue;
    }
    const hunk = hunks.at(-1);
    const [mark, text] = [shown.slice(0, 1), shown.slice(1)];
    if (mark === '+') hunk?.push({ kind: 'added', line: after++, text });
    if (mark === '-') hunk?.push({ kind: 'removed', line: before++, text });
    if (mark !== ' ') continue;
    hunk?.push({ kind: 'context', line: after++, text });
    before++;
  }
  return hunks;
}
