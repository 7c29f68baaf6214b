import { INPUTS } from '../../src/contract';
import { readRequest } from '../../src/request/read-request';
import { exceededQuotas } from '../../src/request/rules/quotas';
import { type GivenInputs, inputReader } from '../action/fake-ports';

const WORKSPACE = '/ws/churn';
const HOSTED = { RUNNER_ENVIRONMENT: 'github-hosted' };
const CLOUD = { PULUMI_ACCESS_TOKEN: 'pul-123' };

function read(inputs: GivenInputs, environment: NodeJS.ProcessEnv = {}) {
  return readRequest({ input: inputReader(inputs), environment: { GITHUB_WORKSPACE: WORKSPACE, ...environment } });
}

/** Such as `region: an AWS region such as us-west-2, but got "here"`. */
function problemsOf(inputs: GivenInputs, environment?: NodeJS.ProcessEnv): string[] {
  return read(inputs, environment).problems.map(
    ({ input, value, expected }) => `${input}: ${expected}${value === undefined ? '' : `, but got "${value}"`}`,
  );
}

const ENDPOINT =
  "an endpoint's name or ARN; a name has at most 63 letters, digits and hyphens, with no hyphen at its ends";
const ENDPOINT_ARN = 'the ARN of an endpoint, arn:PARTITION:sagemaker:REGION:ACCOUNT:endpoint/NAME';
const BUCKET =
  'a bucket name of 3 to 63 lower-case letters, digits, dots and hyphens, or its ARN, with an optional folder (my-models/churn)';
const ENDS = 'a bucket name that starts and ends with a letter or digit';
const WILDCARD = 'a folder without *, ? and ${, which mean something else in a policy';
const STATE =
  'a place for the state: set it to a backend such as s3://my-pulumi-state, or set the environment variable PULUMI_ACCESS_TOKEN to use Pulumi Cloud';
const BACKENDS = 's3://BUCKET, gs://BUCKET, azblob://CONTAINER, file://FOLDER or https://PULUMI-CLOUD';
const MODEL_BUCKET = "another bucket than the model's, whose role could rewrite its own permissions there";
const EPHEMERAL = 'a backend that outlives this GitHub-hosted runner, such as s3://…, or allow-ephemeral-state: true';
const NAME = 'a name of 1 to 64 letters, digits and _+=,.@-';
const PATH =
  'a path of letters, digits and _+=,.@- that starts and ends with /, such as /models/, of at most 512 characters';
const BOUNDARY = 'the ARN of a managed policy, arn:PARTITION:iam::ACCOUNT:policy/NAME';
const STACK = 'at most 100 letters, digits and _.-, with an organization and / in front or not';
const PROVIDERS = 'passphrase, default, awskms://…, azurekeyvault://…, gcpkms://… or hashivault://…';
const VERSION = `a version such as ${INPUTS['pulumi-version'].default}`;
const ADDRESS = 'an address that starts with http:// or https://';
const PARTITIONS =
  'an ARN in one of the partitions aws, aws-cn, aws-us-gov, aws-eusc, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f';

const SETS = 'deploy, baseline, invoke, observe, release or execution';

/** An endpoint's ARN in us-west-2. */
const ARN = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-prod';

