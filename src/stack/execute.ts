import type { EngineEvent, Stack } from '@pulumi/pulumi/automation';
import { displayedBackend } from './backend';
import type { Beginning } from './beginning';
import type { Change } from './change';
import { ComponentEvents, type StackEvents } from './component-events';
import type { EngineResult } from './events';
import { explainFailure } from './explain-failure';
import { type LockedOut, leftByThisRun, patienceOf, stackLockedBy } from './lock/locked-out';
import { patiently } from './lock/patience';
import { lockTrouble } from './lock/trouble';
import type { StackSettings } from './settings';
import { afterLostWrite } from './state/lost';
import { recordedState } from './state/record';
import { stoppedFailure } from './stopped';
import { watchSilence } from './waiting';
import { isMissingStack, supposedStack, type Workspace } from './workspace';
import { RunFailure } from '../failure';

export interface StackContext extends Workspace {
  /** Aborted when the workflow is cancelled: what is in flight is finished and recorded, the lock released. */
  readonly signal: AbortSignal;
  /** Called as the engine takes up a resource, and as it is done with it. */
  readonly onProgress: (change: Change) => void;
  /** It was looked for before, and there is no such stack: the engine need not be asked, which would take another process. */
  readonly isStackMissing?: boolean;
  /**
   * Called before each process of the engine that works on the stack. Whoever waits for another run, or for an answer, may find
   * another state than the one that was looked at.
   *
   * @throws what keeps the engine from being run on it
   */
  readonly lookAgain: () => Promise<void>;
  /** For `up`: what a preview showed the stack to have. Where it has something else by now, nothing is applied. */
  readonly shown?: Beginning;
  /** Called now and then while nothing seems to happen, with what the engine is at. */
  readonly onWaiting: (line: string) => void;
  /** What to do where another run is at the stack. */
  readonly locks: LockedOut;
}

/** What came of a command. A failure does not hide what was done before it. */
export interface StackResult extends StackEvents {
  /** There is no such stack in the backend: nothing was compared, and what is planned starts from nothing. */
  readonly isStackMissing?: boolean;
  readonly failure?: RunFailure;
  /** What became of the resources since the preview, where nothing was applied because of that. */
  readonly changedSince?: readonly Change[];
  /** What has to be said besides, in a sentence each. Plain text. */
  readonly notes?: readonly string[];
}

type RunOptions = Pick<Parameters<Stack['up']>[0] & object, 'onEvent' | 'signal'>;

/** What the engine is to do. */
interface EngineCommand {
  readonly kind: 'planned' | 'applied' | 'drift';
  readonly run: (stack: Stack, options: RunOptions) => Promise<unknown>;
  /** The stack to use where there is none; without this there is nothing to do then. */
  readonly stackWhereNone?: () => Promise<Stack>;
  /** What is left to do where another run took the stack after the engine had done all but that; sentences on what came of it. */
  readonly rest?: (stack: Stack) => Promise<readonly string[]>;
}

/**
 * Runs a command of the engine, collects its events, and turns whatever goes wrong into an explained failure. Where another run
 * is at the stack, it is tried again for as long as `context.locks` says.
 */
export async function execute(
  settings: StackSettings,
  context: StackContext,
  command: EngineCommand,
): Promise<StackResult> {
  const engine = engineRuns(settings, context, command);
  try {
    const came = await patiently(engine.attempt, patienceOf(context, engine.isOver));
    const failure = await leftByThisRun(settings, context.locks);
    return { ...engine.result(), ...came, ...(failure && { failure }) };
  } catch (error) {
    const result = engine.result();
    const failure = await failureOf(error, result, settings, context);
    if (failure.reason !== 'state-not-written') return { ...result, failure };
    const recorded = await recordedState(settings, context).catch(() => undefined);
    return { ...result, ...afterLostWrite(failure, result.changes, recorded) };
  }
}

/** The processes of the engine for one command: one where there is a stack, and another one where that had to be made first. */
function engineRuns(settings: StackSettings, context: StackContext, command: EngineCommand) {
  let events = new ComponentEvents(command.kind);
  /** The stack on which it has begun with a resource. */
  let begunOn: Stack | undefined;
  // What another run has made since is found the next time.
  let isKnownMissing = context.isStackMissing === true;

  async function runOn(stack: Stack): Promise<void> {
    events = new ComponentEvents(command.kind);
    const waiting = watchSilence(context.onWaiting, displayedBackend(settings.backend));
    let isOver = false;
    const onEvent = (event: EngineEvent) => {
      isOver ||= event.summaryEvent !== undefined;
      if (event.resourcePreEvent) begunOn = stack;
      waiting.add(event);
      const change = events.add(event);
      if (change) context.onProgress(change);
    };
    try {
      await command.run(stack, { onEvent, signal: waiting.signal });
    } catch (error) {
      throw stoppedFailure(error, { silence: waiting.signal, cancellation: context.signal }, settings) ?? error;
    } finally {
      waiting.stop();
    }
    // An engine that is content and has done nothing would look like one that has found nothing to do.
    if (!isOver) throw UNFINISHED;
  }

  return {
    async attempt(): Promise<Pick<StackResult, 'isStackMissing' | 'notes'>> {
      // What the engine has begun is not begun again.
      if (begunOn && command.rest) return { notes: await command.rest(begunOn) };
      await context.lookAgain();
      const isThere = !isKnownMissing && (await unlessMissing(supposedStack(context, settings).then(runOn)));
      isKnownMissing = false;
      if (!isThere && command.stackWhereNone) await runOn(await command.stackWhereNone());
      return isThere ? {} : { isStackMissing: true };
    },
    /** Whether nothing is left to try. */
    isOver: () => begunOn !== undefined && command.rest === undefined,
    result: () => events.result(),
  };
}

const UNFINISHED = new RunFailure(
  'engine-failure',
  'The Pulumi engine ended without an error, and without saying what it has done.',
  { hint: 'Nothing is known of what it did. Look at what `pulumi` is on PATH, and run it again.' },
);

async function failureOf(
  error: unknown,
  { errors }: EngineResult,
  settings: StackSettings,
  { locks, signal }: StackContext,
): Promise<RunFailure> {
  const isCancelled = signal.aborted;
  const trouble = isCancelled ? undefined : lockTrouble(error);
  const failure =
    trouble && !trouble.isHalfWritten
      ? await stackLockedBy(trouble, settings, locks)
      : explainFailure(error, { errors, isCancelled });
  return (await leftByThisRun(settings, locks, failure)) ?? failure;
}

/** @returns whether there was a stack to run on */
async function unlessMissing(run: Promise<unknown>): Promise<boolean> {
  try {
    await run;
    return true;
  } catch (error) {
    if (isMissingStack(error)) return false;
    throw error;
  }
}
