import { RunFailure } from '../failure';
import { EngineAbandoned } from './engine/ended-process';
import { cancelCommand } from './lock/cancel-command';
import type { StackSettings } from './settings';

/**
 * Why the engine ended, where it was stopped from here: because it got no further, or because what was in flight did not end
 * when the workflow was cancelled.
 *
 * @param silence aborted when it got no further, for the reason that is told
 */
export function stoppedFailure(
  error: unknown,
  { silence, cancellation }: { readonly silence: AbortSignal; readonly cancellation: AbortSignal },
  settings: Pick<StackSettings, 'stackName' | 'backend'>,
): RunFailure | undefined {
  const abandoned = error instanceof EngineAbandoned ? error : undefined;
  if (cancellation.aborted) {
    return abandoned && wentWrong('cancelled', 'The workflow was cancelled.', abandoned, settings);
  }
  if (!silence.aborted) return undefined;
  const failure = silence.reason as RunFailure;
  return abandoned ? wentWrong(failure.reason, failure.message, abandoned, settings) : failure;
}

function wentWrong(
  reason: RunFailure['reason'],
  message: string,
  abandoned: EngineAbandoned,
  settings: Pick<StackSettings, 'stackName' | 'backend'>,
): RunFailure {
  const lock = abandoned.isKilled
    ? ` The stack may still be locked: once nothing else runs on it, remove the lock: ${cancelCommand(settings)}`
    : '';
  const hint = `What was in flight may be done and not recorded: look with \`command: preview\` before the next \`up\`.${lock}`; // prettier-ignore
  return new RunFailure(reason, `${message} ${abandoned.message}`, { hint });
}