/** One input, its value, and what is expected of it instead. */
const ONE_BAD_INPUT: readonly (readonly [input: keyof typeof INPUTS, value: string, expected: string])[] = [
  ['command', 'deploy', 'preview, up, destroy or drift'],
  ['command', 'UP', 'preview, up, destroy or drift'],

  ['endpoint', 'churn_prod', ENDPOINT],
  ['endpoint', '-churn', ENDPOINT],
  ['endpoint', 'churn-', ENDPOINT],
  ['endpoint', 'churn prod', ENDPOINT],
  ['endpoint', 'e'.repeat(64), ENDPOINT],
  ['endpoint', 'endpoint/churn-prod', ENDPOINT],
  ['endpoint', 'https://runtime.sagemaker.us-west-2.amazonaws.com', ENDPOINT],
  ['endpoint', 'arn:aws:sagemaker', 'an ARN of the form arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE'],
  ['endpoint', ARN.replace('endpoint/', 'endpoint-config/'), ENDPOINT_ARN],
  ['endpoint', ARN.replace('sagemaker', 's3'), ENDPOINT_ARN],
  ['endpoint', ARN.replace('123456789012', ''), ENDPOINT_ARN],
  ['endpoint', ARN.replace('us-west-2', ''), ENDPOINT_ARN],
  ['endpoint', ARN.replace('churn-prod', 'churn_prod'), ENDPOINT],
  ['endpoint', ARN.replace('123456789012', '1234'), 'an ARN with an account of 12 digits'],
  ['endpoint', ARN.replace('arn:aws:', 'arn:amazon:'), PARTITIONS],
  [
    'endpoint',
    ARN.replace('us-west-2', 'eu-west-1'),
    'an endpoint in us-west-2, which is the region, not in eu-west-1',
  ],
  [
    'endpoint',
    ARN.replace('arn:aws:', 'arn:aws-cn:'),
    'an ARN in the partition aws, which us-west-2 is in, not aws-cn',
  ],

  ['bucket', 'Models', BUCKET],
  ['bucket', 'my_models', BUCKET],
  ['bucket', 'ab', BUCKET],
  ['bucket', 'b'.repeat(64), BUCKET],
  ['bucket', '-models', ENDS],
  ['bucket', 'models.', ENDS],
  ['bucket', 'my..models', 'a bucket name without two dots in a row'],
  ['bucket', '192.168.5.4', 'a bucket name that is not an IP address'],
  ['bucket', 'xn--models', 'a bucket name without xn--, which AWS keeps for itself'],
  ['bucket', 'sthree-models', 'a bucket name without sthree-, which AWS keeps for itself'],
  ['bucket', 'amzn-s3-demo-models', 'a bucket name without amzn-s3-demo-, which AWS keeps for itself'],
  ['bucket', 'models-s3alias', 'a bucket name without -s3alias, which AWS keeps for itself'],
  ['bucket', 'models--ol-s3', 'a bucket name without --ol-s3, which AWS keeps for itself'],
  ['bucket', 'models.mrap', 'a bucket name without .mrap, which AWS keeps for itself'],
  ['bucket', 'models--x-s3', 'a bucket name without --x-s3, which AWS keeps for itself'],
  ['bucket', 'models--table-s3', 'a bucket name without --table-s3, which AWS keeps for itself'],
  ['bucket', 'arn:aws:s3:us-west-2:123456789012:accesspoint/models', 'the ARN of a bucket, arn:PARTITION:s3:::NAME'],
  ['bucket', 'arn:aws-cn:s3:::my-models', 'a bucket in the partition aws, which us-west-2 is in, not in aws-cn'],
  ['bucket', 'my-models/*', WILDCARD],
  ['prefix', 'churn/*', WILDCARD],
  ['prefix', 'churn?', WILDCARD],
  ['prefix', '${aws:username}', WILDCARD],
  ['prefix', 'a//b', 'a folder without empty parts (//)'],
  ['prefix', 'a\tb', 'a folder without control characters'],
  ['prefix', 'p'.repeat(1024), 'a folder of less than 1024 bytes'],

  ['region', 'moon-1', 'an AWS region such as us-west-2'],
  ['region', 'eu_west_1', 'an AWS region such as eu-west-1'],
  ['region', 'us-west-9', 'an AWS region such as us-west-1'],

  ['name', 'churn/prod', NAME],
  ['name', 'n'.repeat(65), NAME],
  ['permissions', 'admin', `${SETS}, not admin`],
  ['permissions', 'deploy, admin root', `${SETS}, not admin, root`],
  ['permissions', ',', SETS],
  ['trust', 'lambda', "sagemaker, github, or the ARN of a role, a user or an account's root, not lambda"],
  ['restrict-trust', 'yes', 'true or false'],
  ['account-id', '1234-5678-9012', 'an account of 12 digits'],
  ['role-path', 'models', PATH],
  ['role-path', '/models', PATH],
  ['role-path', `/${'p'.repeat(511)}/`, PATH],
  ['permissions-boundary', 'boundary', BOUNDARY],
  ['permissions-boundary', 'arn:aws:iam::123456789012:role/boundary', BOUNDARY],
  [
    'permissions-boundary',
    'arn:aws-cn:iam::123456789012:policy/b',
    'a policy in the partition aws, which us-west-2 is in',
  ],
  ['max-session-duration', '3599', '3600 to 43200 seconds'],
  ['max-session-duration', '43201', '3600 to 43200 seconds'],
  ['max-session-duration', '1h', 'a whole number'],
  ['max-session-duration', '-3600', 'a whole number'],
  ['max-session-duration', '3600.5', 'a whole number'],

  ['tags', 'team', 'one key=value a line, not team'],
  ['tags', '=fraud', 'one key=value a line, not =fraud'],
  ['tags', 'team!=fraud', 'a key of letters, digits, spaces and _.:/=+-@, but got "team!"'],
  ['tags', 'team=fraud?', 'a value of letters, digits, spaces and _.:/=+-@ for "team", but got "fraud?"'],
  ['tags', 'aws:team=x', 'a key that does not start with aws:, which is AWS\'s own, but got "aws:team"'],
  ['tags', `${'k'.repeat(129)}=x`, `a key of 1 to 128 characters, but "${'k'.repeat(129)}" has 129`],
  ['tags', `team=${'v'.repeat(257)}`, 'a value of at most 256 characters, but that of "team" has 257'],

  ['stack-name', 'churn prod', STACK],
  ['stack-name', 'a/b/c', STACK],
  ['stack-name', 's'.repeat(101), STACK],
  ['stack-name', 'acme/churn', 'a name without an organization, which only Pulumi Cloud has'],
  ['backend-url', 'pulumi-state', BACKENDS],
  ['backend-url', 's3://', BACKENDS],
  ['backend-url', 'ftp://state', BACKENDS],
  [
    'backend-url',
    'https://pulumi.acme.dev',
    'an access token for this backend in the environment variable PULUMI_ACCESS_TOKEN',
  ],
  ['backend-url', 's3://my-models', MODEL_BUCKET],
  ['backend-url', 's3://my-models/state?region=us-west-2', MODEL_BUCKET],
  ['secrets-provider', 'kms', PROVIDERS],
  ['secrets-provider', 'awskms:alias/pulumi', PROVIDERS],
  ['secrets-provider', 'default', 'another one than default, which only Pulumi Cloud has'],
  ['pulumi-version', 'latest', VERSION],
  ['pulumi-version', '3.x', VERSION],
  ['pulumi-version', '3.274', VERSION],
  ['pulumi-version', '=3.274.1', VERSION],
  ['refresh', '1', 'true or false'],
  ['expect-no-changes', 'no', 'true or false'],
  ['comment', 'sometimes', 'always, changes or never'],
  ['comment-pr-number', '#7', 'a whole number'],
  ['comment-pr-number', '0', 'the number of a pull request'],
  ['aws-endpoint-url', 'localhost:4566', ADDRESS],
  ['aws-endpoint-url', 'file:///tmp', ADDRESS],
  ['allow-ephemeral-state', 'maybe', 'true or false'],
];

