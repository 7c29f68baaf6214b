import { LOCK, LOCKED } from './samples';
import { lockTrouble } from '../../../src/stack/lock/trouble';
import { commandError, concurrentUpdateError, stackAlreadyExistsError, stackNotFoundError } from '../command-errors';

it('knows a stack that is locked, and by what', () => {
  expect(lockTrouble(concurrentUpdateError(LOCKED))).toEqual({ locks: [LOCK], details: LOCKED });
});

it.each([
  ['a conflict in Pulumi Cloud', concurrentUpdateError('[409] Conflict: Another update is currently in progress.')],
  ['a stack that another run has just made', stackAlreadyExistsError('churn')],
  [
    'a lock that is gone as it is read',
    commandError('error: blob (key ".pulumi/locks/organization/p/churn/1.json") (code=NotFound): NoSuchKey: …'),
  ],
  [
    'a lock in S3 that is gone as it is read',
    commandError(
      'error: 2 errors occurred:\n    1) operation error S3: GetObject, https response error StatusCode: 404, RequestID: x, HostID: y, NoSuchKey: The specified key does not exist.\n    2) NotFound\n',
    ),
  ],
  [
    'a lock in a folder that is gone as it is read',
    commandError(
      'error: 2 errors occurred:\n    1) open /state/.pulumi/locks/a/1.json: no such file or directory\n    2) NotFound\n',
    ),
  ],
  [
    'a stack that is gone as it is read',
    commandError('error: failed to load checkpoint: blob (key ".pulumi/stacks/p/churn.json") (code=NotFound): open …'),
  ],
])('knows a race: %s', (_, error) => {
  expect(lockTrouble(error)).toMatchObject({ locks: [] });
});

it('knows a state that another run is writing, which may be a damaged one', () => {
  const error = commandError('error: failed to load checkpoint: EOF');
  expect(lockTrouble(error)).toMatchObject({ locks: [], isHalfWritten: true });
});

it.each([
  ['a stack that is not there', stackNotFoundError('churn')],
  [
    'a lock that can not be read',
    commandError('error: blob (key ".pulumi/locks/a/1.json") (code=PermissionDenied): …'),
  ],
  [
    'a bucket that is not there',
    commandError(
      'error: 2 errors occurred:\n    1) operation error S3: GetObject, https response error StatusCode: 404, NoSuchBucket: The specified bucket does not exist\n    2) NotFound\n',
    ),
  ],
  [
    'a lock in S3 that can not be read',
    commandError(
      'error: 2 errors occurred:\n    1) operation error S3: GetObject, https response error StatusCode: 403, AccessDenied: Access Denied\n    2) PermissionDenied\n',
    ),
  ],
  ['a name that is taken', commandError('error: EntityAlreadyExists: Role with name churn already exists.')],
  ['anything else', new Error('oops')],
])('is none: %s', (_, error) => {
  expect(lockTrouble(error)).toBeUndefined();
});
