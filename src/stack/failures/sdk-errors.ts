import { sentence } from './known-failure';
import { RunFailure } from '../../failure';

/**
 * What the AWS SDK for JavaScript throws where AWS, or whatever answers in its place, does not do what it was asked.
 *
 * https://github.com/smithy-lang/smithy-typescript/blob/main/packages/smithy-client/src/exceptions.ts
 */
interface SdkError extends Error {
  /** Missing where the answer can't be read. */
  readonly $metadata?: { readonly httpStatusCode?: number };
}

export function isSdkError(error: unknown): error is SdkError {
  return error instanceof Error && ('$metadata' in error || '$response' in error);
}

/** The code and the message, as one line. */
export function sdkErrorWords({ name, message }: SdkError): string {
  return `${name}: ${message}`;
}

/** @returns what is told of an answer of which no more is known than that it is no success */
export function unknownAnswer({ name, message, $metadata }: SdkError): RunFailure {
  const status = $metadata?.httpStatusCode;
  const shown = status === undefined ? '' : ` (${status})`;
  const isRead = $metadata !== undefined && !/^Unknown/.test(name);
  if (isRead && status !== undefined && status < 500) {
    return new RunFailure('refused', `AWS refuses what it was asked: ${name}${shown}: ${sentence(message)}`, {
      hint: 'Run it again; what was done is in the state. If it stays, the code says what AWS wants to have otherwise.',
    });
  }
  const what = isRead ? `${name}${shown}: ${sentence(message)}` : `its answer can't be read${shown}.`;
  return new RunFailure('unreachable', `AWS could not be asked: ${what}`, {
    hint: 'Check the network of the runner, HTTPS_PROXY and NO_PROXY, and `aws-endpoint-url`; then run it again. What was done is in the state.',
  });
}
