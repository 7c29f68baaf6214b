import { stripVTControlCharacters } from 'node:util';
import { CommandError } from '@pulumi/pulumi/automation';

/**
 * What the engine wrote to its standard error, without colours. The message of a `CommandError` itself is a dump of the
 * command line, both outputs and an exit code of -2, so it is never shown.
 */
export function describeCommandError(error: unknown): string {
  if (!(error instanceof CommandError)) return error instanceof Error ? error.message : String(error);
  const { stderr, stdout } = (error as unknown as { commandResult: { stderr: string; stdout: string } }).commandResult;
  return stripVTControlCharacters(withoutCommandLine(stderr).trim() || stdout.trim());
}

/** The Automation API puts the message of execa there: how the command failed and its whole line, then its outputs. */
function withoutCommandLine(stderr: string): string {
  return stderr.replace(/^Command (?:failed|was|timed out)\b.*\n?/, '');
}
