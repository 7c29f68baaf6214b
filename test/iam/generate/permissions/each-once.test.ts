import { eachOnce } from '../../../../src/iam/generate/permissions/each-once';
import type { ConditionBlock, Statement } from '../../../../src/iam/policy/document';

const IF: ConditionBlock = { StringEquals: { 'aws:PrincipalTag/team': 'fraud' } };

function allow(actions: string, resources: string, condition?: ConditionBlock): Statement {
  const statement = { Effect: 'Allow', Action: actions.split(' '), Resource: resources.split(' ') } as const;
  return condition ? { ...statement, Condition: condition } : statement;
}

test.each<[what: string, before: readonly Statement[], after: readonly Statement[]]>([
  ['what is there twice', [allow('a b', 'x'), allow('a b', 'x')], [allow('a b', 'x')]],
  ['one action of two', [allow('a b', 'x'), allow('b c', 'x')], [allow('a b', 'x'), allow('c', 'x')]],
  ['what a later one allows on more', [allow('a b', 'x'), allow('b', 'x y')], [allow('a', 'x'), allow('b', 'x y')]],
  ['what a later one allows whatever the conditions', [allow('a', 'x', IF), allow('a', 'x')], [allow('a', 'x')]],
  ['the same conditions', [allow('a', 'x y', IF), allow('a', 'x', IF)], [allow('a', 'x y', IF)]],
  ['one through another', [allow('a', 'x'), allow('a', 'x y'), allow('a', 'x y z')], [allow('a', 'x y z')]],
])('leaves out %s', (_, before, after) => {
  expect(eachOnce(before)).toEqual(after);
});

test.each<[what: string, statements: readonly Statement[]]>([
  ['other resources', [allow('a', 'x y'), allow('a', 'y z')]],
  ['other actions', [allow('a', 'x'), allow('b', 'x')]],
  ['other conditions', [allow('a', 'x', IF), allow('a', 'x', { Bool: { 'aws:SecureTransport': 'true' } })]],
  ['conditions on more', [allow('a', 'x'), allow('a', 'x y', IF)]],
])('keeps %s', (_, statements) => {
  expect(eachOnce(statements)).toEqual(statements);
});
