import type { EngineEvent, Stack } from '@pulumi/pulumi/automation';
import { displayedBackend } from './backend';
import { type Beginning, beginningOf, changesBetween } from './beginning';
import type { Change } from './change';
import { describeCommandError } from './engine/command-error';
import { EventCollector, type EngineResult } from './events';
import { explainFailure } from './explain-failure';
import { settlePendingCreates } from './pending-creates';
import { RunFailure } from '../failure';
import { type LockedOut, leftByThisRun, patienceOf, stackLockedBy } from './lock/locked-out';
import { patiently } from './lock/patience';
import { lockTrouble } from './lock/trouble';
import type { StackSettings } from './settings';
import { afterLostWrite } from './state/lost';
import { recordedState } from './state/record';
import { stoppedFailure } from './stopped';
import { watchSilence } from './waiting';
import { isMissingStack, newStack, supposedStack, throwawayStack, type Workspace } from './workspace';

export interface StackContext extends Workspace {
  /** Aborted when the workflow is cancelled: what is in flight is finished and recorded, the lock released. */
  readonly signal: AbortSignal;
  /** Called as the engine takes up a resource, and as it is done with it. */
  readonly onProgress: (change: Change) => void;
  /** For `up`: what a preview showed the stack to have. Where it has something else by now, nothing is applied. */
  readonly shown?: Beginning;
  /** Called now and then while nothing seems to happen, with what the engine is at. */
  readonly onWaiting: (line: string) => void;
  /** What to do where another run is at the stack. */
  readonly locks: LockedOut;
}

/** What came of a command. A failure does not hide what was done before it. */
export interface StackResult extends EngineResult {
  /** There is no such stack in the backend: nothing was compared, and what is planned starts from nothing. */
  readonly isStackMissing?: boolean;
  readonly failure?: RunFailure;
  /** What became of the resources since the preview, where nothing was applied because of that. */
  readonly changedSince?: readonly Change[];
  /** What has to be said besides, in a sentence each. Plain text. */
  readonly notes?: readonly string[];
}

type RunOptions = Pick<Parameters<Stack['up']>[0] & object, 'onEvent' | 'signal'>;

interface Command {
  readonly kind: 'planned' | 'applied' | 'drift';
  readonly run: (stack: Stack, options: RunOptions) => Promise<unknown>;
  /** The stack to use where there is none; without this there is nothing to do then. */
  readonly stackWhereNone?: () => Promise<Stack>;
  /** What is left to do where another run took the stack after the engine had done all but that; sentences on what came of it. */
  readonly rest?: (stack: Stack) => Promise<readonly string[]>;
}

/** Shows what `up` would do. Writes nothing to the backend. */
export async function preview(settings: StackSettings, context: StackContext): Promise<StackResult> {
  const { refresh } = settings;
  return execute(settings, context, {
    kind: 'planned',
    run: (stack, options) => stack.preview({ ...options, refresh }),
    stackWhereNone: () => throwawayStack(context, settings),
  });
}

/** Makes it so. The stack is created where there is none. */
export async function up(settings: StackSettings, context: StackContext): Promise<StackResult> {
  const { refresh } = settings;
  const { changedSince, onBeginning } = comparing(context);
  const watched = { ...context, onBeginning };
  const result = await execute(settings, watched, {
    kind: 'applied',
    run: (stack, options) => stack.up({ ...options, refresh }),
    stackWhereNone: async () => {
      onBeginning?.([]);
      return newStack(watched, settings);
    },
  });
  if (changedSince.length > 0) return { ...result, changedSince };
  if (result.failure) return { ...result, notes: await correctState(result, settings, context) };
  if (result.changes.some(({ unmet }) => unmet)) return { ...result, failure: NOT_APPLIED };
  return mayHavePending(result) ? { ...result, notes: await settlePending(settings, context) } : result;
}

/** A stack that is there has what it is made of, unless a run was interrupted, or somebody took something away. */
function mayHavePending({ isStackMissing, hasPending, changes }: StackResult): boolean {
  const isMade = changes.some(({ operation }) => operation === 'create' || operation === 'import');
  return hasPending === true || (isMade && !isStackMissing);
}

/** @returns what is left to say, in a sentence each */
async function settlePending(settings: StackSettings, context: StackContext): Promise<string[]> {
  if (context.signal.aborted) return [];
  try {
    const settled = await settlePendingCreates(await supposedStack(context, settings));
    if (settled.length === 0) return [];
    return [
      `A run before was interrupted while it was creating ${settled.join(', ')}. That is settled: the state has it.`,
    ];
  } catch (error) {
    return [
      `Whether a run before was interrupted could not be looked at, or not be settled. That changes nothing of the access: ${describeCommandError(error).split('\n')[0]}`,
    ];
  }
}

/** @returns what keeps a run from doing anything where the stack is not as a preview showed it, and what it found then */
function comparing({ shown }: StackContext): { readonly changedSince: Change[] } & Pick<Workspace, 'onBeginning'> {
  const changedSince: Change[] = [];
  if (!shown) return { changedSince };
  const onBeginning: Workspace['onBeginning'] = (resources) => {
    changedSince.push(...changesBetween(shown, beginningOf(resources)));
    if (changedSince.length > 0) throw new Error('The stack is not as the preview showed it.');
  };
  return { changedSince, onBeginning };
}

