import { RunFailure } from '../../failure';

/** A lock that the engine made itself, and could not remove again. */
export interface LeftLock {
  readonly uuid: string;
  /** Why, in the engine's words. */
  readonly why: string;
}

/** https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/lock.go */
const LEFT =
  /there was a problem deleting the lock at \S*\/([0-9a-f]{8}-[0-9a-f-]{27})\.json\S*, manual clean up may be required: ([^\n]*)/g;

/** @param details what a process of the engine wrote */
export function locksLeftIn(details: string): LeftLock[] {
  const all = [...details.matchAll(LEFT)].map(([, uuid, why]) => ({ uuid: uuid!, why: why! }));
  return [...new Map(all.map((lock) => [lock.uuid, lock])).values()];
}

/**
 * @param wayOut what removes it when it is typed
 * @returns why a run fails that leaves its own lock: nobody could change the stack after it
 */
export function lockLeft({ uuid, why }: LeftLock, wayOut: string): RunFailure {
  const isDenied = /AccessDenied|Forbidden|StatusCode: 403/.test(why);
  const cause = isDenied ? 'AWS denied s3:DeleteObject on it' : `the engine could not remove it (${why})`;
  return new RunFailure(
    isDenied ? 'permission-denied' : 'backend',
    `The lock ${uuid} of this run itself is left on the stack: ${cause}. What was done before is in the state.`,
    {
      hint: `${isDenied ? 'Allow s3:DeleteObject on the objects of the state for the role that the workflow assumes. Then r' : 'R'}emove the lock, with \`command: unlock\` and \`lock-id: ${uuid}\`, or with: ${wayOut}`,
      details: why,
    },
  );
}