it.each(
  ONE_BAD_INPUT.map(([input, value, expected]) => {
    const shown = value.length > 80 ? `${value.slice(0, 20)}… (${value.length} characters)` : value;
    return [`${input}: ${shown}`, input, value, expected] as const;
  }),
)('refuses %s', (_, input, value, expected) => {
  expect(read({ [input]: value })).toEqual({ problems: [{ input, value, expected }] });
});

it.each(['endpoint', 'bucket', 'region'] as const)('asks for a value of %s', (input) => {
  expect(problemsOf({ [input]: ' ' })).toEqual([`${input}: a value, such as ${INPUTS[input].example}`]);
});

/** Inputs that are right one by one, and all that is wrong with them together. */
const DISAGREEING: readonly (readonly [string, GivenInputs, NodeJS.ProcessEnv, readonly string[]])[] = [
  ['no place for the state', { 'backend-url': '' }, {}, [`backend-url: ${STATE}`]],
  [
    'an endpoint in another account',
    { endpoint: ARN, 'account-id': '999999999999' },
    {},
    [
      `endpoint: an endpoint in the account 999999999999, which is the account-id, not in 123456789012, but got "${ARN}"`,
    ],
  ],
  [
    'an endpoint in another region and account',
    { endpoint: ARN, 'account-id': '999999999999', region: 'eu-west-1' },
    {},
    [
      `endpoint: an endpoint in eu-west-1, which is the region, not in us-west-2, but got "${ARN}"`,
      `endpoint: an endpoint in the account 999999999999, which is the account-id, not in 123456789012, but got "${ARN}"`,
    ],
  ],
  [
    'a folder in bucket and in prefix',
    { bucket: 'my-models/churn', prefix: 'churn' },
    {},
    ['prefix: nothing, because bucket names a folder already, but got "churn"'],
  ],
  [
    "a boundary of another account than the endpoint's",
    { endpoint: ARN, 'permissions-boundary': 'arn:aws:iam::999999999999:policy/b' },
    {},
    [
      'permissions-boundary: a policy of the account 123456789012, or one of AWS\'s own, but got "arn:aws:iam::999999999999:policy/b"',
    ],
  ],
  [
    'a boundary of another account than account-id',
    { 'account-id': '123456789012', 'permissions-boundary': 'arn:aws:iam::999999999999:policy/b' },
    {},
    [
      'permissions-boundary: a policy of the account 123456789012, or one of AWS\'s own, but got "arn:aws:iam::999999999999:policy/b"',
    ],
  ],
  [
    'a tag twice',
    { tags: 'team=a\nTeam=b' },
    {},
    ['tags: each key once, without regard to case, but "Team" is there twice, but got "team=a, Team=b"'],
  ],
  ...(['up', 'destroy'] as const).map(
    (command) =>
      [
        `${command} with a state that is lost with the runner`,
        { command, 'backend-url': 'file://state' },
        HOSTED,
        [`backend-url: ${EPHEMERAL}, but got "file://state"`],
      ] as const,
  ),
  [
    'no changes wanted where all is removed',
    { command: 'destroy', 'expect-no-changes': 'true' },
    {},
    ['expect-no-changes: false with the command destroy, which changes all there is, but got "true"'],
  ],
  [
    'an approval of what is not shown',
    { 'require-approval': 'broadening', comment: 'never' },
    {},
    [
      'comment: changes or always with require-approval, because the label approves what the comment shows, but got "never"',
    ],
  ],
  [
    'several bad inputs, each told once',
    { region: '', endpoint: 'churn_prod', bucket: 'B', tags: 'team', 'pulumi-version': 'latest', refresh: 'x' },
    {},
    [
      'region: a value, such as us-west-2',
      'tags: one key=value a line, not team, but got "team"',
      'refresh: true or false, but got "x"',
      `endpoint: ${ENDPOINT}, but got "churn_prod"`,
      `bucket: ${BUCKET}, but got "B"`,
      `pulumi-version: ${VERSION}, but got "latest"`,
    ],
  ],
  [
    'an account that is none, once',
    {
      endpoint: ARN,
      'account-id': '12',
      'permissions-boundary': 'arn:aws:iam::123456789012:policy/b',
    },
    {},
    ['account-id: an account of 12 digits, but got "12"'],
  ],
  [
    'an unknown region, once',
    { endpoint: ARN, region: 'moon-1', bucket: 'arn:aws:s3:::my-models' },
    {},
    ['region: an AWS region such as us-west-2, but got "moon-1"'],
  ],
];

