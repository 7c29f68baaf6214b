import { FakePorts } from './fake-ports';
import { killedFailure, type KilledStep } from '../../src/action/killed';
import { planOf } from '../../src/action/plan';
import { readRequest } from '../../src/request/read-request';

const PLAN = planOf(readRequest(new FakePorts({ command: 'up' })).request!, '123456789012');
const ROLE = { urn: 'r', type: 'aws:iam/role:Role' };
const LOCK = {
  address: 's3://pulumi-state/lock',
  lock: { uuid: 'lock', pid: 7, username: 'runner', hostname: 'fv-1', since: '2026-11-30T10:00:00Z' },
};

function told(step: Partial<KilledStep> = {}) {
  const { reason, message, hint } = killedFailure({
    ...{
      command: 'up',
      isCancelled: false,
      result: '',
      plan: PLAN,
      isAtWork: false,
      isOwn: ({ lock }) => lock?.pid === 7,
    },
    ...{ state: { value: { resources: [], pending: [] } }, locks: { value: [] } },
    ...step,
  });
  expect(reason).toBe('killed');
  return { message, hint };
}

it('says whether the workflow was cancelled before', () => {
  expect(told({ isCancelled: true }).message).toContain('killed while it ran up, after the workflow was cancelled');
  expect(told().message).toContain('killed while it ran up, and nothing says by whom');
});

it('says what it had come to', () => {
  expect(told({ result: 'Applied: 3 created' }).message).toContain('It had come to this: Applied: 3 created.');
  expect(told().message).not.toContain('come to this');
});

it('says that nothing was changed where that is so', () => {
  const nothing = { state: undefined, locks: undefined };
  expect(told({ ...nothing, plan: undefined }).message).toMatch(/It had not begun to change anything\.$/);
  expect(told({ ...nothing, command: 'drift' })).toEqual({
    message: expect.stringMatching(/drift changes nothing\.$/),
    hint: 'Run the workflow again.',
  });
});

describe('of the state', () => {
  it.each<[string, KilledStep['state'], string]>([
    [
      'what it records, and what was begun',
      {
        value: {
          resources: [
            { urn: 's', type: 'pulumi:pulumi:Stack' },
            { urn: 'p', type: 'pulumi:providers:aws', id: 'x' },
            { ...ROLE, id: 'churn' },
          ],
          pending: [{ urn: 'a', type: 'aws:iam/policy:Policy', operation: 'creating' }],
        },
      },
      'records Role churn. Begun, and not known how it ended: creating the Policy.',
    ],
    [
      'that it records nothing',
      { value: { resources: [], pending: [] } },
      'records nothing that is in AWS. It names nothing that was begun; of what was in flight at the end, AWS may have more.',
    ],
    ['that there is no stack', { value: undefined }, `The backend has no stack ${PLAN.stack}, so nothing is recorded.`],
    ['why it could not be looked at', { unseen: 'expired' }, `has could not be looked at: expired`],
  ])('says %s', (_, state, sentence) => {
    expect(told({ state }).message).toContain(sentence);
  });
});

describe('of a lock', () => {
  it('says that none is left, and to run again', () => {
    expect(told()).toEqual({
      message: expect.stringContaining('No lock is left.'),
      hint: expect.stringMatching(/^Run the workflow again/),
    });
  });

  it('names its own, and how to remove it', () => {
    const { message, hint } = told({ locks: { value: [LOCK] } });
    expect(message).toContain(
      'The lock that this step took is left: s3://pulumi-state/lock, of runner@fv-1 since 2026-11-30T10:00:00Z (pid 7).',
    );
    expect(hint).toContain(
      `Remove the lock, which nobody holds any more: PULUMI_BACKEND_URL=s3://pulumi-state pulumi cancel --yes --stack ${PLAN.stack}  Run`,
    );
  });

  it('names the command that removes it where there is no stack that could be cancelled', () => {
    const { hint } = told({
      locks: { value: [{ ...LOCK, address: 's3://pulumi-state/x/lock.json' }] },
      state: { value: undefined },
    });
    expect(hint).toContain(`aws s3 rm s3://pulumi-state/.pulumi/locks/${PLAN.stack}/lock.json  Run`);
  });

  it('has none removed that an engine still holds', () => {
    expect(told({ locks: { value: [LOCK] }, isAtWork: true }).hint).toMatch(/^The engine is still at work/);
  });

  it('has none removed that may be of a run that is at work', () => {
    const { message, hint } = told({ locks: { value: [LOCK, { address: 'x' }] } });
    expect(message).toContain("A lock is left that can't be read: x.");
    expect(hint).toMatch(/^If the next run finds the stack locked, and no other run is at work on it/);
  });

  it.each<[KilledStep['locks'], string]>([
    [{ value: undefined }, 'can not be looked at in this backend.'],
    [{ unseen: 'S3 answers 403.' }, 'could not be looked at: S3 answers 403.'],
  ])('says where it is not known', (locks, sentence) => {
    const { message, hint } = told({ locks });
    expect(message).toContain(`Whether a lock is left ${sentence}`);
    expect(hint).toMatch(/^If the next run finds the stack locked/);
  });
});
