import { LOCK, LOCK_FILE, LOCKED } from './samples';
import { lockId, locksIn, parseLock } from '../../../src/stack/lock/lock';

it.each([
  ['in S3', LOCKED],
  ['in S3, with options in the address', LOCKED.replace('.json:', '.json?region=us-west-2&awssdk=v2:')],
  ['in a folder', LOCKED.replace('s3://state', 'file:///home/runner/my state')],
])('finds a lock %s in what the engine says', (_, details) => {
  expect(locksIn(details)).toEqual([LOCK]);
});

it('finds several, and users with blanks in their names', () => {
  const other = '22222222-2222-4333-8444-555555555555';
  const second = `\n  s3://state/.pulumi/locks/organization/p/churn/${other}.json: created by ACME\\the runner@host (pid 8) at 2026-01-02T03:04:06+01:00`;
  expect(locksIn(LOCKED + second)).toEqual([
    LOCK,
    { uuid: other, username: 'ACME\\the runner', hostname: 'host', pid: 8, since: '2026-01-02T03:04:06+01:00' },
  ]);
});

it('finds none where the engine names none', () => {
  expect(locksIn('[409] Conflict: Another update is currently in progress.')).toEqual([]);
});

it('gives a lock one id, whether it is read from its file or from what the engine says', () => {
  expect(lockId(parseLock(LOCK.uuid, LOCK_FILE)!)).toBe(lockId(LOCK));
  expect(lockId(LOCK)).toMatch(/^11111111-2222-4333-8444-555555555555\.[0-9a-f]{8}$/);
});

it.each([
  ['another process', { pid: 4712 }],
  ['another machine', { hostname: 'fv-az2' }],
  ['another user', { username: 'root' }],
  ['another time', { since: '2026-01-02T03:04:06Z' }],
])('gives it another id where it is of %s', (_, change) => {
  expect(lockId({ ...LOCK, ...change })).not.toBe(lockId(LOCK));
});

it.each(['', '{}', '[]', 'null', '{"pid":', LOCK_FILE.replace('2026-01', '2026-99'), LOCK_FILE.replace('4711', '"1"')])(
  'takes no other file for a lock: %s',
  (text) => {
    expect(parseLock(LOCK.uuid, text)).toBeUndefined();
  },
);
