import type { Answered, CheckReason } from './check-answer';
import { type DocumentChange, isUnchanged } from '../policy/document-change';

/** A document on both sides of a change, of which AWS can be asked whether it gives new access. */
export interface NewAccessQuestion {
  readonly before: string;
  readonly after: string;
}

/**
 * What AWS says to a changed document, beside what the comparison of this project says.
 *
 * - `proved`: AWS proves that there is no new access, and the comparison found none either.
 * - `conservative`: AWS proves that there is none, where the comparison found some or could not tell.
 * - `new-access`: both say that there is, or may be.
 * - `not-confirmed`: AWS says that there may be, where the comparison found none.
 * - `unchanged`, `nothing-before`: AWS is not asked, because there is nothing to compare.
 * - `no-answer`: AWS was asked, and did not answer.
 */
export type NewAccessVerdict =
  | { readonly state: 'proved' | 'conservative' | 'unchanged' | 'nothing-before' }
  | { readonly state: 'new-access' | 'not-confirmed'; readonly reasons: readonly CheckReason[] }
  | { readonly state: 'no-answer'; readonly why: string };

/** @returns what to ask AWS; a verdict where there is nothing to ask, for each question costs */
export function newAccessQuestion({ before, after }: DocumentChange): NewAccessQuestion | NewAccessVerdict {
  if (before === undefined) return { state: 'nothing-before' };
  if (after === undefined || isUnchanged(before, after)) return { state: 'unchanged' };
  return { before, after };
}

/** @param mayAllowMore whether the comparison says that the document allows more, or can't tell */
export function newAccessVerdict(answer: Answered, mayAllowMore: boolean): NewAccessVerdict {
  if ('why' in answer) return { state: 'no-answer', why: answer.why };
  if (answer.result === 'pass') return { state: mayAllowMore ? 'conservative' : 'proved' };
  return { state: mayAllowMore ? 'new-access' : 'not-confirmed', reasons: answer.reasons };
}
