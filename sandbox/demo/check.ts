/** Something that must be so after a step. */
export interface Check {
  readonly claim: string;
  readonly holds: boolean;
  /** What was found, where that is of interest. */
  readonly found?: string;
}

export function equal(claim: string, actual: unknown, expected: unknown): Check {
  const holds = JSON.stringify(actual) === JSON.stringify(expected);
  return holds ? { claim, holds } : { claim, holds, found: `${show(actual)} instead of ${show(expected)}` };
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
