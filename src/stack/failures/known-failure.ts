import type { Failure } from '../../failure';

/** A kind of failure, known by what the engine, the provider, AWS or the system says of it. */
export interface KnownFailure {
  readonly pattern: RegExp;
  readonly reason: Failure['reason'];
  readonly message: (match: RegExpExecArray) => string;
  /** Missing where only what is in the backend tells the way out. */
  readonly hint?: string;
}

/**
 * The code of an error that AWS answers with, as the AWS SDK for Go words it, and AWS's message. What a user has named can't
 * be taken for it: names in IAM, buckets and stacks hold neither blanks nor colons.
 *
 * @param codes alternatives of a regular expression, without groups that capture
 */
export function answered(codes: string): RegExp {
  return new RegExp(`(?:^|[:,] |api error )(${codes})(?:Exception)?: ([^\\n]*)`, 'm');
}

/** The words of others, as the end of a sentence. */
export function sentence(text: string): string {
  const words = text.trim();
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

export const DONE_IS_RECORDED = 'What was done is in the state.';
