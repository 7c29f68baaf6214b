import type { EngineEvent, Stack } from '@pulumi/pulumi/automation';
import type { Change } from './change';
import { EventCollector, type EngineResult } from './events';
import { explainFailure } from './explain-failure';
import { StackFailure } from './failure';
import type { StackSettings } from './settings';
import { existingStack, newStack, throwawayStack, type Workspace } from './workspace';

export interface StackContext extends Workspace {
  /** Aborted when the workflow is cancelled: what is in flight is finished and recorded, the lock released. */
  readonly signal: AbortSignal;
  /** Called as the engine takes up a resource, and as it is done with it. */
  readonly onProgress: (change: Change) => void;
}

/** What came of a command. A failure does not hide what was done before it. */
export interface StackResult extends EngineResult {
  /** Whether the stack is in the backend; `destroy` removes it. */
  readonly existed: boolean;
  readonly failure?: StackFailure;
}

const NOTHING: EngineResult = { changes: [], inputs: {}, errors: [] };

/** The engine's history is read after a run; there is nothing in it to decrypt, and a lost passphrase must not fail that. */
const NO_SECRETS = { showSecrets: false };

/** Shows what `up` would do. Writes nothing to the backend. */
export async function preview(settings: StackSettings, context: StackContext): Promise<StackResult> {
  return command(context, async (run) => {
    const existing = await existingStack(context, settings);
    const stack = existing ?? (await throwawayStack(context, settings));
    await run('planned', (options) => stack.preview({ ...options, refresh: settings.refresh }));
    return existing !== undefined;
  });
}

/** Makes it so. The stack is created where there is none. */
export async function up(settings: StackSettings, context: StackContext): Promise<StackResult> {
  return command(context, async (run) => {
    const existing = await existingStack(context, settings);
    const stack = existing ?? (await newStack(context, settings));
    await run('applied', (options) => stack.up({ ...options, ...NO_SECRETS, refresh: settings.refresh }));
    return existing !== undefined;
  });
}

/** Removes the resources, then the stack. No stack means that there is nothing to do. */
export async function destroy(settings: StackSettings, context: StackContext): Promise<StackResult> {
  return command(context, async (run) => {
    const stack = await existingStack(context, settings);
    if (!stack) return false;
    await run('applied', (options) =>
      stack.destroy({ ...options, ...NO_SECRETS, refresh: settings.refresh, remove: true }),
    );
    return true;
  });
}

/** Compares the state with what is really there. Changes neither. */
export async function drift(settings: StackSettings, context: StackContext): Promise<StackResult> {
  return command(context, async (run) => {
    const stack = await existingStack(context, settings);
    if (!stack) return false;
    await run('drift', (options) => stack.previewRefresh(options));
    return true;
  });
}

type RunOptions = Pick<Parameters<Stack['up']>[0] & object, 'onEvent' | 'signal'>;
type Run = (
  kind: 'planned' | 'applied' | 'drift',
  operation: (options: RunOptions) => Promise<unknown>,
) => Promise<void>;

/** Runs a command, collects the engine's events, and turns whatever goes wrong into an explained failure. */
async function command(context: StackContext, body: (run: Run) => Promise<boolean>): Promise<StackResult> {
  let collector: EventCollector | undefined;
  let existed = false;
  try {
    existed = await body(async (kind, operation) => {
      const events = (collector = new EventCollector(kind));
      const onEvent = (event: EngineEvent) => {
        const change = events.add(event);
        if (change) context.onProgress(change);
      };
      await operation({ onEvent, signal: context.signal });
    });
    return { ...(collector?.result() ?? NOTHING), existed };
  } catch (error) {
    const result = collector?.result() ?? NOTHING;
    const failure = explainFailure(error, { errors: result.errors, isCancelled: context.signal.aborted });
    return { ...result, existed, failure };
  }
}
