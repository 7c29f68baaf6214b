import { answered, DONE_IS_RECORDED, type KnownFailure, sentence } from './known-failure';

const CREDENTIALS_HINT =
  'Run aws-actions/configure-aws-credentials in a step before, with `permissions: id-token: write` in the job.';

const DENIED_HINT = 'Allow it for the role that the workflow assumes; docs/aws-permissions.md has the whole list.';

/** What AWS does not allow, or not to these credentials. */
export const CREDENTIAL_CODES: readonly KnownFailure[] = [
  {
    pattern: /not authorized to perform: ([\w:*-]+)(?: on resource: (?:\w+ )?"?([^\s",]+))?/i,
    reason: 'permission-denied',
    message: ([, action, resource]) => `AWS denied ${action}${resource ? ` on ${resource}` : ''}.`,
    hint: DENIED_HINT,
  },
  {
    pattern:
      /operation error (?!S3: )([\w ]+): (\w+), [^\n]*?(?:RequestID: [^,]*, |api error )(AccessDenied\w*|UnauthorizedOperation): ([^\n]*)/,
    reason: 'permission-denied',
    message: ([, service, operation, , text]) =>
      `AWS denied ${service!.trim().toLowerCase()}:${operation}, and says: ${sentence(text!)}`,
    hint: DENIED_HINT,
  },
  {
    pattern: /(?:^|[:,] |api error )(?:SignatureDoesNotMatch: Signature (?:expired|not yet current)|RequestExpired: |RequestTimeTooSkewed: )/m, // prettier-ignore
    reason: 'runner',
    message: () => 'The clock of the runner is wrong, so that AWS does not accept its requests.',
    hint: `Set the clock of the runner (NTP), then run it again. ${DONE_IS_RECORDED}`,
  },
  {
    pattern:
      /(?:^|[:,] |api error )(ExpiredToken\w*|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId|AuthFailure|InvalidIdentityToken\w*|IDPRejectedClaim\w*): /m,
    reason: 'credentials',
    message: ([, code]) => `AWS does not accept the credentials (${code}).`,
    hint: CREDENTIALS_HINT,
  },
];

/** As the SDK says it where it has found no credentials, and the provider where it does not pass on what AWS says. */
export const NO_CREDENTIALS: readonly KnownFailure[] = [
  {
    pattern: /no valid credential sources|NoCredentialProviders|no EC2 IMDS role found|static credentials are empty/i,
    reason: 'credentials',
    message: ([words]) => `There are no AWS credentials (${words}).`,
    hint: CREDENTIALS_HINT,
  },
  {
    pattern: /failed to refresh cached credentials|get credentials(?=: )/i,
    reason: 'credentials',
    message: ([words]) => `AWS credentials could not be had (${words}).`,
    hint: CREDENTIALS_HINT,
  },
  {
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
];

const TAKEN_HINT = 'Choose another `name`, remove it, or take it over with `adopt: true`.';

/** What IAM answers to a change. */
export const IAM_FAILURES: readonly KnownFailure[] = [
  {
    pattern: /EntityAlreadyExists(?:Exception)?: (\w+) with name (\S+) already exists/i,
    reason: 'name-taken',
    message: ([, kind, name]) =>
      `There is a ${kind!.toLowerCase()} named ${name} already, which this stack does not manage.`,
    hint: TAKEN_HINT,
  },
  {
    pattern: /EntityAlreadyExists(?:Exception)?: A policy called (\S+) already exists/i,
    reason: 'name-taken',
    message: ([, name]) => `There is a policy named ${name} already, which this stack does not manage.`,
    hint: TAKEN_HINT,
  },
  {
    pattern: answered('DeleteConflict'),
    reason: 'in-use',
    message: ([, , text]) => `AWS does not delete what is still in use: ${sentence(text!)}`,
    hint: `Take off what others have attached to the role or the policy, then run it again. ${DONE_IS_RECORDED}`,
  },
  {
    // The second is the bridge's own: it has read the resource after an update that AWS did not refuse.
    pattern:
      /(?:^|[:,] |api error )NoSuchEntity(?:Exception)?: ([^\n]*)|reported that the resource did not exist while updating/m,
    reason: 'gone',
    message: ([, text]) => `It was deleted outside of Pulumi.${text ? ` AWS says: ${sentence(text)}` : ''}`,
    hint: 'Run it again with `refresh: true` (the default): it finds out what is gone, and makes that anew.',
  },
  {
    pattern: /(?:^|[:,] |api error )(?:Throttling\w*|ThrottledException|TooManyRequests\w*|RequestLimitExceeded|SlowDown): |: Rate exceeded|retry quota exceeded/m, // prettier-ignore
    reason: 'throttled',
    message: () => 'AWS throttled the requests for so long that the provider gave up.',
    hint: `Run it again later; ${DONE_IS_RECORDED.replace('What', 'what')} If many jobs run at once, limit them (\`max-parallel\` of the matrix).`,
  },
  {
    pattern: answered('LimitExceeded'),
    reason: 'limit-exceeded',
    message: ([, , text]) => `A quota of IAM is reached: ${sentence(text!)}`,
    hint: 'Remove what is not needed any more, or ask for a higher quota: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  },
  {
    pattern: answered('MalformedPolicyDocument'),
    reason: 'refused',
    message: ([, , text]) => `AWS does not take the document: ${sentence(text!)}`,
    hint: 'A principal that does not exist, or does not exist yet, is refused too: check the ARNs in `trust`, and `extra-statements`.',
  },
];
