import { doneOutside, inStage, stageOf } from '../../../src/report/words/stage';
import type { Status } from '../../../src/stack/change';
import { completed, failed, newAccess } from '../samples';

const FAILURE = { reason: 'permission-denied', message: 'm' } as const;

test.each([
  ['a preview', completed('preview', newAccess()), 'planned'],
  ['drift', completed('drift', newAccess()), 'planned'],
  ['what was done', completed('up', newAccess()), 'applied'],
  ['what was deleted', completed('destroy', newAccess()), 'applied'],
  ['a preview that failed', failed('preview', FAILURE, newAccess()), 'planned'],
  ['what nothing was done of', failed('up', FAILURE, newAccess()), 'planned'],
  ['what is not known', failed('up', FAILURE), 'planned'],
])('%s', (_, report, expected) => {
  expect(stageOf(report)).toBe(expected);
});

test.each<[Status, Status, Status, string]>([
  ['done', 'failed', 'not-started', 'unfinished'],
  ['not-reached', 'not-started', 'not-started', 'unfinished'],
  ['done', 'done', 'done', 'applied'],
])('`up` that failed with %s, %s, %s', (policy, role, attachment, expected) => {
  expect(stageOf(failed('up', FAILURE, newAccess([policy, role, attachment])))).toBe(expected);
});

test('has the verbs of the stage', () => {
  const phrases = ['grant 1 action', 'no longer let 1 principal in', 'perhaps grant 2 actions'];
  expect(inStage('planned', phrases)).toBe(
    'would grant 1 action; would no longer let 1 principal in; would perhaps grant 2 actions',
  );
  expect(inStage('applied', phrases)).toBe('grants 1 action; no longer lets 1 principal in; perhaps grants 2 actions');
  expect(inStage('unfinished', phrases.slice(0, 1))).toBe('was to grant 1 action');
  expect(inStage('planned', [])).toBe('');
});

test('has what somebody did in the past', () => {
  expect(doneOutside(['grant 1 action', 'ease the conditions of 2 actions', 'perhaps grant 3 actions'])).toBe(
    'somebody granted 1 action, eased the conditions of 2 actions and perhaps granted 3 actions outside of Pulumi',
  );
  expect(doneOutside(['let 1 principal assume the role', 'give the role another name'])).toBe(
    'somebody let 1 principal assume the role and gave the role another name outside of Pulumi',
  );
  expect(doneOutside(['no longer let 1 principal assume the role'])).toBe(
    'somebody stopped letting 1 principal assume the role outside of Pulumi',
  );
  expect(doneOutside([])).toBe('');
});
