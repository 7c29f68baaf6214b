/** Something in a file, and where it begins there, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a file in one place. */
export interface PlaceProblem extends Place {
  /** The end of a sentence that starts with "expected". */
  readonly expected: string;
}

/** Whoever gets as many wrong wants to look at the file, not at more of them. */
const MAX_PROBLEMS = 20;

/** From top to bottom, and one for each line: what is wrong there makes more of it wrong. */
export function foremost(problems: readonly PlaceProblem[]): readonly PlaceProblem[] {
  const inOrder = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  const ofLines = inOrder.filter(({ line }, index) => index === 0 || line !== inOrder[index - 1]!.line);
  const left = ofLines.slice(MAX_PROBLEMS);
  const [next] = left;
  return next
    ? [
        ...ofLines.slice(0, MAX_PROBLEMS),
        { ...next, expected: `something else here, and in ${left.length - 1} more lines` },
      ]
    : ofLines;
}
