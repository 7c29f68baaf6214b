import { LOCK } from './samples';
import { lockLeft, locksLeftIn } from '../../../src/stack/lock/left-lock';

const DENIED =
  'operation error S3: DeleteObject, https response error StatusCode: 403, RequestID: 1, HostID: 2, api error AccessDenied: Access Denied';

function said(why: string): string {
  return `error: there was a problem deleting the lock at s3://state/.pulumi/locks/organization/p/churn/${LOCK.uuid}.json, manual clean up may be required: ${why}\n`;
}

it('is found in what the engine says, once', () => {
  const why = 'blob (code=Unknown): oops';
  expect(locksLeftIn(`Updating\n${said(why)}${said(why)}`)).toEqual([{ uuid: LOCK.uuid, why }]);
  expect(locksLeftIn('Updating')).toEqual([]);
});

it('names the missing permission, and how to remove it', () => {
  const [left] = locksLeftIn(said(DENIED));
  expect(lockLeft(left!, 'pulumi cancel')).toMatchObject({
    reason: 'permission-denied',
    message: expect.stringContaining('AWS denied s3:DeleteObject'),
    hint: expect.stringMatching(new RegExp(`Allow s3:DeleteObject .*lock-id: ${LOCK.uuid}.*pulumi cancel`)),
  });
});

it('is trouble with the backend otherwise, and names no permission', () => {
  const { reason, hint } = lockLeft({ uuid: LOCK.uuid, why: 'oops' }, 'pulumi cancel');
  expect([reason, hint]).toEqual(['backend', expect.not.stringContaining('s3:DeleteObject')]);
});
