import { lazily } from '../../../shared/memoize';
import type { Context } from '../context';
import { arnLike } from './arn';
import { binaryEquals } from './binary';
import { bool } from './bool';
import { dateEquals, dateGreaterThan, dateGreaterThanEquals, dateLessThan, dateLessThanEquals } from './date';
import { ipAddress } from './ip-address';
import {
  numericEquals,
  numericGreaterThan,
  numericGreaterThanEquals,
  numericLessThan,
  numericLessThanEquals,
} from './numeric';
import { stringEquals, stringEqualsIgnoreCase, stringLike } from './text';
import type { ValueTestFactory } from './value-test';
import type { Comparison } from '../../policy/condition-operator';
import type { WellFormedCondition } from '../../policy/well-formed';

/** Whether a condition holds for a request. */
export type ConditionTest = (context: Context) => boolean;

const VALUE_TESTS: Readonly<Record<Exclude<Comparison, 'Null'>, ValueTestFactory>> = {
  StringEquals: stringEquals,
  StringEqualsIgnoreCase: stringEqualsIgnoreCase,
  StringLike: stringLike,
  NumericEquals: numericEquals,
  NumericLessThan: numericLessThan,
  NumericLessThanEquals: numericLessThanEquals,
  NumericGreaterThan: numericGreaterThan,
  NumericGreaterThanEquals: numericGreaterThanEquals,
  DateEquals: dateEquals,
  DateLessThan: dateLessThan,
  DateLessThanEquals: dateLessThanEquals,
  DateGreaterThan: dateGreaterThan,
  DateGreaterThanEquals: dateGreaterThanEquals,
  Bool: bool,
  BinaryEquals: binaryEquals,
  IpAddress: ipAddress,
  ArnLike: arnLike,
};

/**
 * One line of a condition block.
 *
 * Where values can't be compared, the condition does not hold, negated or not: a statement that can't be evaluated does
 * not apply.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function compileCondition(condition: WellFormedCondition, variables: boolean): ConditionTest {
  const { operator, key } = condition;
  if (operator.comparison === 'Null') return nullTest(condition);

  const passes = valuesTest(condition, VALUE_TESTS[operator.comparison], variables);
  switch (operator.quantifier) {
    case 'all':
      return (context) => valuesOf(key, context).every((value) => passes(value, context));
    case 'any':
      // IfExists changes nothing here: where there is no value, there is none that passes.
      return (context) => valuesOf(key, context).some((value) => passes(value, context));
    case undefined:
      return (context) => {
        const value = context.get(key);
        if (value === undefined) return operator.negated || operator.ifExists;
        // A key with several values needs a quantifier; without one it never matches.
        return typeof value === 'string' && passes(value, context);
      };
  }
}

/** Whether one value of the request passes: any value of the condition will do, or none may if the operator is negated. */
function valuesTest(
  { operator, values }: WellFormedCondition,
  factory: ValueTestFactory,
  variables: boolean,
): (requestValue: string, context: Context) => boolean {
  const tests = values.map((value) => lazily(() => factory(value, variables)));
  return operator.negated
    ? (requestValue, context) => tests.every((test) => test(requestValue, context) === false)
    : (requestValue, context) => tests.some((test) => test(requestValue, context) === true);
}

/**
 * `true` asks that the key is missing, `false` that it is there and has a value.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
 */
function nullTest({ key, values }: WellFormedCondition): ConditionTest {
  return (context) => {
    const missing = String(valuesOf(key, context).length === 0);
    return values.some((wanted) => wanted.toLowerCase() === missing);
  };
}

/**
 * The values as a set. A missing key has none, and an empty text alone is none either: to operators for sets and to `Null` it is
 * a null value.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function valuesOf(key: string, context: Context): readonly string[] {
  const content = context.get(key) ?? [];
  const values = typeof content === 'string' ? [content] : content;
  return values.length === 1 && values[0] === '' ? [] : values;
}