/** The engine's events tell what was asked for and what is there then; that the engine is content says nothing. */
const NOT_APPLIED = new RunFailure(
  'not-applied',
  'The engine reports success, but AWS does not have what was asked for.',
  {
    hint: 'The table says what differs. Run `up` again with `refresh: true` (the default), which starts from what AWS has.',
  },
);

/**
 * A failed update leaves in the state what it was to make, not what AWS has: the next comparison would start from a wish. So
 * the state is read anew.
 *
 * @returns what is left to say, in a sentence each
 */
async function correctState(
  { changes, failure }: StackResult,
  settings: StackSettings,
  context: StackContext,
): Promise<string[]> {
  if (!changes.some(({ status, operation }) => status === 'failed' && operation === 'update')) return [];
  const doubt =
    'The state may have what the failed update was to make, and not what AWS has: run the next command with `refresh: true` (the default).';
  if (context.signal.aborted || failure?.reason === 'timed-out') return [doubt];
  // Whoever waits for the stack reads the state anew as well.
  const refreshed = await execute(
    settings,
    { ...context, locks: { ...context.locks, timeout: 0 } },
    {
      kind: 'drift',
      run: (stack, options) => stack.refresh({ ...options }),
    },
  );
  return refreshed.failure ? [doubt] : [];
}

/** Removes the resources, then the stack. */
export async function destroy(settings: StackSettings, context: StackContext): Promise<StackResult> {
  const { refresh } = settings;
  return execute(settings, context, {
    kind: 'applied',
    run: (stack, options) => stack.destroy({ ...options, refresh, remove: true }),
    rest: removeEmptied,
  });
}

/** Between its last deletion and the removal of the stack the engine lets go of the lock, so that another run may come in. */
async function removeEmptied(stack: Stack): Promise<readonly string[]> {
  try {
    await stack.workspace.removeStack(stack.name);
  } catch (error) {
    if (isMissingStack(error)) return [];
    if (!/still contains resources/.test(describeCommandError(error))) throw error;
    return ['Another run has made everything anew meanwhile, so that the stack itself was not removed.'];
  }
  return [];
}

/** Shows what `destroy` would do. Writes nothing to the backend. */
export async function previewDestroy(settings: StackSettings, context: StackContext): Promise<StackResult> {
  const { refresh } = settings;
  return execute(settings, context, {
    kind: 'planned',
    run: (stack, options) => stack.previewDestroy({ ...options, refresh }),
  });
}

/** Compares the state with what is really there. Changes neither. */
export async function drift(settings: StackSettings, context: StackContext): Promise<StackResult> {
  return execute(settings, context, { kind: 'drift', run: (stack, options) => stack.previewRefresh(options) });
}

const UNFINISHED = new RunFailure(
  'engine-failure',
  'The Pulumi engine ended without an error, and without saying what it has done.',
  { hint: 'Nothing is known of what it did. Look at what `pulumi` is on PATH, and run it again.' },
);

/** Runs a command, collects the engine's events, and turns whatever goes wrong into an explained failure. */
async function execute(settings: StackSettings, context: StackContext, command: Command): Promise<StackResult> {
  let events = new EventCollector(command.kind);
  let begunOn: Stack | undefined;
  const runOn = async (stack: Stack) => {
    events = new EventCollector(command.kind);
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
      throw stoppedFailure(error, { silence: waiting.signal, cancellation: context.signal }) ?? error;
    } finally {
      waiting.stop();
    }
    // An engine that is content and has done nothing would look like one that has found nothing to do.
    if (!isOver) throw UNFINISHED;
  };
  const attempt = async (): Promise<Pick<StackResult, 'isStackMissing' | 'notes'>> => {
    // What the engine has begun is not begun again.
    if (begunOn && command.rest) return { notes: await command.rest(begunOn) };
    const isThere = await unlessMissing(runOn(await supposedStack(context, settings)));
    if (!isThere && command.stackWhereNone) await runOn(await command.stackWhereNone());
    return isThere ? {} : { isStackMissing: true };
  };
  try {
    const isOver = () => begunOn !== undefined && command.rest === undefined;
    const came = await patiently(attempt, patienceOf(context, isOver));
    const failure = await leftByThisRun(settings, context.locks);
    return { ...events.result(), ...came, ...(failure && { failure }) };
  } catch (error) {
    const result = events.result();
    const isCancelled = context.signal.aborted;
    const trouble = isCancelled ? undefined : lockTrouble(error);
    const failure = trouble
      ? await stackLockedBy(trouble, settings, context.locks)
      : explainFailure(error, { errors: result.errors, isCancelled });
    const told = (await leftByThisRun(settings, context.locks, failure)) ?? failure;
    if (told.reason !== 'state-not-written') return { ...result, failure: told };
    const recorded = await recordedState(settings, context).catch(() => undefined);
    return { ...result, ...afterLostWrite(told, result.changes, recorded) };
  }
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
