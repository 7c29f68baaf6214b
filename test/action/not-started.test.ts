import { notStarted } from '../../src/action/not-started';
import type { Operation, Status } from '../../src/stack/change';
import { ATTACHMENT_TYPE, change, POLICY_TYPE, ROLE_TYPE } from '../report/samples';

const begun = (type: string, operation: Operation, status: Status) => change(type, operation, { status });
const told = (...given: Parameters<typeof notStarted>) =>
  notStarted(...given).map(({ type, operation, status }) => `${status}: ${operation} ${type}`);

it('says of a stack that is to be made all that is not begun', () => {
  expect(told([begun(POLICY_TYPE, 'create', 'failed')], { isStackMissing: true })).toEqual([
    `not-started: create ${ROLE_TYPE}`,
    `not-started: create ${ATTACHMENT_TYPE}`,
  ]);
});

it('says what the preview showed and the run has not begun', () => {
  const previewed = [change(POLICY_TYPE, 'update'), change(ROLE_TYPE, 'update')];
  expect(told([begun(POLICY_TYPE, 'update', 'failed')], { previewed })).toEqual([`not-started: update ${ROLE_TYPE}`]);
  expect(told([begun(POLICY_TYPE, 'update', 'failed'), begun(ROLE_TYPE, 'update', 'done')], { previewed })).toEqual([]);
});

it.each<[Operation, string[]]>([
  ['create', [`not-started: create ${ATTACHMENT_TYPE}`]],
  ['replace', [`not-started: replace ${ATTACHMENT_TYPE}`]],
  ['update', []],
])('an attachment waits for what is made: %s', (operation, expected) => {
  expect(told([begun(ROLE_TYPE, operation, 'failed')], {})).toEqual(expected);
});

it('says nothing of a run that began nothing', () => {
  expect(told([], { isStackMissing: true, previewed: [change(POLICY_TYPE, 'create')] })).toEqual([]);
});
