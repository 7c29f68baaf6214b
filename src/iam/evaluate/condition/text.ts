import { matchesGlob, parsePattern } from '../../glob';
import { patternInContext, textInContext } from '../variable';
import type { ValueTestFactory } from './value-test';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String */

export const stringEquals: ValueTestFactory = (conditionValue, variables) => {
  const text = textInContext(parsePattern(conditionValue, { wildcards: false, variables }));
  return (requestValue, context) => {
    const expected = text(context);
    return expected === undefined ? undefined : requestValue === expected;
  };
};

export const stringEqualsIgnoreCase: ValueTestFactory = (conditionValue, variables) => {
  const text = textInContext(parsePattern(conditionValue, { wildcards: false, variables }));
  return (requestValue, context) => {
    const expected = text(context);
    return expected === undefined ? undefined : requestValue.toLowerCase() === expected.toLowerCase();
  };
};

export const stringLike: ValueTestFactory = (conditionValue, variables) => {
  const pattern = patternInContext(parsePattern(conditionValue, { wildcards: true, variables }));
  return (requestValue, context) => {
    const glob = pattern(context);
    return glob && matchesGlob(glob, requestValue);
  };
};
