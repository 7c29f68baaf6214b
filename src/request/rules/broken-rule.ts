import type { InputName } from '../../contract';

/** A rule that an input breaks. */
export interface BrokenRule {
  readonly input: InputName;
  /** The end of a sentence that starts with "expected". */
  readonly expected: string;
}

export function broken(input: InputName, expected: string): BrokenRule {
  return { input, expected };
}
