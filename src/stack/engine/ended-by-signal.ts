import { constants } from 'node:os';
import { CommandError } from '@pulumi/pulumi/automation';

/**
 * @returns the signal that ended a process of the engine, such as `SIGKILL`; `undefined` where it ended by itself. Where a
 *   shell stands between, only its exit code tells of the signal: 128 and its number.
 */
export function signalThatEnded(error: unknown): string | undefined {
  if (!(error instanceof CommandError)) return undefined;
  const { err } = (error as unknown as { commandResult: { err?: { signal?: string; exitCode?: number } } })
    .commandResult;
  if (err?.signal) return err.signal;
  const number = (err?.exitCode ?? 0) - 128;
  return Object.entries(constants.signals).find((entry) => entry[1] === number)?.[0];
}
