import {
  access,
  accessBetween,
  allow,
  ATTACHMENT_TYPE,
  change,
  newAccess,
  POLICY_TYPE,
  property,
  ROLE_TYPE,
} from './samples';
import { settingChanges } from '../../src/report/role-settings';
import type { Change, Operation, PropertyChange } from '../../src/stack/change';
import { collected } from '../stack/recorded-events';

const PLAIN = allow('s3:GetObject', '*');

function changesOf(...changes: Change[]) {
  return settingChanges(accessBetween([PLAIN], [PLAIN], { changes }));
}

function updateOf(type: string, ...properties: PropertyChange[]): Change {
  return change(type, 'update', { properties });
}

/** What is said of a role with this policy, one of whose properties changes. */
function wordsOn(statement: object, properties: readonly PropertyChange[], operation: Operation = 'update') {
  const changes = [change(ROLE_TYPE, operation, { properties })];
  return settingChanges(accessBetween([statement], [statement], { changes })).map(({ words }) => words);
}

const TEAM = [property('tags.team', 'a', 'b')];
const NAME = [property('name', 'a', 'b', true)];

test.each<[unknown, unknown, string | undefined, boolean]>([
  [undefined, 'arn:a', 'set a permissions boundary (other policies may test it)', true],
  ['', 'arn:a', 'set a permissions boundary (other policies may test it)', true],
  ['arn:a', 'arn:b', 'put another permissions boundary in place of the present one', true],
  ['arn:a', undefined, 'remove the permissions boundary', true],
  ['arn:a', null, 'remove the permissions boundary', true],
])('the boundary goes from %j to %j', (before, after, words, mayAllowMore) => {
  const changes = [updateOf(ROLE_TYPE, property('permissionsBoundary', before, after))];
  expect(settingChanges(access({ changes }))).toEqual([{ words, mayAllowMore }]);
});

test('a boundary that a role is created with lets nobody do more', () => {
  const changes = [change(ROLE_TYPE, 'create', { properties: [property('permissionsBoundary', undefined, 'arn:a')] })];
  expect(settingChanges(access({ changes }))).toEqual([{ words: 'set a permissions boundary', mayAllowMore: false }]);
});

test.each<[unknown, unknown, string, boolean]>([
  [3600, 43200, 'let sessions of the role last longer', true],
  [43200, 3600, 'shorten the sessions of the role', false],
  [undefined, 3600, 'change how long sessions of the role may last', true],
  [3600, undefined, 'change how long sessions of the role may last', true],
  [3600, '7200', 'change how long sessions of the role may last', true],
])('the session goes from %j to %j', (before, after, words, mayAllowMore) => {
  expect(changesOf(updateOf(ROLE_TYPE, property('maxSessionDuration', before, after)))).toEqual([
    { words, mayAllowMore },
  ]);
});

test.each<[string, readonly Change[], readonly string[]]>([
  [
    'tags of both',
    [updateOf(ROLE_TYPE, ...TEAM), updateOf(POLICY_TYPE, ...TEAM)],
    ['change tags of the role and policy (other policies may test them)'],
  ],
  [
    'tags of the policy alone, which say who may write it',
    [updateOf(POLICY_TYPE, property('tags.team', 'a', undefined))],
    ['change tags of the policy (other policies may test them)'],
  ],
  [
    'tags as the provider has them',
    [updateOf(ROLE_TYPE, property('tagsAll', undefined, undefined))],
    ['change tags of the role (other policies may test them)'],
  ],
  [
    'another path of all',
    [ROLE_TYPE, POLICY_TYPE, ATTACHMENT_TYPE].map((type) =>
      change(type, 'replace', { properties: [property(type === ATTACHMENT_TYPE ? 'policyArn' : 'path', '/', '/m/')] }),
    ),
    ['move the role and policy to another path (other policies may test it)'],
  ],
  [
    'another name and path of the role',
    [change(ROLE_TYPE, 'replace', { properties: [...NAME, property('path', '/', '/m/')] })],
    [
      'give the role another name (other policies may test it)',
      'move the role to another path (other policies may test it)',
    ],
  ],
  [
    'a replacement for another reason',
    [change(POLICY_TYPE, 'replace', { properties: [property('description', 'a', 'b', true)] })],
    ['make the policy anew (other policies may test the id)'],
  ],
  [
    'an attachment that is replaced alone',
    [change(ATTACHMENT_TYPE, 'replace', { properties: [property('policyArn', 'arn:a', 'arn:b', true)] })],
    ['make the attachment anew (other policies may test the id)'],
  ],
  [
    'a property that nobody knows',
    [updateOf(ROLE_TYPE, property('inlinePolicies', undefined, [{}]))],
    ['change properties of the role whose effect is not known'],
  ],
  [
    'resources of other types, whatever becomes of them',
    [change('aws:s3/bucketPolicy:BucketPolicy', 'delete'), change('command:local:Command', 'update')],
    ['change resources whose effect is not known'],
  ],
])('may allow more: %s', (_, changes, words) => {
  expect(changesOf(...changes)).toEqual(words.map((each) => ({ words: each, mayAllowMore: true })));
});

