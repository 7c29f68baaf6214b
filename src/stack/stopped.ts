import { RunFailure } from '../failure';
import { EngineAbandoned } from './engine/ended-process';

/**
 * Why the engine ended, where it was stopped from here: because it got no further, or because what was in flight did not end
 * when the workflow was cancelled.
 *
 * @param silence aborted when it got no further, for the reason that is told
 */
export function stoppedFailure(
  error: unknown,
  { silence, cancellation }: { readonly silence: AbortSignal; readonly cancellation: AbortSignal },
): RunFailure | undefined {
  const abandoned = error instanceof EngineAbandoned ? error : undefined;
  if (cancellation.aborted) return abandoned && wentWrong('cancelled', 'The workflow was cancelled.', abandoned);
  if (!silence.aborted) return undefined;
  const failure = silence.reason as RunFailure;
  return abandoned ? wentWrong(failure.reason, failure.message, abandoned) : failure;
}

function wentWrong(reason: RunFailure['reason'], message: string, abandoned: EngineAbandoned): RunFailure {
  const lock = abandoned.isKilled
    ? ' The stack may still be locked: once nothing else runs on it, remove the lock with `pulumi cancel`.'
    : '';
  const hint = `What was in flight may be done and not recorded: look with \`command: preview\` before the next \`up\`.${lock}`; // prettier-ignore
  return new RunFailure(reason, `${message} ${abandoned.message}`, { hint });
}
