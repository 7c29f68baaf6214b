import { driftNext } from '../../../src/report/words/drift';
import { ATTACHMENT_TYPE, change, POLICY_TYPE } from '../samples';

const UNDO = 'CloudTrail shows who did it. `up` undoes it; to keep it, change the inputs.';
const LEAVES = '`up` leaves the policies that others have put on the role: take them off in IAM, or leave them there.';
const MAKES = '`up` makes what is missing, or takes over what IAM has of it.';

test.each([
  ['what was changed', [change(POLICY_TYPE, 'update', { status: 'drifted' })], UNDO],
  ['what was deleted', [change(POLICY_TYPE, 'delete', { status: 'drifted' })], UNDO],
  ['what others added', [change(ATTACHMENT_TYPE, 'create', { status: 'drifted' })], LEAVES],
  ['what the state lacks', [change(POLICY_TYPE, 'create', { status: 'missing' })], MAKES],
  [
    'all of it',
    [
      change(POLICY_TYPE, 'update', { status: 'drifted' }),
      change(ATTACHMENT_TYPE, 'create', { status: 'drifted' }),
      change(POLICY_TYPE, 'import', { status: 'missing' }),
    ],
    `${UNDO} ${LEAVES} ${MAKES}`,
  ],
  ['nothing', [], ''],
] as const)('%s', (_, changes, expected) => {
  expect(driftNext(changes)).toBe(expected);
});
