import { hostname } from 'node:os';
import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { lockHolders } from './lock-holder';
import type { Plan } from './plan';
import type { Ports } from './ports';
import type { Request } from '../request/request';
import type { AwsSettings } from '../stack/aws';
import { type EngineProcess, onProcess } from '../stack/engine/on-process';
import { type LeftLock, locksLeftIn } from '../stack/lock/left-lock';
import type { LockedOut } from '../stack/lock/locked-out';
import { lockFiles } from '../stack/lock/locks-on';
import { type Holder, removeNote, writeNote } from '../stack/lock/run-note';
import type { StateFiles } from '../stack/state/files';
import { stateFilesOf } from '../stack/state/files-of';

interface StackLocks {
  /** The engine, of whose processes it is noted with the stack which run they are of. */
  readonly engine: PulumiCommand;
  readonly lockedOut: LockedOut;
  /** Resolves once nothing is left to write. */
  readonly settled: () => Promise<void>;
}

/** What a run does about locks of its stack: its own, and those that it meets. */
export function stackLocks(
  { lockTimeout }: Pick<Request, 'lockTimeout'>,
  { stack, settings }: Plan,
  { engine, aws, ports }: { readonly engine: PulumiCommand; readonly aws: AwsSettings; readonly ports: Ports },
): StackLocks {
  const files = stateFilesOf(settings.backend, { region: aws.region, environment: ports.environment });
  const left: Promise<readonly LeftLock[]>[] = [];
  const pending: Promise<void>[] = [];
  const watched = onProcess(engine, (process) => {
    if (!takesLock(process)) return;
    left.push(locksLeftBy(process, files, stack));
    // What a preview starts from where there is no stack is made elsewhere, and what `up` does so for holds it soon.
    if (files && process.args[1] !== 'init') pending.push(noteWhile(process.ended, files, stack, process, ports));
  });
  return {
    engine: watched,
    lockedOut: {
      timeout: lockTimeout,
      holderOf: lockHolders(stack, files, ports),
      left: async () => (await Promise.all(left)).flat(),
    },
    settled: async () => void (await Promise.all(pending)),
  };
}

/** The engine tells where it can't remove its lock. It can't where it was killed, or where something else answered for S3. */
async function locksLeftBy(
  { pid, ended }: EngineProcess,
  files: StateFiles | undefined,
  stack: string,
): Promise<readonly LeftLock[]> {
  const told = locksLeftIn(await ended);
  if (told.length > 0 || !files) return told;
  const found = await lockFiles(files, stack).catch(() => []);
  const own = found
    .flatMap(({ lock }) => lock ?? [])
    .filter((lock) => lock.pid === pid && lock.hostname === hostname());
  return own.map(({ uuid }) => ({ uuid, why: 'it is still there after the engine has ended' }));
}

function takesLock({ args }: EngineProcess): boolean {
  const [command, subcommand] = args;
  if (command === 'stack') return subcommand === 'init' || subcommand === 'rm';
  return ['up', 'destroy', 'refresh'].includes(command!) && !args.includes('--preview-only');
}

/** A note is a help to others, and never a reason to fail. */
async function noteWhile(
  ended: Promise<unknown>,
  files: StateFiles,
  stack: string,
  { pid }: EngineProcess,
  { run, log }: Ports,
): Promise<void> {
  const holder: Holder = { hostname: hostname(), pid };
  try {
    await writeNote(files, stack, holder, { run: run.url, attempt: run.attempt, at: new Date().toISOString() });
  } catch (error) {
    log.debug(`Which run changes the stack could not be noted with it: ${(error as Error).message}`);
  }
  await ended;
  await removeNote(files, stack, holder).catch((error: Error) => {
    log.debug(`The note with the stack could not be removed: ${error.message}`);
  });
}
