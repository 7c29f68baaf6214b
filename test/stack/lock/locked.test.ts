import { LOCK, LOCKED } from './samples';
import { lockId } from '../../../src/stack/lock/lock';
import { type KnownHolder, stackLocked } from '../../../src/stack/lock/locked';

const CANCEL = 'PULUMI_BACKEND_URL=s3://state pulumi cancel --yes --stack organization/p/churn';
const DEAD: KnownHolder = { words: 'It is of RUN. That attempt is over.', isDead: true, isAlive: false };
const UNKNOWN: KnownHolder = { words: 'Which run holds it is unknown.', isDead: false, isAlive: false };

function failure(holders: readonly KnownHolder[], locks = [LOCK]) {
  return stackLocked({ locks, details: LOCKED }, holders, CANCEL);
}

it('names who holds the stack, since when, and which run that is', () => {
  expect(failure([DEAD])).toMatchObject({
    reason: 'stack-locked',
    message: 'The stack is locked by runner@fv-az1 since 2026-01-02T03:04:05Z. It is of RUN. That attempt is over.',
    details: LOCKED,
  });
});

it('has the ways out, for this lock and for all of them', () => {
  for (const { hint } of [failure([DEAD]), failure([UNKNOWN])]) {
    expect(hint).toContain(`\`lock-id: ${lockId(LOCK)}\``);
    expect(hint).toContain(CANCEL);
  }
});

it('tells to remove a lock only of who is dead for certain', () => {
  expect(failure([DEAD]).hint).toMatch(/^Nobody will remove the lock any more/);
  expect(failure([UNKNOWN]).hint).toMatch(/^Wait for the other run to end .* Only if it was killed/);
  expect(failure([DEAD, UNKNOWN], [LOCK, { ...LOCK, pid: 1 }]).hint).toMatch(/^Wait for the other run to end/);
});

it('is one where the engine names no lock', () => {
  expect(failure([], [])).toMatchObject({
    reason: 'stack-locked',
    message: 'Another run is changing the stack.',
    hint: expect.stringContaining(CANCEL),
  });
});
