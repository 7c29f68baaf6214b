/** Something that is wrong with the options. */
export interface Problem {
  /** The option's name; that of an environment has its environment in front. */
  readonly option: string;
  /** As the user gave it. */
  readonly value?: unknown;
  /** The end of a sentence that starts with "expected". */
  readonly expected: string;
}

/** @throws Error that names everything that is wrong, if anything is */
export function throwIfAny(problems: readonly Problem[]): void {
  // Environments that take a wrong value from the model would all report it.
  const lines = [...new Set(problems.map(lineOf))];
  if (lines.length > 0) throw new Error(`The options of model-deployment-iam can't be used:\n${lines.join('\n')}`);
}

function lineOf({ option, value, expected }: Problem): string {
  const given = value === undefined ? '' : `, but got ${JSON.stringify(value)}`;
  return `- ${option}: expected ${expected}${given}`;
}
