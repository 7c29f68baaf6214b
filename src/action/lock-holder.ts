import type { Ports } from './ports';
import { workflowAttempt } from '../github/workflow-runs';
import { abortable } from '../shared/abortable';
import { type Lock, lockId } from '../stack/lock/lock';
import type { KnownHolder } from '../stack/lock/locked';
import { noteOf, type RunNote } from '../stack/lock/run-note';
import type { StateFiles } from '../stack/state/files';

type Asking = Pick<Ports, 'run' | 'environment' | 'input' | 'signal' | 'workflowRuns'>;

/** Milliseconds. An answer that takes longer is not waited for, and one that is older is asked for again. */
const DEADLINE = 15_000;
const FRESH = 30_000;

const UNKNOWN = { isDead: false, isAlive: false };

/**
 * Tells who holds a lock: by the note that a run leaves with the stack before it changes it, and by what GitHub says of that run.
 *
 * @param files where the notes are; `undefined` where they can't be reached
 */
export function lockHolders(
  stack: string,
  files: StateFiles | undefined,
  ports: Asking,
): (lock: Lock) => Promise<KnownHolder> {
  const known = new Map<string, { readonly since: number; readonly holder: Promise<KnownHolder> }>();
  return (lock) => {
    const id = lockId(lock);
    const before = known.get(id);
    if (before && performance.now() - before.since < FRESH) return before.holder;
    const holder = holderOf(lock, stack, files, ports);
    known.set(id, { since: performance.now(), holder });
    return holder;
  };
}

async function holderOf(lock: Lock, stack: string, files: StateFiles | undefined, ports: Asking): Promise<KnownHolder> {
  if (!files) return { words: 'Which run holds it is unknown: with this backend no note of it is kept.', ...UNKNOWN };
  let note: RunNote | undefined;
  try {
    note = await abortable(noteOf(files, stack, lock), ports.signal);
  } catch (error) {
    return { words: `Which run holds it is unknown: ${(error as Error).message}`, ...UNKNOWN };
  }
  if (!note) return { words: 'Which run holds it is unknown.', ...UNKNOWN };
  const { run, attempt, at } = note;
  const { words, ...state } = await whetherOver(note, ports);
  return { words: `It is of ${run}, attempt ${attempt}, which began to change the stack at ${at}. ${words}`, ...state };
}

async function whetherOver({ run, attempt }: RunNote, ports: Asking): Promise<KnownHolder> {
  if (run === ports.run.url && attempt === ports.run.attempt) {
    return { words: 'That is this attempt of this run: another job of it, or a step before.', ...UNKNOWN };
  }
  const unknown = (why: string) => ({ words: `Whether that attempt is over is not known: ${why}.`, ...UNKNOWN });
  const asked = workflowAttempt(run, attempt, ports.environment.GITHUB_SERVER_URL || 'https://github.com');
  const token = ports.input('github-token');
  if (!asked) return unknown('the run is not on this GitHub');
  if (token === '') return unknown('there is no github-token to ask GitHub with');
  try {
    const asking = ports.workflowRuns(token).then((api) => api.statusOf(asked));
    const status = await abortable(asking, AbortSignal.any([ports.signal, AbortSignal.timeout(DEADLINE)]));
    return status === 'completed'
      ? { words: 'That attempt is over, so that its holder is dead.', isDead: true, isAlive: false }
      : { words: `That attempt still goes on (${status}).`, isDead: false, isAlive: true };
  } catch (error) {
    const status = (error as { readonly status?: unknown }).status;
    if (status === 403 || status === 404) {
      return unknown(`GitHub answers ${status} (the job needs \`permissions: actions: read\`, in its own repository)`);
    }
    return unknown(typeof status === 'number' ? `GitHub answers ${status}` : 'GitHub could not be asked');
  }
}
