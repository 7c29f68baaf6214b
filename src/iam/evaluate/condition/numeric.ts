import { comparing } from './value-test';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric */

export const numericEquals = comparing(readNumber, (value, bound) => value === bound);
export const numericLessThan = comparing(readNumber, (value, bound) => value < bound);
export const numericLessThanEquals = comparing(readNumber, (value, bound) => value <= bound);
export const numericGreaterThan = comparing(readNumber, (value, bound) => value > bound);
export const numericGreaterThanEquals = comparing(readNumber, (value, bound) => value >= bound);

export function readNumber(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
