import { RunFailure } from '../../../src/failure';
import { afterLostWrite } from '../../../src/stack/state/lost';
import { change, POLICY_TYPE, ROLE_TYPE } from '../../report/samples';

const FAILURE = new RunFailure('state-not-written', 'No.', { hint: 'Do.', details: 'said' });
const policy = { ...change(POLICY_TYPE, 'create'), urn: 'policy', id: 'arn:policy', status: 'done' as const };
const role = { ...change(ROLE_TYPE, 'create'), urn: 'role', id: 'churn', status: 'done' as const };
const recorded = (...urns: string[]) => ({ resources: urns.map((urn) => ({ urn, type: 'x' })), pending: [] });

it('counts what is made and not recorded as not done, and names it', () => {
  const { failure, changes } = afterLostWrite(FAILURE, [policy, role], recorded('policy'));
  expect(changes).toEqual([policy, { ...role, status: 'failed', error: 'Made in AWS, but not recorded.' }]);
  expect(failure).toMatchObject({
    reason: 'state-not-written',
    message: `The state could not be written. Done in AWS, and not known to be recorded: create ${ROLE_TYPE} churn.`,
    hint: 'Do.',
    details: 'said',
  });
});

it('knows of nothing that it is recorded where the state can not be read either', () => {
  const { changes } = afterLostWrite(FAILURE, [policy, role], undefined);
  expect(changes.map(({ status, error }) => [status, error])).toEqual([
    ['failed', expect.stringContaining('is not known')],
    ['failed', expect.stringContaining('is not known')],
  ]);
});

it.each([
  ['delete', recorded('role'), 'Deleted in AWS, but the state still has it.'],
  ['delete', recorded(), undefined],
  ['update', recorded('role'), 'Done in AWS; whether it is recorded is not known.'],
  ['replace', recorded('role'), 'Done in AWS; whether it is recorded is not known.'],
  ['create', recorded('role'), undefined],
] as const)('of %s with %j: %s', (operation, state, error) => {
  expect(afterLostWrite(FAILURE, [{ ...role, operation }], state).changes[0]!.error).toBe(error);
});

it('tells of what was in flight, and of nothing else', () => {
  const inFlight = { ...role, status: 'not-reached' as const };
  const failed = { ...policy, status: 'failed' as const, error: 'denied' };
  const { failure, changes } = afterLostWrite(FAILURE, [inFlight, failed], recorded());
  expect(changes).toEqual([inFlight, failed]);
  expect(failure.message).toBe(
    `The state could not be written. All that was done is recorded. Begun, and not known how it ended: create ${ROLE_TYPE} churn.`,
  );
});