it.each(DISAGREEING)('refuses %s', (_, inputs, environment, problems) => {
  expect(problemsOf(inputs, environment)).toEqual(problems);
});

it('refuses more tags than IAM takes', () => {
  const tags = Array.from({ length: 51 }, (_, index) => `key${index}=x`).join('\n');
  expect(read({ tags }).problems.map(({ expected }) => expected)).toEqual(['at most 50 tags, but there are 51']);
});

describe('documents that AWS refuses for their size', () => {
  it.each([
    [6144, 2048, []],
    [6145, 2048, [['permissions', 'a policy of at most 6144 characters, but it has 6145']]],
    [6144, 2049, [['trust', 'a trust policy of at most 2048 characters, but it has 2049']]],
    [
      7000,
      3000,
      [
        ['permissions', 'a policy of at most 6144 characters, but it has 7000'],
        ['trust', 'a trust policy of at most 2048 characters, but it has 3000'],
      ],
    ],
  ])('a policy of %i characters, a trust policy of %i', (policy, trust, expected) => {
    const rules = exceededQuotas({ policy: 'x'.repeat(policy), trust: 'x'.repeat(trust) });
    expect(rules.map(({ input, expected: text }) => [input, text])).toEqual(expected);
  });

  it('does not count white space, as AWS does not', () => {
    expect(exceededQuotas({ policy: `${'x'.repeat(6144)} \n`, trust: `${'x'.repeat(2048)}\t ` })).toEqual([]);
  });
});

