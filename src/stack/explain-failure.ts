import { CommandError } from '@pulumi/pulumi/automation';
import { type Failure, ownFault, RunFailure } from '../failure';
import { describeCommandError } from './engine/command-error';

/** A kind of failure, known by what the engine, the provider or AWS says of it. */
interface KnownFailure {
  readonly pattern: RegExp;
  readonly reason: Failure['reason'];
  readonly message: (match: RegExpExecArray) => string;
  /** Missing where only what is in the backend tells the way out. */
  readonly hint?: string;
}

const CREDENTIALS_HINT =
  'Run aws-actions/configure-aws-credentials in a step before, with `permissions: id-token: write` in the job.';

/** As the engine says it of any backend. */
const STATE_NOT_WRITTEN = /failed to save snapshot/;
const UNREACHABLE_HINT =
  'Check the network of the runner, HTTPS_PROXY and NO_PROXY, and `aws-endpoint-url`; then run it again. What was done is in the state.';

const KNOWN_FAILURES: readonly KnownFailure[] = [
  {
    // First, because why it can't be written is told behind it, and may be anything.
    pattern: STATE_NOT_WRITTEN,
    reason: 'state-not-written',
    message: () => 'The state could not be written: what is made or deleted in AWS since then is not recorded.',
    hint: 'Let the role of the workflow write to the backend (or renew its credentials), then run it again with `refresh: true` (the default): what AWS has and the state does not have is told there, with the way out.',
  },
  {
    // As the engine says what it can't read or use; `withWayBack` adds the way out.
    pattern:
      /failed to load checkpoint: (?:place 1: )?(?!blob|.*operation error)([^\n]*)|(snapshot integrity failure[^\n]*)|((?:resource|resource '[^']*') missing required '\w+' field)|(the stack '[^']*' (?:uses features that are not supported|is (?:newer|older|too old))[^\n]*)|(could not deserialize deployment[^\n]*)/i,
    reason: 'state-damaged',
    message: (match) => `The state of the stack can't be used: ${sentence(match.slice(1).find(Boolean) ?? '')}`,
  },
  {
    pattern: /not authorized to perform: ([\w:*-]+)(?: on resource: (?:\w+ )?"?([^\s",]+))?/i,
    reason: 'permission-denied',
    message: ([, action, resource]) => `AWS denied ${action}${resource ? ` on ${resource}` : ''}.`,
    hint: "Allow it for the role that the workflow assumes; the README's section on AWS permissions has the whole list.",
  },
  {
    pattern:
      /(ExpiredToken\w*|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|no valid credential sources|NoCredentialProviders|failed to refresh cached credentials|get credentials: )/i,
    reason: 'credentials',
    message: ([, code]) => `AWS does not accept the credentials (${code!.trim().replace(/:$/, '')}).`,
    hint: CREDENTIALS_HINT,
  },
  {
    // As Go and the AWS SDK for Go word it. Of the state it is told as trouble with the backend.
    pattern:
      /(?<!operation error S3: [^\n]*)(no such host|connection refused|connection reset by peer|i\/o timeout|TLS handshake timeout|network is unreachable|x509: [^\n]*|request send failed)/i,
    reason: 'unreachable',
    message: ([, text]) => `AWS can't be reached: ${sentence(text!)}`,
    hint: UNREACHABLE_HINT,
  },
  {
    // As Node and the AWS SDK for JavaScript word it.
    pattern:
      /(connect ECONNREFUSED|getaddrinfo E\w+|read ECONNRESET|socket hang up|exceeded the configured \d+ ms requestTimeout|did not establish a connection [^\n]* within the configured timeout)/,
    reason: 'unreachable',
    message: ([, text]) => `AWS can't be reached: ${sentence(text!)}`,
    hint: UNREACHABLE_HINT,
  },
  {
    // The provider's own words, where it does not pass on AWS's.
    pattern: /configured AWS credentials are invalid or have expired/i,
    reason: 'credentials',
    message: () => 'The AWS credentials are invalid or have expired.',
    hint: CREDENTIALS_HINT,
  },
  {
    pattern: /validating provider credentials|unable to validate AWS credentials/i,
    reason: 'credentials',
    message: () => 'The AWS provider could not make sure whose the credentials are.',
    hint: CREDENTIALS_HINT,
  },
  {
    pattern: /EntityAlreadyExists: (\w+) with name ([^\s]+) already exists/i,
    reason: 'name-taken',
    message: ([, kind, name]) =>
      `There is a ${kind!.toLowerCase()} named ${name} already, which this stack does not manage.`,
    hint: 'Choose another `name`, remove it, or take it over with `adopt: true`.',
  },
  {
    pattern: /EntityAlreadyExists: A policy called ([^\s]+) already exists/i,
    reason: 'name-taken',
    message: ([, name]) => `There is a policy named ${name} already, which this stack does not manage.`,
    hint: 'Choose another `name`, remove it, or take it over with `adopt: true`.',
  },
  {
    pattern: /\bDeleteConflict(?:Exception)?: ([^\n]*)/,
    reason: 'in-use',
    message: ([, text]) => `AWS does not delete what is still in use: ${sentence(text!)}`,
    hint: 'Take off what others have attached to the role or the policy, then run it again. What was done is in the state.',
  },
  {
    // The second is the bridge's own: it has read the resource after an update that AWS did not refuse.
    pattern: /\bNoSuchEntity(?:Exception)?: ([^\n]*)|reported that the resource did not exist while updating/,
    reason: 'gone',
    message: ([, text]) => `It was deleted outside of Pulumi.${text ? ` AWS says: ${sentence(text)}` : ''}`,
    hint: 'Run it again with `refresh: true` (the default): it finds out what is gone, and makes that anew.',
  },
  {
    pattern:
      /\b(Throttling\w*|ThrottledException|TooManyRequests\w*|RequestLimitExceeded)\b|Rate exceeded|retry quota exceeded/,
    reason: 'throttled',
    message: () => 'AWS throttled the requests for so long that the provider gave up.',
    hint: 'Run it again later; what was done is in the state. If many jobs run at once, limit them (`max-parallel` of the matrix).',
  },
  {
    pattern: /\bLimitExceeded(?:Exception)?: ([^\n]*)/,
    reason: 'limit-exceeded',
    message: ([, text]) => `A quota of IAM is reached: ${sentence(text!)}`,
    hint: 'Remove what is not needed any more, or ask for a higher quota: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  },
  {
    pattern: /\bMalformedPolicyDocument(?:Exception)?: ([^\n]*)/,
    reason: 'refused',
    message: ([, text]) => `AWS does not take the document: ${sentence(text!)}`,
    hint: 'A principal that does not exist, or does not exist yet, is refused too: check the ARNs in `trust`, and `extra-statements`.',
  },
  {
    pattern: /no space left on device|ENOSPC|disk quota exceeded/i,
    reason: 'runner',
    message: () => 'There is no space left on a disk of the runner.',
    hint: 'Free some (the engine and its AWS plugin need about 1 GB), or use a larger runner; then run it again. What was done is in the state.',
  },
  {
    pattern: /ETXTBSY|text file busy/i,
    reason: 'runner',
    message: () => 'The engine or its plugin was being written by another job on this runner when it was to run.',
    hint: 'Run it again. Where jobs share a tool cache, install Pulumi there before they start.',
  },
  {
    pattern: /unable to read PULUMI_CONFIG_PASSPHRASE_FILE/,
    reason: 'backend',
    message: () =>
      "The passphrase of the stack's state can't be read from the file that PULUMI_CONFIG_PASSPHRASE_FILE names.",
    hint: 'Write the passphrase (from a secret) to that file in a step before, or set PULUMI_CONFIG_PASSPHRASE instead.',
  },
  {
    pattern: /incorrect passphrase/i,
    reason: 'backend',
    message: () => "The passphrase does not open the stack's state.",
    hint: 'Set PULUMI_CONFIG_PASSPHRASE (from a secret) to the passphrase that the stack was created with.',
  },
  {
    pattern: /(invalid access token|\[401\]|access token.*(invalid|expired))/i,
    reason: 'backend',
    message: () => 'Pulumi Cloud does not accept the access token.',
    hint: 'Set PULUMI_ACCESS_TOKEN (from a secret) to a token that may use this stack.',
  },
  {
    pattern:
      /operation error S3: |NoSuchBucket|bucket .* does not exist|unable to (?:open|check) bucket|could not list bucket|(?:read|write) "?\.pulumi\/|failed to (?:load checkpoint|open)|unable to list/i,
    reason: 'backend',
    message: () => 'The state can not be read from the backend.',
    hint: 'Check `backend-url`, and that the role of the workflow may list, read and write there.',
  },
  {
    pattern: /no (?:resource )?plugin '?pulumi-resource-aws|failed to load plugin|could not (?:find|load) .*plugin/i,
    reason: 'engine-unavailable',
    message: () => 'The AWS plugin of Pulumi can not be loaded.',
    hint: 'Run `pulumi plugin install resource aws` in a step before to see why.',
  },
  {
    pattern: /CLI does not support state migrations/,
    reason: 'engine-unavailable',
    message: () => 'The Pulumi engine is too old to keep `up` to what its preview showed.',
    hint: 'Install Pulumi 3.261.0 or newer in a step before, or leave `pulumi-version` out.',
  },
];

