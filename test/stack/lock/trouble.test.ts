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
    'a stack that is gone as it is read',
    commandError('error: failed to load checkpoint: blob (key ".pulumi/stacks/p/churn.json") (code=NotFound): open …'),
  ],
])('knows a race: %s', (_, error) => {
  expect(lockTrouble(error)).toMatchObject({ locks: [] });
});

it.each([
  ['a stack that is not there', stackNotFoundError('churn')],
  [
    'a lock that can not be read',
    commandError('error: blob (key ".pulumi/locks/a/1.json") (code=PermissionDenied): …'),
  ],
  ['a name that is taken', commandError('error: EntityAlreadyExists: Role with name churn already exists.')],
  ['anything else', new Error('oops')],
])('is none: %s', (_, error) => {
  expect(lockTrouble(error)).toBeUndefined();
});
