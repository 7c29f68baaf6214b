import { parseConditionOperator } from '../../../../src/iam/evaluate/condition/operator-name';

test.each([
  ['StringEquals', { comparison: 'StringEquals', negated: false, ifExists: false }],
  ['stringnotlikeifexists', { comparison: 'StringLike', negated: true, ifExists: true }],
  ['ForAllValues:ArnEquals', { quantifier: 'all', comparison: 'ArnLike', negated: false, ifExists: false }],
  ['FORANYVALUE:NotIpAddressIfExists', { quantifier: 'any', comparison: 'IpAddress', negated: true, ifExists: true }],
  ['Null', { comparison: 'Null', negated: false, ifExists: false }],
])('%s', (name, operator) => {
  expect(parseConditionOperator(name)).toEqual(operator);
});

test.each(['', 'Equals', 'StringEqual', 'NullIfExists', 'ForSomeValues:StringEquals', 'IfExists', 'constructor'])(
  'there is no operator "%s"',
  (name) => {
    expect(parseConditionOperator(name)).toBeUndefined();
  },
);