/**
 * @param errors the engine's error messages
 * @returns what happened and the way out, in words for the user; the engine's own words are kept as details
 */
export function explainFailure(
  error: unknown,
  { errors, isCancelled }: { errors: readonly string[]; isCancelled: boolean },
): RunFailure {
  if (error instanceof RunFailure) return error;
  const details = errors.length > 0 ? errors.join('\n\n') : describeCommandError(error);

  if (isCancelled && !STATE_NOT_WRITTEN.test(details)) {
    return new RunFailure('cancelled', 'The workflow was cancelled.', {
      hint: 'What was in progress has been finished and recorded. Run the workflow again to do the rest.',
      details,
    });
  }

  for (const { pattern, reason, message, hint } of KNOWN_FAILURES) {
    const match = pattern.exec(details);
    if (match) return new RunFailure(reason, message(match), { hint, details });
  }
  if (errors.length === 0 && !(error instanceof CommandError)) return ownFault(error);
  return new RunFailure('engine-failure', firstErrorLine(details) ?? 'The Pulumi engine failed.', { details });
}

/** Warnings may come before; where nothing is marked as an error, it is the first line. */
function firstErrorLine(details: string): string | undefined {
  const lines = details.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /^\s*error:/i.test(line)) ?? lines[0];
}

/** AWS's own words, as the end of a sentence. */
function sentence(text: string): string {
  const words = text.trim();
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