describe('inputs that are right', () => {
  it('need no more than endpoint, bucket, region and a place for the state', () => {
    expect(read({})).toEqual({
      problems: [],
      request: {
        command: 'preview',
        target: {
          partition: 'aws',
          region: 'us-west-2',
          account: undefined,
          endpoint: 'churn-prod',
          bucket: 'my-models',
          prefix: '',
        },
        name: 'churn-prod',
        path: '/',
        permissions: ['deploy'],
        extraStatements: [],
        trust: { sagemaker: true, restricted: true },
        permissionsBoundary: undefined,
        maxSessionDuration: 3600,
        tags: {},
        stackName: undefined,
        backend: { url: 's3://pulumi-state', isPulumiCloud: false, isLocal: false, bucket: 'pulumi-state' },
        secretsProvider: 'passphrase',
        pulumiVersion: INPUTS['pulumi-version'].default,
        refresh: true,
        expectNoChanges: false,
        failOnDrift: true,
        failOn: 'error',
        requireApproval: 'never',
        approvalLabel: 'iam-approved',
        accessAnalyzer: false,
        comment: 'changes',
        pullRequest: undefined,
        awsEndpointUrl: undefined,
      },
    });
  });

  it('are all in the request', () => {
    const boundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
    const { request, problems } = read({
      command: 'up',
      endpoint: ARN,
      bucket: 'arn:aws:s3:::my-models/churn',
      name: 'access',
      permissions: 'baseline deploy',
      'restrict-trust': 'false',
      'role-path': '/models/',
      'permissions-boundary': boundary,
      'max-session-duration': '7200',
      tags: 'team=fraud\n\n cost = a=b ',
      'stack-name': 'organization/churn',
      'secrets-provider': 'awskms://alias/pulumi',
      'pulumi-version': 'v3.300.0',
      refresh: 'True',
      'expect-no-changes': 'TRUE',
      comment: 'always',
      'comment-pr-number': '42',
      'aws-endpoint-url': 'http://localhost:4566',
    });
    expect(problems).toEqual([]);
    expect(request).toMatchObject({
      command: 'up',
      target: { account: '123456789012', endpoint: 'churn-prod', bucket: 'my-models', prefix: 'churn/' },
      name: 'access',
      permissions: ['baseline', 'deploy'],
      trust: { sagemaker: true, restricted: false },
      path: '/models/',
      permissionsBoundary: boundary,
      maxSessionDuration: 7200,
      tags: { team: 'fraud', cost: 'a=b' },
      stackName: 'organization/churn',
      secretsProvider: 'awskms://alias/pulumi',
      pulumiVersion: '3.300.0',
      refresh: true,
      expectNoChanges: true,
      comment: 'always',
      pullRequest: 42,
      awsEndpointUrl: 'http://localhost:4566',
    });
  });

  it.each<[string, GivenInputs, NodeJS.ProcessEnv]>([
    ['Pulumi Cloud with an organization', { 'backend-url': '', 'stack-name': 'acme/churn' }, CLOUD],
    ['a local state that is only read', { command: 'preview', 'backend-url': 'file://state' }, HOSTED],
    ['a local state on a machine that stays', { command: 'up', 'backend-url': 'file://state' }, {}],
    [
      'a local state that the workflow saves itself',
      { command: 'up', 'backend-url': 'file://state', 'allow-ephemeral-state': 'true' },
      HOSTED,
    ],
    ["another cloud's bucket of the same name", { 'backend-url': 'gs://my-models' }, {}],
    ["a boundary of AWS's own", { endpoint: ARN, 'permissions-boundary': 'arn:aws:iam::aws:policy/x' }, {}],
    [
      'a boundary of an account that only the credentials tell',
      { 'permissions-boundary': 'arn:aws:iam::999999999999:policy/b' },
      {},
    ],
    ['another partition', { region: 'cn-north-1', bucket: 'arn:aws-cn:s3:::my-models' }, {}],
    ['the same account twice', { endpoint: ARN, 'account-id': '123456789012' }, {}],
  ])('can be %s', (_, inputs, environment) => {
    expect(problemsOf(inputs, environment)).toEqual([]);
  });

  it('have Pulumi Cloud encrypt what it keeps, unless they say otherwise', () => {
    expect(read({ 'backend-url': '' }, CLOUD).request).toMatchObject({
      secretsProvider: 'default',
      backend: { url: 'https://api.pulumi.com', isPulumiCloud: true },
    });
    expect(read({ 'backend-url': '', 'secrets-provider': 'passphrase' }, CLOUD).request).toMatchObject({
      secretsProvider: 'passphrase',
    });
  });

  it('take a local state relative to the workspace', () => {
    expect(read({ 'backend-url': 'file://state' }).request?.backend.url).toBe(`file://${WORKSPACE}/state`);
  });
});
