import type { Stack } from '@pulumi/pulumi/automation';
import { beginningOf, changesBetween } from './beginning';
import type { Change } from './change';
import { describeCommandError } from './engine/command-error';
import { execute, type StackContext, type StackResult } from './execute';
import { componentOf } from './parts';
import { settlePendingCreates } from './pending-creates';
import type { StackSettings } from './settings';
import { isMissingStack, newStack, supposedStack, throwawayStack, type Workspace } from './workspace';
import { RunFailure } from '../failure';

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
      for (const { name } of settings.components) onBeginning?.([], name);
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
  const onBeginning: Workspace['onBeginning'] = (resources, component) => {
    const own = new Map([...shown].filter(([urn]) => componentOf(urn) === component));
    changedSince.push(...changesBetween(own, beginningOf(resources)));
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
    { ...context, isStackMissing: false, locks: { ...context.locks, timeout: 0 } },
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
