import { inForceWords } from '../../../src/report/words/in-force';
import type { Status } from '../../../src/stack/change';
import { ATTACHMENT_TYPE, change, newAccess, POLICY_TYPE, ROLE_TYPE } from '../samples';

it.each<[Status, Status, Status, string]>([
  ['done', 'done', 'not-started', 'No access was granted: the policy exists, but it is not attached to the role.'],
  ['done', 'failed', 'not-started', 'No access was granted: the policy exists, but it is not attached to any role.'],
  [
    'done',
    'not-reached',
    'not-started',
    'No access was granted: the policy exists, but it is not attached to any role.',
  ],
  ['done', 'not-started', 'not-started', 'No access was granted: the policy exists, but the role does not.'],
  ['failed', 'done', 'not-started', 'No access was granted: no policy is attached to the role.'],
  ['failed', 'not-started', 'not-started', 'No access was granted: no policy is attached to the role.'],
  ['done', 'done', 'done', 'What was granted is in force: the policy is attached to the role.'],
  ...(['failed', 'not-reached'] as const).map((status): [Status, Status, Status, string] => [
    ...(['done', 'done', status] as const),
    'It is not certain that no access was granted: the policy may be attached to the role all the same.',
  ]),
  ['planned', 'planned', 'planned', ''],
  ['not-started', 'not-started', 'not-started', ''],
])('of a role that is new: policy %s, role %s, attachment %s', (policy, role, attachment, expected) => {
  expect(inForceWords(newAccess([policy, role, attachment]).changes)).toBe(expected);
});

it('does not say of a role that was there before that it allows nothing', () => {
  const changes = [
    change(ROLE_TYPE, 'update', { status: 'done' }),
    change(ATTACHMENT_TYPE, 'create', { status: 'not-started' }),
  ];
  expect(inForceWords(changes)).toBe('What the table tells as done is in force.');
});

it('does not call in force what was begun alone', () => {
  expect(inForceWords([change(POLICY_TYPE, 'update', { status: 'failed' })])).toBe('');
});

it('does not say of a role that takes the place of another that it never had its policy', () => {
  const changes = [
    change(ROLE_TYPE, 'replace', { status: 'done' }),
    change(ATTACHMENT_TYPE, 'replace', { status: 'not-started' }),
  ];
  expect(inForceWords(changes)).not.toContain('No access was granted');
});
