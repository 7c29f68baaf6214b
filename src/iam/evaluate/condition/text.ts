import { parsePattern } from '../../glob/pattern';
import { PatternInContext, textInContext } from '../variable';
import type { ValueTestFactory } from './value-test';

/**
 * No text is equal to a value whose variables have none, nor like it, so the negated operators hold there.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */

export const stringEquals: ValueTestFactory = (conditionValue, variables) => {
  const text = textInContext(parsePattern(conditionValue, { wildcards: false, variables }));
  return (requestValue, context) => requestValue === text(context);
};

export const stringEqualsIgnoreCase: ValueTestFactory = (conditionValue, variables) => {
  const text = textInContext(parsePattern(conditionValue, { wildcards: false, variables }));
  return (requestValue, context) => requestValue.toLowerCase() === text(context)?.toLowerCase();
};

export const stringLike: ValueTestFactory = (conditionValue, variables) => {
  const pattern = new PatternInContext(parsePattern(conditionValue, { wildcards: true, variables }));
  return (requestValue, context) => pattern.matches(requestValue, context);
};
