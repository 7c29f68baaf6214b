import { parseConditionOperator } from '../../../src/iam/policy/condition-operator';

test.each([
  ['StringEquals', { comparison: 'StringEquals', negated: false, ifExists: false }],
  ['StringNotLikeIfExists', { comparison: 'StringLike', negated: true, ifExists: true }],
  ['ForAllValues:ArnEquals', { quantifier: 'all', comparison: 'ArnLike', negated: false, ifExists: false }],
  ['ForAnyValue:NotIpAddressIfExists', { quantifier: 'any', comparison: 'IpAddress', negated: true, ifExists: true }],
  ['Null', { comparison: 'Null', negated: false, ifExists: false }],
])('%s', (name, operator) => {
  expect(parseConditionOperator(name)).toEqual(operator);
});

test.each([
  ...['', 'Equals', 'StringEqual', 'NullIfExists', 'ForSomeValues:StringEquals', 'IfExists', 'constructor'],
  ...['stringequals', 'stringEquals', 'STRINGEQUALS', 'StringEqualsifexists', 'forallvalues:StringEquals', 'bool'],
  ...['StringEquals ', 'StringEquals\n', 'ForAnyValue::StringEquals', ':StringEquals', 'ForAllValues:ForAnyValue:Bool'],
  ...['StringEqualsIfExistsIfExists', 'NumericLike', 'DateLike', 'BinaryLike', 'NotBool', 'StringLessThan'],
])('there is no operator "%s"', (name) => {
  expect(parseConditionOperator(name)).toBeUndefined();
});
