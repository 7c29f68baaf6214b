import { comparing } from './value-test';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date */

export const dateEquals = comparing(readDate, (value, bound) => value === bound);
export const dateLessThan = comparing(readDate, (value, bound) => value < bound);
export const dateLessThanEquals = comparing(readDate, (value, bound) => value <= bound);
export const dateGreaterThan = comparing(readDate, (value, bound) => value > bound);
export const dateGreaterThanEquals = comparing(readDate, (value, bound) => value >= bound);

/**
 * The forms of https://www.w3.org/TR/NOTE-datetime, from a month to fractions of a second with a time zone. A year alone is
 * one of them, but looks like seconds, and AWS takes it for those.
 */
const W3C = /^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?$/i;
const EPOCH_SECONDS = /^-?\d+$/;

/** @returns milliseconds since 1970 */
export function readDate(text: string): number | undefined {
  if (W3C.test(text)) {
    const time = Date.parse(text.toUpperCase());
    return Number.isNaN(time) || !isDay(text.slice(0, 10)) ? undefined : time;
  }
  return EPOCH_SECONDS.test(text) ? Number(text) * 1000 : undefined;
}

/** `Date.parse` takes 31 February for 3 March. */
function isDay(text: string): boolean {
  return new Date(text).toISOString().startsWith(text);
}
