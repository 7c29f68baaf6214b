import type { Place } from '../../shared/place-problem';

/** What keeps a text from being read as a policy. */
export interface Refusal extends Partial<Place> {
  /** The end of a sentence that starts with "expected". */
  readonly expected: string;
  /** What to do about it: lines, of which some are commands. */
  readonly hint?: readonly string[];
}
