import { statementLines } from '../../../src/iam/policy/statement-lines';

const STATEMENT = {
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: 'arn:aws:s3:::my-data/{[",:\n',
  Condition: { StringLike: { 's3:prefix': ['a/*'] } },
};
/** Of one statement, indented by two blanks a level. */
const LINES = JSON.stringify(STATEMENT, undefined, 2).split('\n').length;

test.each<[string, unknown, readonly number[]]>([
  ['an array', [STATEMENT, STATEMENT], [2, 2 + LINES]],
  ['a policy document', { Version: '2012-10-17', Statement: [STATEMENT, STATEMENT] }, [4, 4 + LINES]],
  ['a policy document with its statements first', { Statement: [STATEMENT], Id: 'x' }, [3]],
  ['a policy document with one statement', { Version: '2012-10-17', Statement: STATEMENT }, [3]],
])('finds the statements of %s', (_, json, lines) => {
  expect(statementLines(JSON.stringify(json, undefined, 2))).toEqual(lines);
});

test('finds several statements in one line', () => {
  expect(statementLines(JSON.stringify([STATEMENT, STATEMENT]))).toEqual([1, 1]);
});
