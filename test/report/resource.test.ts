import { access, ATTACHMENT_TYPE, change, POLICY_TYPE, ROLE_TYPE } from './samples';
import { inOrder, resourceWords } from '../../src/report/resource';

const ACCESS = access({ roleName: 'the-role', policyName: 'the-policy' });

test.each([
  [POLICY_TYPE, { words: 'Policy', name: 'the-policy' }],
  [ROLE_TYPE, { words: 'Role', name: 'the-role' }],
  [ATTACHMENT_TYPE, { words: 'Attachment to role', name: 'the-role' }],
  ['aws:iam/group:Group', { words: 'Group', name: 'Group' }],
])('%s has a name that people know', (type, expected) => {
  expect(resourceWords(change(type, 'create'), ACCESS)).toEqual(expected);
});

test('the order does not depend on the order in which the engine took them up', () => {
  const types = [POLICY_TYPE, ROLE_TYPE, ATTACHMENT_TYPE, 'aws:a', 'aws:b'];
  const reversed = [...types].reverse().map((type) => change(type, 'create'));
  expect(inOrder(reversed).map(({ type }) => type)).toEqual(types);
});
