import { comparing } from './value-test';

/**
 * Both the condition and the request's context give the bytes in base64.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals
 */
export const binaryEquals = comparing(readBase64, (value, bound) => value === bound);

/** @returns the text without its padding, the same for the same bytes */
export function readBase64(text: string): string | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? text.replace(/=+$/, '') : undefined;
}
