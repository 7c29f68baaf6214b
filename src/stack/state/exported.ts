import { RunFailure } from '../../failure';
import { isObject, type JsonObject } from '../../shared/json';
import { startDeadline } from '../../shared/within';
import { displayedBackend } from '../backend';
import { withRun } from '../engine/with-run';
import type { StackSettings } from '../settings';
import { isMissingStack, supposedStack, type Workspace } from '../workspace';

/**
 * Asks the engine for what a stack has. For that it starts no plugins, nor anything else that the state names.
 *
 * @param log is told of waiting
 * @returns `undefined` where there is no such stack
 * @throws RunFailure `timed-out`; the engine's error
 */
export async function exportedState(
  settings: StackSettings,
  { engine, ...workspace }: Workspace,
  log: (line: string) => void,
): Promise<JsonObject | undefined> {
  const what = `the state (${displayedBackend(settings.backend)})`;
  const expiry = startDeadline('engine-silence', { what, log, late: (seconds) => lateState(what, seconds) });
  const limited = withRun(
    engine,
    (run) => (args, folder, environment, onOutput, onError) =>
      run(args, folder, environment, onOutput, onError, expiry.signal),
  );
  try {
    const { deployment } = await (await supposedStack({ ...workspace, engine: limited }, settings)).exportStack();
    return isObject(deployment) ? deployment : {};
  } catch (error) {
    expiry.signal.throwIfAborted();
    if (isMissingStack(error)) return undefined;
    throw error;
  } finally {
    expiry.stop();
  }
}

function lateState(what: string, seconds: number): RunFailure {
  return new RunFailure('timed-out', `The engine did not come to read ${what} within ${seconds} s. Nothing was run.`, {
    hint: 'Look whether the backend answers from this runner (HTTPS_PROXY and NO_PROXY count); then run it again.',
  });
}
