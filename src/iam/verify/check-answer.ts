import type { StatementId } from '../policy/policy';

/** What a check of IAM Access Analyzer comes to: `pass` is a proof, `fail` says that it may be otherwise. */
interface CheckAnswer {
  readonly result: 'pass' | 'fail';
  readonly reasons: readonly CheckReason[];
}

/** In AWS's own words. Plain text. */
export interface CheckReason {
  readonly description: string;
  /** The statement of the new document that it is about, where AWS names one. */
  readonly statement?: StatementId;
}

/** What AWS answers to a question, or why there is no answer: in one or two sentences of plain text. */
export type Answered = CheckAnswer | NoAnswer;

interface NoAnswer {
  readonly why: string;
}
