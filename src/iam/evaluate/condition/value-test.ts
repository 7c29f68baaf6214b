import type { Context } from '../context';

/**
 * Compares a value of the request with one value of a condition. `undefined` means that they can't be compared, because one
 * of them is no number, address and so on.
 */
type ValueTest = (requestValue: string, context: Context) => boolean | undefined;

/** Makes the test for one value of a condition; `variables` tells whether `${…}` is a variable. */
export type ValueTestFactory = (conditionValue: string, variables: boolean) => ValueTest;

/**
 * A comparison of values that are read from texts, without variables; both sides are `undefined` where that fails.
 *
 * @param readRequest reads the value of the request, where that is another kind of value than that of the condition
 */
export function comparing<T>(
  read: (text: string) => T | undefined,
  holds: (requestValue: T, conditionValue: T) => boolean,
  readRequest = read,
): ValueTestFactory {
  return (conditionText) => {
    const conditionValue = read(conditionText);
    return (requestText) => {
      const requestValue = readRequest(requestText);
      return requestValue === undefined || conditionValue === undefined
        ? undefined
        : holds(requestValue, conditionValue);
    };
  };
}
