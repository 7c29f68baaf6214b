import { commandError } from './command-errors';
import { RunFailure } from '../../src/failure';
import { explainFailure } from '../../src/stack/explain-failure';

function explain(error: unknown, errors: readonly string[] = [], isCancelled = false): RunFailure {
  return explainFailure(error, { errors, isCancelled });
}

const CREDENTIALS = 'AWS does not accept the credentials';
const PLUGIN = 'The AWS plugin of Pulumi can not be loaded.';
const UNREADABLE = 'The state can not be read from the backend.';

it.each<[reason: string, message: string, engineSays: string]>([
  [
    'permission-denied',
    'AWS denied iam:CreateRole on arn:aws:iam::123456789012:role/churn.',
    'creating IAM Role (churn): operation error IAM: CreateRole, https response error StatusCode: 403, api error AccessDenied: User: arn:aws:sts::123456789012:assumed-role/ci/x is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/churn because no identity-based policy allows the iam:CreateRole action',
  ],
  [
    'permission-denied',
    'AWS denied iam:CreatePolicy on churn.',
    'AccessDenied: User: x is not authorized to perform: iam:CreatePolicy on resource: policy churn because …',
  ],
  ['permission-denied', 'AWS denied iam:GetRole.', 'User: x is not authorized to perform: iam:GetRole'],
  [
    'permission-denied',
    'AWS denied s3:ListBucket on arn:aws:s3:::state.',
    'error: could not list bucket: AccessDenied: User: x is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::state" because …',
  ],
  [
    'credentials',
    `${CREDENTIALS} (ExpiredTokenException).`,
    'api error ExpiredTokenException: The security token included in the request is expired',
  ],
  ['credentials', `${CREDENTIALS} (InvalidClientTokenId).`, 'StatusCode: 403, api error InvalidClientTokenId: The …'],
  ['credentials', `${CREDENTIALS} (SignatureDoesNotMatch).`, 'api error SignatureDoesNotMatch: …'],
  [
    'credentials',
    'There are no AWS credentials (no valid credential sources).',
    'error: no valid credential sources for … found',
  ],
  [
    'engine-unavailable',
    'The Pulumi engine is too old to keep `up` to what its preview showed.',
    'Error: The Pulumi CLI does not support state migrations. Please update the Pulumi CLI',
  ],
  [
    'name-taken',
    'There is a role named churn-prod already, which this stack does not manage.',
    'creating IAM Role (churn-prod): api error EntityAlreadyExists: Role with name churn-prod already exists.',
  ],
  [
    'name-taken',
    'There is a policy named churn-prod already, which this stack does not manage.',
    'api error EntityAlreadyExists: A policy called churn-prod already exists. Duplicate names are not allowed.',
  ],
  [
    'backend',
    "The passphrase does not open the stack's state.",
    'error: constructing secrets manager: incorrect passphrase',
  ],
  ['backend', 'Pulumi Cloud does not accept the access token.', 'error: [401] Unauthorized: No credentials provided'],
  ['backend', 'Pulumi Cloud does not accept the access token.', 'error: problem logging in: invalid access token'],
  ['backend', UNREADABLE, 'error: error listing stacks: could not list bucket: blob (code=NotFound): NoSuchBucket: …'],
  [
    'backend',
    'The state can not be written to the backend. S3 says: AccessDenied: Access Denied.',
    'error: operation error S3: PutObject, https response error StatusCode: 403, RequestID: x, HostID: y, api error AccessDenied: Access Denied',
  ],
  ['backend', UNREADABLE, 'error: read ".pulumi/meta.yaml": blob (code=Unknown): …'],
  [
    'in-use',
    'AWS does not delete what is still in use: Cannot delete entity, must delete policies first.',
    'deleting IAM Role (churn): operation error IAM: DeleteRole, https response error StatusCode: 409, RequestID: , DeleteConflict: Cannot delete entity, must delete policies first.',
  ],
  [
    'gone',
    'It was deleted outside of Pulumi. AWS says: The role with name churn cannot be found.',
    'updating IAM Role (churn) assume role policy: operation error IAM: UpdateAssumeRolePolicy, https response error StatusCode: 404, RequestID: , NoSuchEntity: The role with name churn cannot be found.',
  ],
  [
    'gone',
    'It was deleted outside of Pulumi.',
    'Resource provider reported that the resource did not exist while updating urn:pulumi:x::y::z::r',
  ],
  [
    'throttled',
    'AWS throttled the requests for so long that the provider gave up.',
    'creating IAM Role (churn): operation error IAM: CreateRole, exceeded maximum number of attempts, 12, https response error StatusCode: 400, RequestID: , api error Throttling: Rate exceeded',
  ],
  [
    'limit-exceeded',
    'A quota of IAM is reached: Cannot exceed quota for RolesPerAccount: 1000.',
    'creating IAM Role (churn): operation error IAM: CreateRole, https response error StatusCode: 409, RequestID: , LimitExceeded: Cannot exceed quota for RolesPerAccount: 1000',
  ],
  [
    'refused',
    'AWS does not take the document: Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role/x".',
    'creating IAM Role (churn): operation error IAM: CreateRole, https response error StatusCode: 400, RequestID: , MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role/x"',
  ],
  [
    'credentials',
    `${CREDENTIALS} (InvalidClientTokenId).`,
    'validating provider credentials: retrieving caller identity from STS: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: , api error InvalidClientTokenId: The security token included in the request is invalid.',
  ],
  [
    'credentials',
    'The AWS credentials are invalid or have expired.',
    'pulumi:providers:aws resource default has a problem: The configured AWS credentials are invalid or have expired.\nPlease see …',
  ],
  [
    'credentials',
    'There are no AWS credentials (No valid credential sources).',
    'pulumi:providers:aws resource default has a problem: No valid credential sources found.\nPlease see …',
  ],
  [
    'unreachable',
    "AWS can't be reached: connection refused.",
    'validating provider credentials: retrieving caller identity from STS: operation error STS: GetCallerIdentity, https response error StatusCode: 0, RequestID: , Post "https://sts.us-west-2.amazonaws.com/": dial tcp 10.0.0.1:443: connect: connection refused',
  ],
  [
    'unreachable',
    "AWS can't be reached: x509: certificate signed by unknown authority.",
    'creating IAM Policy (churn): operation error IAM: CreatePolicy, https response error StatusCode: 0, RequestID: , tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  ['unreachable', "AWS can't be reached: EAI_AGAIN.", 'getaddrinfo EAI_AGAIN iam.amazonaws.com'],
  [
    'unreachable',
    "AWS can't be reached: exceeded the configured 20000 ms requestTimeout.",
    '@smithy/node-http-handler - [ERROR] a request has exceeded the configured 20000 ms requestTimeout.',
  ],
  [
    'backend',
    "The state can not be read from the backend. S3 can't be reached: no such host.",
    'error: could not list bucket: blob (code=Unknown): operation error S3: ListObjectsV2, https response error StatusCode: 0, RequestID: , request send failed, Get "https://state.s3.us-west-2.amazonaws.com/": dial tcp: lookup state.s3.us-west-2.amazonaws.com: no such host',
  ],
  [
    'runner',
    'There is no space left on a disk of the runner.',
    'error: write /home/runner/.pulumi/plugins/x: no space left on device',
  ],
  [
    'runner',
    'The engine or its plugin was being written by another job on this runner when it was to run.',
    'spawn ETXTBSY',
  ],
  [
    'backend',
    "The passphrase of the stack's state can't be read from the file that PULUMI_CONFIG_PASSPHRASE_FILE names.",
    'error: getting secrets manager: unable to read PULUMI_CONFIG_PASSPHRASE_FILE: open /secrets/passphrase: no such file or directory',
  ],
  [
    'credentials',
    'The AWS provider could not make sure whose the credentials are.',
    'unable to validate AWS credentials.\nDetails: validating provider credentials: …',
  ],
  ['engine-unavailable', PLUGIN, "error: no resource plugin 'pulumi-resource-aws-v7.48.0' found in the workspace"],
  ['engine-unavailable', PLUGIN, 'error: failed to load plugin aws: fork/exec: permission denied'],
  [
    'permission-denied',
    'AWS denied iam:DeletePolicy, and says: Access Denied.',
    'deleting IAM Policy (arn:aws:iam::123456789012:policy/churn): operation error IAM: DeletePolicy, https response error StatusCode: 403, RequestID: c297302d, api error AccessDenied: Access Denied',
  ],
  [
    'runner',
    'The clock of the runner is wrong, so that AWS does not accept its requests.',
    'operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: x, api error SignatureDoesNotMatch: Signature expired: 20260102T000000Z is now earlier than 20260102T030000Z (20260102T031500Z - 15 min.)',
  ],
  [
    'credentials',
    'There are no AWS credentials (no EC2 IMDS role found).',
    'error: get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found, operation error ec2imds: GetMetadata, request send failed, Get "http://169.254.169.254/latest/meta-data/iam/security-credentials/": dial tcp 169.254.169.254:80: connect: no route to host',
  ],
  [
    'unreachable',
    "AWS can't be reached: no such host.",
    'failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 0, RequestID: , request send failed, Post "https://sts.us-west-2.amazonaws.com/": dial tcp: lookup sts.us-west-2.amazonaws.com on 127.0.0.53:53: no such host',
  ],
  [
    'unreachable',
    'Something else than AWS answers in its place (STS: GetCallerIdentity).',
    'validating provider credentials: retrieving caller identity from STS: operation error STS: GetCallerIdentity, https response error StatusCode: 200, RequestID: , deserialization failed, failed to decode response body, expected element type <GetCallerIdentityResponse> but have <html>',
  ],
  [
    'unreachable',
    'Something else than AWS answers in its place (IAM: GetRole).',
    'reading IAM Role (churn): operation error IAM: GetRole, https response error StatusCode: 403, RequestID: , api error UnknownError: UnknownError',
  ],
  [
    'unreachable',
    'AWS itself fails (IAM: GetRole, ServiceFailure).',
    'reading IAM Role (churn): operation error IAM: GetRole, exceeded maximum number of attempts, 8, https response error StatusCode: 500, RequestID: 12, ServiceFailure: Internal failure',
  ],
  [
    'engine-crashed',
    'The Pulumi engine or its AWS plugin crashed: runtime error: invalid memory address or nil pointer dereference.',
    'panic: runtime error: invalid memory address or nil pointer dereference',
  ],
  [
    'engine-crashed',
    'The Pulumi engine or its AWS plugin crashed: runtime: out of memory.',
    'fatal error: runtime: out of memory',
  ],
  [
    'engine-crashed',
    'The Pulumi engine or its AWS plugin crashed: runtime error: invalid memory address or nil pointer dereference.',
    'Bridged provider panic (provider=aws v=7.48.0 resourceURN=urn:pulumi:churn::p::aws:iam/policy:Policy::x method=Update): runtime error: invalid memory address or nil pointer dereference',
  ],
  [
    'engine-crashed',
    'The AWS plugin of Pulumi ended in the middle of the run.',
    'connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:45335: connect: connection refused"',
  ],
  [
    'engine-crashed',
    'The AWS plugin of Pulumi ended in the middle of the run.',
    'Detected that /home/runner/.pulumi/plugins/resource-aws-v7.48.0/pulumi-resource-aws exited prematurely. \n       This is *always* a bug in the provider. Please report the issue to the provider author as appropriate.\n       To assist with debugging we have dumped the STDOUT and STDERR streams of the plugin:',
  ],
  [
    'backend',
    'The key that `secrets-provider` names can not be used: Put "http://127.0.0.1:1/v1/transit/encrypt/k": dial tcp 127.0.0.1:1: connect: connection refused.',
    'error: getting stack configuration: get stack secrets manager: secrets (code=Unknown): Put "http://127.0.0.1:1/v1/transit/encrypt/k": dial tcp 127.0.0.1:1: connect: connection refused',
  ],
  [
    'permission-denied',
    'AWS denied kms:Encrypt on arn:aws:kms:us-west-2:123456789012:key/1.',
    'error: could not create secrets manager for new stack: secrets (code=PermissionDenied): operation error KMS: Encrypt, https response error StatusCode: 400, RequestID: x, api error AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/ci/x is not authorized to perform: kms:Encrypt on resource: arn:aws:kms:us-west-2:123456789012:key/1 because no identity-based policy allows the kms:Encrypt action',
  ],
  [
    'state-not-written',
    'The state could not be written: what is made or deleted in AWS since then is not recorded.',
    'error: writing snapshot: failed to save snapshot: An IO error occurred while writing the new snapshot file: operation error S3: PutObject, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , HostID: , request send failed, Put "https://state.s3.us-west-2.amazonaws.com/.pulumi/stacks/model-deployment-iam/churn.json?x-id=PutObject": EOF',
  ],
  [
    'unreachable',
    "AWS can't be reached: EOF.",
    'reading IAM Role (churn): operation error IAM: GetRole, exceeded maximum number of attempts, 8, https response error StatusCode: 0, RequestID: , request send failed, Post "https://iam.amazonaws.com/": EOF',
  ],
  [
    'runner',
    'The runner has no more of what programs need: too many open files.',
    'error: open /tmp/x: too many open files',
  ],
])('%s: %s', (reason, message, engineSays) => {
  for (const failure of [explain(commandError(engineSays)), explain(commandError('x'), [engineSays])]) {
    expect(failure).toMatchObject({ reason, message, details: engineSays });
    expect(failure.hint).not.toBe('');
  }
});

describe('of a state', () => {
  it.each([
    ['error: failed to load checkpoint: place 1: unexpected end of JSON input', 'unexpected end of JSON input.'],
    ['error: failed to load checkpoint: unsupported checkpoint version 5', 'unsupported checkpoint version 5.'],
    [
      "error: failed to load checkpoint: this stack's deployment needs support for the following features: x",
      "this stack's deployment needs support for the following features: x.",
    ],
    ["error: resource 'x' missing required 'type' field", "resource 'x' missing required 'type' field."],
    ['error: snapshot integrity failure; refusing to use it: y', 'snapshot integrity failure; refusing to use it: y.'],
    [
      "error: the stack 'churn' is newer than what this version of the Pulumi CLI understands. Please update",
      "the stack 'churn' is newer than what this version of the Pulumi CLI understands. Please update.",
    ],
  ])('that is damaged: %s', (said, told) => {
    expect(explain(commandError(said))).toMatchObject({
      reason: 'state-damaged',
      message: `The state of the stack can't be used: ${told}`,
      hint: undefined,
    });
  });

  it('that can not be read is not damaged', () => {
    const said = 'error: failed to load checkpoint: blob (key "x") (code=Unknown): operation error S3: GetObject, …';
    expect(explain(commandError(said)).reason).toBe('backend');
  });

  const LOST =
    'post-step event returned an error: failed to save snapshot: An IO error occurred while writing the new snapshot file: blob: operation error S3: PutObject, https response error StatusCode: 400, api error ExpiredToken: The provided token has expired.';

  it.each([false, true])('that could not be written, whatever the cause, cancelled or not (%s)', (isCancelled) => {
    expect(explain(commandError('x'), [LOST], isCancelled)).toMatchObject({
      reason: 'state-not-written',
      hint: expect.stringContaining('renew its credentials'),
    });
  });
});

describe('a process that is killed', () => {
  it.each<[string, object]>([
    ['SIGKILL', { signal: 'SIGKILL' }],
    ['SIGKILL', { exitCode: 137 }],
    ['SIGSEGV', { exitCode: 139 }],
  ])('is told of by the signal, whatever it said before: %s', (signal, err) => {
    const error = commandError('error: could not list bucket');
    Object.assign((error as unknown as { commandResult: object }).commandResult, { err });
    expect(explain(error, ['could not list bucket'])).toMatchObject({
      reason: 'engine-crashed',
      message: `The Pulumi engine or its AWS plugin was killed (${signal}).`,
      hint: expect.stringContaining('memory'),
    });
  });

  it('is not seen in an engine that only failed', () => {
    const error = commandError('error: it broke');
    Object.assign((error as unknown as { commandResult: object }).commandResult, { err: { exitCode: 255 } });
    expect(explain(error).reason).toBe('engine-failure');
  });
});

it('shows no stack trace', () => {
  const said =
    'panic: it broke\n[signal SIGSEGV: segmentation violation code=0x1]\n\ngoroutine 1 [running]:\nmain.main()\n\t/home/runner/main.go:101 +0x1d';
  expect(explain(commandError(said)).details).toBe('panic: it broke\n(The stack trace is left out.)');
});

it('tells of the first error, for the others follow from it', () => {
  const denied = 'operation error IAM: CreatePolicy, https response error StatusCode: 403, RequestID: x, api error AccessDenied: No'; // prettier-ignore
  const taken = 'api error EntityAlreadyExists: Role with name churn already exists.';
  expect(explain(commandError('x'), ['update failed', denied, taken]).reason).toBe('permission-denied');
  expect(explain(commandError('x'), [taken, denied]).reason).toBe('name-taken');
});

it.each([
  'Throttling',
  'ExpiredToken',
  'NoSuchEntity',
  'DeleteConflict',
  'SlowDown',
  'AccessDenied',
  'TooManyRequests',
  'LimitExceeded',
])('takes no name for a cause: a role called %s', (name) => {
  const said = `creating IAM Role (${name}): operation error IAM: CreateRole, https response error StatusCode: 400, RequestID: x, api error InvalidInput: Duplicate tag keys found on role ${name},${name}. Please note that Tag keys are case insensitive.`;
  expect(explain(commandError('x'), [said])).toMatchObject({ reason: 'engine-failure' });
});

it("looks at the engine's error messages rather than at the command's output", () => {
  const failure = explain(commandError('incorrect passphrase'), ['first', 'second']);
  expect(failure).toMatchObject({
    reason: 'engine-failure',
    message: 'The Pulumi engine says: first.',
    details: 'first\n\nsecond',
  });
});

describe('a failure of an unknown kind', () => {
  it('that is not one of the engine is a fault of the Action, and says so', () => {
    expect(explain(new TypeError('x is undefined'))).toMatchObject({
      reason: 'internal',
      message: 'This is a fault of the Action itself: x is undefined',
      hint: expect.stringContaining('debug log'),
    });
  });

  it('is told in the first error, not in a warning before it', () => {
    const said = 'warning: A new version of Pulumi is available.\nNote: x\nerror: it broke\nerror: and more';
    expect(explain(commandError(said))).toMatchObject({ message: 'The Pulumi engine says: it broke.', details: said });
  });

  it('is told in the first line that the engine wrote', () => {
    expect(explain(commandError("\nerror: organization name must be 'organization'\nmore"))).toMatchObject({
      reason: 'engine-failure',
      message: "The Pulumi engine says: organization name must be 'organization'.",
      hint: expect.stringContaining('Run it again'),
    });
  });

  it('is told without the command line and the exit code -2', () => {
    const { message, details } = explain(commandError('oops'));
    expect(`${message} ${details}`).toBe('The Pulumi engine says: oops. oops');
  });

  it('has a message even where the engine said nothing', () => {
    expect(explain(commandError('')).message).toBe('The Pulumi engine failed, and said nothing.');
  });
});

it('is a cancellation, whatever the engine says of it', () => {
  expect(explain(commandError('error: update canceled'), ['AccessDenied'], true)).toMatchObject({
    reason: 'cancelled',
    details: 'AccessDenied',
  });
});

it('leaves a failure that is explained already as it is', () => {
  const failure = new RunFailure('credentials', 'No.');
  expect(explain(failure, ['other'])).toBe(failure);
});
