import { access, accessBetween, allow, change, newAccess, POLICY_TYPE, property, ROLE_TYPE } from './samples';
import { settingChanges } from '../../src/report/role-settings';
import type { Operation, PropertyChange } from '../../src/stack/change';

/** What is said of a role with this policy, one of whose properties changes. */
function wordsOn(statement: object, properties: readonly PropertyChange[], operation: Operation = 'update') {
  const changes = [change(ROLE_TYPE, operation, { properties })];
  return settingChanges(accessBetween([statement], [statement], { changes })).map(({ words }) => words);
}

const PLAIN = allow('s3:GetObject', '*');
const TEAM = [property('tags.team', 'a', 'b')];
const NAME = [property('name', 'a', 'b', true)];
const TAGS = ['changes tags of the role on which its policy depends'];
const NAMED = ['replaces the role, on whose name or id its policy depends'];

test.each<[unknown, unknown, string | undefined, boolean]>([
  [undefined, 'arn:a', 'sets a permissions boundary', false],
  ['', 'arn:a', 'sets a permissions boundary', false],
  ['arn:a', 'arn:b', 'puts another permissions boundary in place of the present one', true],
  ['arn:a', undefined, 'removes the permissions boundary', true],
  ['arn:a', null, 'removes the permissions boundary', true],
])('the boundary goes from %j to %j', (before, after, words, mayAllowMore) => {
  const changes = [change(ROLE_TYPE, 'update', { properties: [property('permissionsBoundary', before, after)] })];
  expect(settingChanges(access({ changes }))).toEqual([{ words, mayAllowMore }]);
});

test.each<[string, object, readonly string[]]>([
  ['no condition', PLAIN, []],
  ['a condition on the tag', allow('s3:*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'b' } }), TAGS],
  ['the same in another case', allow('s3:*', '*', { StringEquals: { 'AWS:principaltag/TEAM': 'b' } }), TAGS],
  ['a variable of the tag', allow('s3:*', 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*'), TAGS],
  ['a condition on a tag of the resource', allow('s3:*', '*', { StringEquals: { 'aws:ResourceTag/team': 'b' } }), []],
])('a tag of the role changes, and its policy has %s', (_, statement, words) => {
  expect(wordsOn(statement, TEAM)).toEqual(words);
});

test.each<[string, object, Operation, readonly string[]]>([
  ['replaced', allow('s3:*', '*', { ArnLike: { 'aws:PrincipalArn': '*b' } }), 'replace', NAMED],
  ['replaced', allow('s3:*', '*', { StringLike: { 'aws:userid': 'AROA*' } }), 'replace', NAMED],
  ['replaced', allow('s3:*', 'arn:aws:s3:::b/${aws:userid}/*'), 'replace', NAMED],
  ['replaced', allow('s3:*', '*', { StringLike: { 'aws:PrincipalAccount': '1' } }), 'replace', []],
  ['made', allow('s3:*', '*', { ArnLike: { 'aws:PrincipalArn': '*b' } }), 'create', []],
])('the role is %s, and its policy has %j', (_, statement, operation, words) => {
  expect(wordsOn(statement, NAME, operation)).toEqual(words);
});

test('there is nothing to say of a new role, of one that goes, and of other resources', () => {
  const boundary = [property('permissionsBoundary', 'arn:a', undefined)];
  expect(settingChanges(newAccess())).toEqual([]);
  expect(settingChanges(access({ changes: [change(ROLE_TYPE, 'delete', { properties: boundary })] }))).toEqual([]);
  expect(settingChanges(access({ changes: [change(POLICY_TYPE, 'update', { properties: TEAM })] }))).toEqual([]);
});