test.each<[string, Change]>([
  ['a description', updateOf(ROLE_TYPE, property('description', 'a', 'b'))],
  ['a trust policy', updateOf(ROLE_TYPE, property('assumeRolePolicy', '{}', '{ }'))],
  ['a policy document', updateOf(POLICY_TYPE, property('policy', '{}', '{ }'))],
  ['an attachment that is made', change(ATTACHMENT_TYPE, 'create')],
  ['a policy that goes', change(POLICY_TYPE, 'delete', { properties: TEAM })],
  ['a policy of others on the role', change('aws:iam/rolePolicy:RolePolicy', 'create', { status: 'drifted' })],
])('there is nothing to say of %s', (_, of) => {
  expect(changesOf(of)).toEqual([]);
});

const TAGS = (who: string) => [`change tags of the role (${who} them)`];
const NAMED = (who: string) => [`give the role another name (${who} it)`];

test.each<[string, object, string]>([
  ['no condition', PLAIN, 'other policies may test'],
  [
    'a condition on the tag',
    allow('s3:*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'b' } }),
    'its policy tests',
  ],
  [
    'the same in another case',
    allow('s3:*', '*', { StringEquals: { 'AWS:principaltag/TEAM': 'b' } }),
    'its policy tests',
  ],
  ['a variable of the tag', allow('s3:*', 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*'), 'its policy tests'],
  [
    'a condition on a tag of the resource',
    allow('s3:*', '*', { StringEquals: { 'aws:ResourceTag/team': 'b' } }),
    'other policies may test',
  ],
])('a tag of the role changes, and its policy has %s', (_, statement, who) => {
  expect(wordsOn(statement, TEAM)).toEqual(TAGS(who));
});

test.each<[object, string]>([
  [allow('s3:*', '*', { ArnLike: { 'aws:PrincipalArn': '*b' } }), 'its policy tests'],
  [allow('s3:*', '*', { StringLike: { 'aws:userid': 'AROA*' } }), 'its policy tests'],
  [allow('s3:*', 'arn:aws:s3:::b/${aws:userid}/*'), 'its policy tests'],
  [allow('s3:*', '*', { StringLike: { 'aws:PrincipalAccount': '1' } }), 'other policies may test'],
])('the role gets another name, and its policy has %j', (statement, who) => {
  expect(wordsOn(statement, NAME, 'replace')).toEqual(NAMED(who));
  expect(wordsOn(statement, NAME, 'create')).toEqual([]);
});

test('there is nothing to say of a new role, and of one that goes', () => {
  const boundary = [property('permissionsBoundary', 'arn:a', undefined)];
  expect(settingChanges(newAccess())).toEqual([]);
  expect(settingChanges(access({ changes: [change(ROLE_TYPE, 'delete', { properties: boundary })] }))).toEqual([]);
});

test.each<['planned' | 'applied' | 'drift', string, readonly string[]]>([
  ['applied', 'up-new', []],
  ['applied', 'up-changed-document', []],
  ['planned', 'preview-refresh-policy-changed-by-hand', []],
  ['drift', 'drift-trust-only', []],
  ['drift', 'drift-role-gone', []],
])('what a provider on the real bridge says of documents is no setting (%s: %s)', (kind, name, words) => {
  expect(changesOf(...collected(kind, name).changes)).toEqual(words);
});

test('what it says of settings is told', () => {
  const { changes } = collected('drift', 'drift-role-trust-boundary-description-tags');
  expect(changesOf(...changes).map(({ words }) => words)).toEqual([
    'set a permissions boundary (other policies may test it)',
    'change tags of the role (other policies may test them)',
    'let sessions of the role last longer',
  ]);
});
