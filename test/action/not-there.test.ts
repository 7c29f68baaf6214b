import { notThere } from '../../src/action/not-there';
import { ATTACHMENT_TYPE, change, POLICY_TYPE, ROLE_TYPE } from '../report/samples';

const THERE = { isThere: true, hasOwnPolicy: true, foreignPolicies: [], unseen: [] };
const GONE = { ...THERE, isThere: false, hasOwnPolicy: false };
const DETACHED = { ...THERE, hasOwnPolicy: false };

it.each([
  ['a role that is gone', GONE, /^IAM has no role churn-prod/],
  ['a policy that is not attached', DETACHED, /^The policy of the stack is not attached/],
])('names %s, whatever else was changed', (_, inIam, sentence) => {
  expect(notThere({ changes: [] }, inIam, 'churn-prod')).toMatch(sentence);
  expect(notThere({ changes: [change(POLICY_TYPE, 'update')] }, inIam, 'churn-prod')).toMatch(sentence);
});

it.each([
  ['what is there', THERE, []],
  ['a role that is made', GONE, [change(ROLE_TYPE, 'create')]],
  ['a role that is made anew', GONE, [change(ROLE_TYPE, 'replace')]],
  ['an attachment that is made', DETACHED, [change(ATTACHMENT_TYPE, 'create')]],
  ['a role that is taken over', DETACHED, [change(ROLE_TYPE, 'import')]],
  ['what could not be looked at', { ...GONE, unseen: ['Denied.'] }, []],
])('has nothing to say of %s', (_, inIam, changes) => {
  expect(notThere({ changes }, inIam, 'churn-prod')).toBeUndefined();
});
