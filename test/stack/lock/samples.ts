import type { Lock } from '../../../src/stack/lock/lock';
import type { StateFiles } from '../../../src/stack/state/files';

export const LOCK: Lock = {
  uuid: '11111111-2222-4333-8444-555555555555',
  username: 'runner',
  hostname: 'fv-az1',
  pid: 4711,
  since: '2026-01-02T03:04:05Z',
};

/** What the engine says where it finds the lock. */
export const LOCKED =
  'error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.\n' +
  `  s3://state/.pulumi/locks/organization/p/churn/${LOCK.uuid}.json: created by runner@fv-az1 (pid 4711) at 2026-01-02T03:04:05Z`;

/** What is in the engine's file. */
export const LOCK_FILE = '{"pid":4711,"username":"runner","hostname":"fv-az1","timestamp":"2026-01-02T03:04:05.678Z"}';

export const STACK = 'organization/model-deployment-iam/churn';

/** Files in memory. */
export class FakeFiles implements StateFiles {
  readonly content = new Map<string, string>();
  readonly list: StateFiles['list'] = async (start) =>
    [...this.content.keys()].filter((path) => path.startsWith(start)).map((path) => ({ path, modified: 0 }));
  readonly read: StateFiles['read'] = async (path) => {
    const text = this.content.get(path);
    return text === undefined ? undefined : Buffer.from(text);
  };
  readonly write: StateFiles['write'] = async (path, text) => void this.content.set(path, text);
  readonly remove: StateFiles['remove'] = async (path) => void this.content.delete(path);
}
