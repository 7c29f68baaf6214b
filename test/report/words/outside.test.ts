import { outsideWords } from '../../../src/report/words/outside';
import type { Operation, PropertyChange } from '../../../src/stack/change';
import { ATTACHMENT_TYPE, change, POLICY_TYPE, property, ROLE_TYPE } from '../samples';

function outside(type: string, operation: Operation, ...properties: PropertyChange[]) {
  return change(type, operation, { status: 'drifted', properties });
}

test('says of each resource what became of it, in an order of their own', () => {
  const tags = [property('tags.a', 1, 2), property('tags.a', 1, 2)];
  const changes = [
    outside(ATTACHMENT_TYPE, 'create'),
    outside(ROLE_TYPE, 'update', property('assumeRolePolicy', '{}', '{ }'), ...tags),
    outside(POLICY_TYPE, 'delete'),
  ];
  expect(outsideWords(changes, 'churn')).toBe(
    'the policy churn was deleted; the role churn was changed (trust policy, tags.a); the attachment to role churn was added',
  );
});

test('says no more of what was changed than is known', () => {
  expect(outsideWords([outside(ROLE_TYPE, 'update')], 'churn')).toBe('the role churn was changed');
});
