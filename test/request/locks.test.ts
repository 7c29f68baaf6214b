import { itRefuses, problemsWithValues, read } from './problems';

const ID = '11111111-2222-4333-8444-555555555555.0a1b2c3d';

itRefuses('lock-timeout', {
  'a whole number of seconds, minutes or hours, up to 6h, such as 90s, 5m or 1h': [
    ...['5', '5 m', '1.5m', '-1s', '7h', '361m', '1d', 'forever', '5M'],
  ],
});

it.each([
  ['0s', 0],
  ['90s', 90_000],
  ['5m', 300_000],
  ['6h', 21_600_000],
])('reads %s as a time to wait for a lock', (text, milliseconds) => {
  expect(read({ command: 'up', 'lock-timeout': text }).request?.lockTimeout).toBe(milliseconds);
});

it.each([ID, ID.slice(0, -9)])('takes %s as the lock to remove', (id) => {
  expect(read({ command: 'unlock', 'lock-id': id }).request).toMatchObject({ command: 'unlock', lockId: id });
});

it.each<[what: string, inputs: Parameters<typeof read>[0], problem: string]>([
  ['unlock without the lock', { command: 'unlock' }, 'lock-id: the id of a lock with the command unlock'],
  [
    'a lock with another command',
    { command: 'up', 'lock-id': ID },
    `lock-id: nothing with another command than unlock, but got "${ID}"`,
  ],
  [
    'a lock that is none',
    { command: 'unlock', 'lock-id': '../stacks/churn' },
    'lock-id: the id of a lock such as 11111111-2222-4333-8444-555555555555.0a1b2c3d, but got "../stacks/churn"',
  ],
  [
    'a backend whose locks only the engine can reach',
    { command: 'unlock', 'lock-id': ID, 'backend-url': 'gs://state' },
    'backend-url: s3://… or file://… with the command unlock; elsewhere `pulumi cancel --stack STACK` removes all locks of a stack, but got "gs://state"',
  ],
])('refuses %s', (_, inputs, problem) => {
  expect(problemsWithValues(inputs)).toEqual([problem]);
});
