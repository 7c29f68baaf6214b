import type { EngineEvent, Stack } from '@pulumi/pulumi/automation';
import type { Change } from './change';
import { EventCollector, type EngineResult } from './events';
import { explainFailure } from './explain-failure';
import type { StackFailure } from './failure';
import type { StackSettings } from './settings';
import { isMissingStack, newStack, supposedStack, throwawayStack, type Workspace } from './workspace';

export interface StackContext extends Workspace {
  /** Aborted when the workflow is cancelled: what is in flight is finished and recorded, the lock released. */
  readonly signal: AbortSignal;
  /** Called as the engine takes up a resource, and as it is done with it. */
  readonly onProgress: (change: Change) => void;
}

/** What came of a command. A failure does not hide what was done before it. */
export interface StackResult extends EngineResult {
  readonly failure?: StackFailure;
}

type RunOptions = Pick<Parameters<Stack['up']>[0] & object, 'onEvent' | 'signal'>;

interface Command {
  readonly kind: 'planned' | 'applied' | 'drift';
  readonly run: (stack: Stack, options: RunOptions) => Promise<unknown>;
  /** The stack to use where there is none; without this there is nothing to do then. */
  readonly stackWhereNone?: () => Promise<Stack>;
}

/** The engine's history is read after a run; there is nothing in it to decrypt, and a lost passphrase must not fail that. */
const NO_SECRETS = { showSecrets: false };

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
  return execute(settings, context, {
    kind: 'applied',
    run: (stack, options) => stack.up({ ...options, ...NO_SECRETS, refresh }),
    stackWhereNone: () => newStack(context, settings),
  });
}

/** Removes the resources, then the stack. */
export async function destroy(settings: StackSettings, context: StackContext): Promise<StackResult> {
  const { refresh } = settings;
  return execute(settings, context, {
    kind: 'applied',
    run: (stack, options) => stack.destroy({ ...options, ...NO_SECRETS, refresh, remove: true }),
  });
}

/** Compares the state with what is really there. Changes neither. */
export async function drift(settings: StackSettings, context: StackContext): Promise<StackResult> {
  return execute(settings, context, { kind: 'drift', run: (stack, options) => stack.previewRefresh(options) });
}

/** Runs a command, collects the engine's events, and turns whatever goes wrong into an explained failure. */
async function execute(settings: StackSettings, context: StackContext, command: Command): Promise<StackResult> {
  let events = new EventCollector(command.kind);
  const runOn = (stack: Stack) => {
    events = new EventCollector(command.kind);
    const onEvent = (event: EngineEvent) => {
      const change = events.add(event);
      if (change) context.onProgress(change);
    };
    return command.run(stack, { onEvent, signal: context.signal });
  };
  try {
    const isThere = await unlessMissing(runOn(await supposedStack(context, settings)));
    if (!isThere && command.stackWhereNone) await runOn(await command.stackWhereNone());
    return events.result();
  } catch (error) {
    const result = events.result();
    const failure = explainFailure(error, { errors: result.errors, isCancelled: context.signal.aborted });
    return { ...result, failure };
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
