import { inlineMarkdown } from '../../../src/report/render/markdown/inline';
import { inOrder, propertyPhrases, resourceNoun, resourceWords, unmetPhrases } from '../../../src/report/words/changes';
import type { Operation, PropertyChange } from '../../../src/stack/change';
import { access, ATTACHMENT_TYPE, change, POLICY_TYPE, property, ROLE_TYPE } from '../samples';

function phrases(operation: Operation, ...properties: PropertyChange[]): string[] {
  return propertyPhrases(change(ROLE_TYPE, operation, { properties })).map(inlineMarkdown);
}

test.each([
  ['a changed value', property('tags.team', 'a', 'b'), 'tags.team: `a` → `b`'],
  ['an added value', property('tags.team', undefined, 'b'), 'tags.team: added `b`'],
  ['a removed value', property('tags.team', 'a', undefined), 'tags.team: removed `a`'],
  ['an emptied value', property('tags.team', 'a', ''), 'tags.team: `a` → (empty)'],
  ['a number', property('maxSessionDuration', 3600, 7200), 'max session (seconds): `3600` → `7200`'],
  ['a list', property('x', ['a'], ['a', 'b']), 'x: `["a"]` → `["a","b"]`'],
  ['a policy document, which is shown elsewhere', property('policy', '{}', '{"a":1}'), 'policy document'],
  ['a trust policy', property('assumeRolePolicy', '{}', '{"a":1}'), 'trust policy'],
  ['what forces a replacement', property('path', '/', '/m/', true), 'path: `/` → `/m/` (forces the replacement)'],
])('%s', (_, given, expected) => {
  expect(phrases('update', given)).toEqual([expected]);
});

test('of a new resource, what the report says elsewhere and the defaults of IAM are left out', () => {
  const properties = ['name', 'description', 'policy', 'assumeRolePolicy', 'role', 'policyArn'].map((path) =>
    property(path, undefined, 'x'),
  );
  const defaults = [property('path', undefined, '/'), property('maxSessionDuration', undefined, 3600)];
  expect(phrases('create', ...properties, ...defaults, property('tags.team', undefined, 'x'))).toEqual([
    'tags.team `x`',
  ]);
  expect(phrases('create', property('path', undefined, '/m/'))).toEqual(['path `/m/`']);
});

test('of a deleted resource, nothing is left to tell', () => {
  expect(phrases('delete', property('tags.team', 'a', undefined))).toEqual([]);
});

test('documents come first, the rest in order of the name', () => {
  const properties = ['tags.b', 'policy', 'tags.a'].map((path) => property(path, 'x', 'y'));
  expect(phrases('update', ...properties)).toEqual(['policy document', 'tags.a: `x` → `y`', 'tags.b: `x` → `y`']);
});

test('many properties and long values are shortened', () => {
  const properties = Array.from({ length: 50 }, (_, index) => property(`tags.${index + 10}`, 'x', 'y'.repeat(256)));
  const all = phrases('update', ...properties);
  expect(all).toHaveLength(13);
  expect(all[0]).toBe(`tags.10: \`x\` → \`${'y'.repeat(79)}…\``);
  expect(all.at(-1)).toBe('and 38 more');
});

const ACCESS = access({ roleName: 'the-role', policyName: 'the-policy' });

test.each([
  [POLICY_TYPE, { kind: 'Policy', name: 'the-policy' }],
  [ROLE_TYPE, { kind: 'Role', name: 'the-role' }],
  [ATTACHMENT_TYPE, { kind: 'Attachment to role', name: 'the-role' }],
  ['aws:iam/group:Group', { kind: 'Group', name: 'Group' }],
])('%s has a name that people know', (type, expected) => {
  expect(resourceNoun(change(type, 'create'), ACCESS)).toEqual(expected);
  expect(inlineMarkdown(resourceWords(change(type, 'create'), ACCESS))).toBe(`${expected.kind} \`${expected.name}\``);
});

test('the order does not depend on the order in which the engine took them up', () => {
  const types = [POLICY_TYPE, ROLE_TYPE, ATTACHMENT_TYPE, 'aws:a', 'aws:b'];
  const reversed = [...types].reverse().map((type) => change(type, 'create'));
  expect(inOrder(reversed).map(({ type }) => type)).toEqual(types);
});

test.each([
  ['another value', property('path', '/a/', '/b/'), 'path is not `/b/`; it is `/a/`'],
  ['nothing there', property('path', undefined, '/b/'), 'path is not `/b/`'],
  ['a document', property('policy', '{}', '{"a":1}'), 'policy document is not what was asked for'],
])('says what is not as it was asked for: %s', (_, unmet, expected) => {
  expect(unmetPhrases({ ...change(ROLE_TYPE, 'update'), unmet: [unmet] }).map(inlineMarkdown)).toEqual([expected]);
});
