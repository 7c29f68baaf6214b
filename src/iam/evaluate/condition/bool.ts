import { parsePattern } from '../../glob/pattern';
import { textInContext } from '../variable';
import type { ValueTestFactory } from './value-test';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean */
export const bool: ValueTestFactory = (conditionValue, variables) => {
  const text = textInContext(parsePattern(conditionValue, { wildcards: false, variables }));
  return (requestValue, context) => {
    const value = readBoolean(requestValue);
    const expected = readBoolean(text(context));
    return value === undefined || expected === undefined ? undefined : value === expected;
  };
};

function readBoolean(text: string | undefined): boolean | undefined {
  switch (text?.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return undefined;
  }
}
