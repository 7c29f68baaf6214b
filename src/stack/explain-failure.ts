import { CommandError } from '@pulumi/pulumi/automation';
import { describeCommandError } from './engine/command-error';
import { signalThatEnded } from './engine/ended-by-signal';
import { withoutRequest } from './engine-errors';
import { ownFault, RunFailure } from '../failure';
import { CREDENTIAL_CODES, IAM_FAILURES, NO_CREDENTIALS } from './failures/aws-answers';
import { type KnownFailure, sentence } from './failures/known-failure';
import { NETWORK_FAILURES } from './failures/network';
import { PROCESS_FAILURES } from './failures/processes';
import { isSdkError, sdkErrorWords, unknownAnswer } from './failures/sdk-errors';
import { SECRETS_FAILURES, STATE_FAILURES, STATE_ITSELF, STATE_NOT_WRITTEN } from './failures/state';
import { withoutTrace } from './failures/trace';

/**
 * Of one error that several kinds are found in, the first is the cause: after a crash everything breaks off, and where
 * nothing gets through to AWS, there are no credentials either.
 */
const KNOWN_FAILURES: readonly KnownFailure[] = [
  ...STATE_ITSELF,
  ...PROCESS_FAILURES,
  ...CREDENTIAL_CODES,
  ...SECRETS_FAILURES,
  ...NETWORK_FAILURES,
  ...NO_CREDENTIALS,
  ...IAM_FAILURES,
  ...STATE_FAILURES,
];

/**
 * @param errors the engine's error messages, the first one first
 * @returns what happened and the way out, in words for the user; the engine's own words are kept as details
 */
export function explainFailure(
  error: unknown,
  { errors, isCancelled }: { errors: readonly string[]; isCancelled: boolean },
): RunFailure {
  if (error instanceof RunFailure) return error;
  const words = isSdkError(error) ? sdkErrorWords(error) : describeCommandError(error);
  const said = errors.length > 0 ? errors : [withoutTrace(words)];
  const details = said.join('\n\n');

  if (isCancelled && !STATE_NOT_WRITTEN.test(details)) {
    return new RunFailure('cancelled', 'The workflow was cancelled.', {
      hint: 'What was in progress has been finished and recorded. Run the workflow again to do the rest.',
      details,
    });
  }

  const signal = signalThatEnded(error);
  const known = firstKnown(signal ? [`The engine was killed with ${signal}`] : [...said.filter(isLostWrite), ...said]);
  if (known) return new RunFailure(known.reason, known.message, { hint: known.hint, details });
  if (errors.length === 0 && isSdkError(error)) return unknownAnswer(error);
  if (errors.length === 0 && !(error instanceof CommandError)) return ownFault(error);
  return new RunFailure('engine-failure', engineSays(details), { hint: UNKNOWN_HINT, details });
}

const UNKNOWN_HINT = 'Run it again; what was done is in the state. If it stays, look at what the engine said.';

/** Whatever else goes wrong follows from it, or is told once the state can be written. */
function isLostWrite(text: string): boolean {
  return STATE_NOT_WRITTEN.test(text);
}

/** What is known of the first error that anything is known of. */
function firstKnown(said: readonly string[]) {
  for (const text of said) {
    for (const { pattern, reason, message, hint } of KNOWN_FAILURES) {
      const match = pattern.exec(text);
      if (match) return { reason, message: message(match), hint };
    }
  }
  return undefined;
}

/** The first error in a sentence. Warnings may come before; where nothing is marked as an error, it is the first line. */
function engineSays(details: string): string {
  const lines = details.split('\n').filter((line) => line.trim() !== '');
  const line = (lines.find((each) => /^\s*error:/i.test(each)) ?? lines[0])?.replace(/^\s*error: */i, '');
  return line
    ? `The Pulumi engine says: ${sentence(withoutRequest(line))}`
    : 'The Pulumi engine failed, and said nothing.';
}
