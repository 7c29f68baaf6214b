import { ConcurrentUpdateError } from '@pulumi/pulumi/automation';
import { describeCommandError } from './engine/command-error';
import { type FailureReason, StackFailure } from './failure';

/** A kind of failure, known by what the engine, the provider or AWS says of it. */
interface KnownFailure {
  readonly pattern: RegExp;
  readonly reason: FailureReason;
  readonly message: (match: RegExpExecArray) => string;
  readonly hint: string;
}

const KNOWN_FAILURES: readonly KnownFailure[] = [
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
    hint: 'Run aws-actions/configure-aws-credentials in a step before, with `permissions: id-token: write` in the job.',
  },
  {
    pattern: /EntityAlreadyExists: (\w+) with name ([^\s]+) already exists/i,
    reason: 'name-taken',
    message: ([, kind, name]) =>
      `There is a ${kind!.toLowerCase()} named ${name} already, which this stack does not manage.`,
    hint: 'Choose another `name`, remove it, or import it into the stack with `pulumi import`.',
  },
  {
    pattern: /EntityAlreadyExists: A policy called ([^\s]+) already exists/i,
    reason: 'name-taken',
    message: ([, name]) => `There is a policy named ${name} already, which this stack does not manage.`,
    hint: 'Choose another `name`, remove it, or import it into the stack with `pulumi import`.',
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
      /NoSuchBucket|bucket .* does not exist|unable to (?:open|check) bucket|could not list bucket|(?:read|write) "?\.pulumi\/|failed to (?:load checkpoint|open)|unable to list/i,
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
];

/**
 * @param errors the engine's error messages
 * @returns what happened and the way out, in words for the user; the engine's own words are kept as details
 */
export function explainFailure(
  error: unknown,
  { errors, isCancelled }: { errors: readonly string[]; isCancelled: boolean },
): StackFailure {
  if (error instanceof StackFailure) return error;
  const details = errors.length > 0 ? errors.join('\n\n') : describeCommandError(error);

  if (isCancelled) {
    return new StackFailure('cancelled', 'The workflow was cancelled.', {
      hint: 'What was in progress has been finished and recorded. Run the workflow again to do the rest.',
      details,
    });
  }
  if (error instanceof ConcurrentUpdateError) return lockedStack(describeCommandError(error));

  for (const { pattern, reason, message, hint } of KNOWN_FAILURES) {
    const match = pattern.exec(details);
    if (match) return new StackFailure(reason, message(match), { hint, details });
  }
  const [firstLine = ''] = details.split('\n').filter((line) => line.trim() !== '');
  return new StackFailure('engine-failure', firstLine || 'The Pulumi engine failed.', { details });
}

function lockedStack(details: string): StackFailure {
  const holder = /created by (\S+) \(pid \d+\) at (\S+)/.exec(details);
  return new StackFailure(
    'stack-locked',
    holder ? `The stack is locked by ${holder[1]} since ${holder[2]}.` : 'Another run is changing the stack.',
    {
      hint: 'Wait for the other run to end, and give the jobs a `concurrency` group. If it was killed, remove its lock with `pulumi cancel`.',
      details,
    },
  );
}
