import { policy } from './cases/case';
import { conditionsOfDenials } from '../../../src/iam/findings/rules/denials';
import { viewOf } from '../../../src/iam/findings/view';

const ANYBODY = { type: 'AWS', value: '*' };

function asked(condition: object) {
  const denial = { Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: condition };
  return conditionsOfDenials(viewOf(policy(denial), 'trust'), 'sts:AssumeRole', ANYBODY).map(
    ({ key, operator, values }) => [operator!.comparison, operator!.negated, operator!.ifExists, key, values],
  );
}

test.each<[condition: object, opposite: unknown[]]>([
  [{ StringNotEquals: { 'a:b': 'x' } }, [['StringEquals', false, false, 'a:b', ['x']]]],
  [{ StringNotLikeIfExists: { 'a:b': 'x*' } }, [['StringLike', false, false, 'a:b', ['x*']]]],
  [{ StringEquals: { 'a:b': 'x' } }, [['StringEquals', true, false, 'a:b', ['x']]]],
  [{ Null: { 'a:b': 'true' } }, [['Null', false, false, 'a:b', ['false']]]],
  // Without the key it is denied, which no opposite says.
  [{ StringEqualsIfExists: { 'a:b': 'x' } }, []],
  [{ 'ForAnyValue:StringEquals': { 'a:b': 'x' } }, []],
  [{ StringEquals: { 'a:b': 'x', 'a:c': 'x' } }, []],
])('a denial with %j asks for its opposite', (condition, opposite) => {
  expect(asked(condition)).toEqual(opposite);
});
