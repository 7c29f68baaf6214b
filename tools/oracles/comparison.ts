import type { Finding } from '../../src/iam/findings/finding';

/** How the checks here agree with the cases that others have collected. */
export interface Comparison {
  readonly title: string;
  /** Where the cases come from. */
  readonly source: string;
  readonly question: string;
  readonly cases: number;
  readonly disagreements: readonly Disagreement[];
}

export interface Disagreement {
  /** Which case, from 1. */
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  /** `undefined` where nobody has looked at it yet. */
  readonly explanation?: string;
}

/** Why something is right here, and when that is the reason. */
export interface Reason<T> {
  readonly holds: (of: T) => boolean;
  readonly text: string;
}

/** @returns `undefined` unless there is a reason for each of them */
export function explained<T>(all: readonly T[], reasons: readonly Reason<T>[]): string | undefined {
  const texts = all.map((each) => reasons.find(({ holds }) => holds(each))?.text);
  return texts.includes(undefined) ? undefined : [...new Set(texts)].join(' ');
}

export function idsText(found: readonly Finding[]): string {
  return [...new Set(found.map(({ id }) => id))].join(', ') || 'nothing';
}
