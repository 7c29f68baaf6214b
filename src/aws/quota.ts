/**
 * How large documents may be. White space does not count.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
export const POLICY_QUOTA = 6144;
/** Of all policies in a role together that are not managed ones: the most that one of them can have. */
export const INLINE_POLICY_QUOTA = 10_240;
/** The default; an account can have it raised to 4,096. */
export const TRUST_POLICY_QUOTA = 2048;

/** @returns the characters of a document that count against its quota */
export function sizeOfDocument(json: string): number {
  return json.replace(/\s/g, '').length;
}
