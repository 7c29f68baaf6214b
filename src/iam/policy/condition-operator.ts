/** A condition operator: `[ForAllValues:|ForAnyValue:]NAME[IfExists]`. */
export interface ConditionOperator {
  /** How the values of the request count: `ForAllValues`, `ForAnyValue`, or neither for a key with a single value. */
  readonly quantifier?: 'all' | 'any';
  readonly comparison: Comparison;
  /** Whether it asks for the opposite of the comparison (`StringNotEquals`). */
  readonly negated: boolean;
  readonly ifExists: boolean;
}

/** What is compared and how; `ArnEquals` is missing because it does the same as `ArnLike`. */
export type Comparison =
  | 'StringEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringLike'
  | 'NumericEquals'
  | 'NumericLessThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThan'
  | 'NumericGreaterThanEquals'
  | 'DateEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'ArnLike'
  | 'Null';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: readonly (readonly [name: string, comparison: Comparison, negated?: 'negated'])[] = [
  ['StringEquals', 'StringEquals'],
  ['StringNotEquals', 'StringEquals', 'negated'],
  ['StringEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase', 'negated'],
  ['StringLike', 'StringLike'],
  ['StringNotLike', 'StringLike', 'negated'],
  ['NumericEquals', 'NumericEquals'],
  ['NumericNotEquals', 'NumericEquals', 'negated'],
  ['NumericLessThan', 'NumericLessThan'],
  ['NumericLessThanEquals', 'NumericLessThanEquals'],
  ['NumericGreaterThan', 'NumericGreaterThan'],
  ['NumericGreaterThanEquals', 'NumericGreaterThanEquals'],
  ['DateEquals', 'DateEquals'],
  ['DateNotEquals', 'DateEquals', 'negated'],
  ['DateLessThan', 'DateLessThan'],
  ['DateLessThanEquals', 'DateLessThanEquals'],
  ['DateGreaterThan', 'DateGreaterThan'],
  ['DateGreaterThanEquals', 'DateGreaterThanEquals'],
  ['Bool', 'Bool'],
  ['BinaryEquals', 'BinaryEquals'],
  ['IpAddress', 'IpAddress'],
  ['NotIpAddress', 'IpAddress', 'negated'],
  ['ArnEquals', 'ArnLike'],
  ['ArnNotEquals', 'ArnLike', 'negated'],
  ['ArnLike', 'ArnLike'],
  ['ArnNotLike', 'ArnLike', 'negated'],
  ['Null', 'Null'],
];

const BY_NAME = new Map(OPERATORS.map((operator) => [operator[0], operator]));

const QUANTIFIERS = new Map<string | undefined, ConditionOperator['quantifier']>([
  [undefined, undefined],
  ['ForAllValues', 'all'],
  ['ForAnyValue', 'any'],
]);

/**
 * Other than the names of keys, those of operators are compared with regard to case: AWS refuses `stringEquals` as an invalid
 * condition type.
 *
 * @returns `undefined` if IAM has no such operator
 */
export function parseConditionOperator(text: string): ConditionOperator | undefined {
  const match = /^(?:([A-Za-z]+):)?([A-Za-z]+?)(IfExists)?$/.exec(text);
  const operator = match && BY_NAME.get(match[2]!);
  if (!operator || !QUANTIFIERS.has(match[1])) return undefined;

  const [, comparison, negated] = operator;
  // Whether a key exists is a question about the key, not about its values.
  if (comparison === 'Null' && match[3]) return undefined;
  return {
    quantifier: QUANTIFIERS.get(match[1]),
    comparison,
    negated: negated !== undefined,
    ifExists: match[3] !== undefined,
  };
}
