import { ARN, itRefuses, problemsWithValues, read, VARIABLES } from './problems';
import { INPUTS } from '../../src/contract';
import { Inputs } from '../../src/request/inputs';
import { expectedText } from '../../src/request/problem';
import { checkSizes } from '../../src/request/read-request';
import { type GivenInputs, inputReader } from '../action/fake-ports';

itRefuses('command', { 'preview, up, destroy, drift or unlock': ['deploy', 'UP'] });
itRefuses('restrict-trust', { 'true or false': ['yes'] });
itRefuses('refresh', { 'true or false': ['1'] });
itRefuses('expect-no-changes', { 'true or false': ['no'] });
itRefuses('allow-ephemeral-state', { 'true or false': ['maybe'] });
itRefuses('pulumi-version', {
  [`a version such as ${INPUTS['pulumi-version'].default}`]: ['latest', '3.x', '3.274', '=3.274.1'],
});
itRefuses('approval-by', { 'label or review': ['team'] });
itRefuses('approve-without-github', {
  'a reason in words, such as: GitHub does not answer, agreed with the team on call': [
    ...['true', 'false', 'yes', 'because', 'iamsurethatthisisright', 'so it is'],
  ],
});
itRefuses('comment', { 'always, changes or never': ['sometimes'] });
itRefuses('comment-pr-number', { 'the number of a pull request': ['#7', '0'] });
itRefuses('aws-endpoint-url', { 'an address that starts with http:// or https://': ['localhost:4566', 'file:///tmp'] });

it.each<[string, GivenInputs, readonly string[]]>([
  [
    'no changes wanted where all is removed',
    { command: 'destroy', 'expect-no-changes': 'true' },
    ['expect-no-changes: false with the command destroy, which changes all there is, but got "true"'],
  ],
  [
    'an approval of what is not shown',
    { 'require-approval': 'broadening', comment: 'never' },
    [
      'comment: changes or always with require-approval, because what is approved is what the comment shows, but got "never"',
    ],
  ],
  [
    'several bad inputs, each told once',
    { region: '', endpoint: 'churn_prod', bucket: 'B', tags: 'team', 'pulumi-version': 'latest', refresh: 'x' },
    [
      'region: a value, such as us-west-2',
      'tags: one key=value a line, not team, but got "team"',
      'refresh: true or false, but got "x"',
      'endpoint: an endpoint\'s name or ARN; a name has at most 63 letters, digits and hyphens, with no hyphen at its ends, but got "churn_prod"',
      'bucket: a bucket name of 3 to 63 lower-case letters, digits, dots and hyphens, or its ARN, with an optional folder (my-models/churn), but got "B"',
      `pulumi-version: a version such as ${INPUTS['pulumi-version'].default}, but got "latest"`,
    ],
  ],
])('refuses %s', (_, inputs, problems) => {
  expect(problemsWithValues(inputs)).toEqual(problems);
});

it('needs no more than endpoint, bucket, region and a place for the state', () => {
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
      accessTests: undefined,
      trust: {
        sagemaker: false,
        restricted: true,
        github: {
          issuer: 'token.actions.githubusercontent.com',
          provider: undefined,
          audiences: undefined,
          repository: { owner: 'acme', name: 'churn', ownerId: '123456', repositoryId: '456789' },
          formats: ['classic', 'immutable'],
          jobs: [{ kind: 'ref', ref: 'refs/heads/main' }],
        },
      },
      repository: expect.objectContaining({ owner: 'acme', name: 'churn', ownerId: '123456', repositoryId: '456789' }),
      otherEndpoints: [],
      permissionsBoundary: undefined,
      boundaryFile: undefined,
      maxSessionDuration: 3600,
      tags: {},
      stackName: undefined,
      backend: { url: 's3://pulumi-state', isPulumiCloud: false, isLocal: false },
      secretsProvider: 'passphrase',
      lockTimeout: 300_000,
      lockId: undefined,
      pulumiVersion: INPUTS['pulumi-version'].default,
      downloads: { mirror: undefined, checksums: {}, isChecksumRequired: true },
      refresh: true,
      adopt: false,
      expectNoChanges: false,
      failOnDrift: true,
      failOn: 'error',
      ignoredFindings: [],
      requireApproval: 'never',
      approvalBy: 'label',
      approvalLabel: 'iam-approved',
      approveWithoutGithub: undefined,
      accessAnalyzer: false,
      verify: [],
      deployRoleArn: undefined,
      approvalAcceptsProof: false,
      comment: 'changes',
      pullRequest: undefined,
      awsEndpointUrl: undefined,
    },
  });
});

it('takes all inputs into the request', () => {
  const boundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
  const { request, problems } = read({
    command: 'up',
    endpoint: ARN,
    bucket: 'arn:aws:s3:::my-models/churn',
    name: 'access',
    permissions: 'baseline deploy',
    trust: 'sagemaker',
    'restrict-trust': 'false',
    'role-path': '/models/',
    'permissions-boundary': boundary,
    'max-session-duration': '7200',
    tags: 'team=fraud\n\n cost = a=b ',
    'stack-name': 'organization/churn',
    'secrets-provider': 'awskms://alias/pulumi',
    'lock-timeout': '90s',
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
    lockTimeout: 90_000,
    pulumiVersion: '3.300.0',
    refresh: true,
    expectNoChanges: true,
    comment: 'always',
    pullRequest: 42,
    awsEndpointUrl: 'http://localhost:4566',
  });
});

function problemsOfSizes(documents: Parameters<typeof checkSizes>[1]) {
  const inputs = new Inputs(inputReader({}));
  checkSizes(inputs, documents);
  return inputs.problems;
}

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
    const problems = problemsOfSizes({ policy: 'x'.repeat(policy), trust: 'x'.repeat(trust) });
    expect(problems.map((problem) => [problem.name, expectedText(problem)])).toEqual(expected);
  });

  it('does not count white space, as AWS does not', () => {
    expect(problemsOfSizes({ policy: `${'x'.repeat(6144)} \n`, trust: `${'x'.repeat(2048)}\t ` })).toEqual([]);
  });
});

it('has what decides and where the report goes as the workflow gives it', () => {
  const inputs: GivenInputs = {
    ...{ refresh: 'false', 'expect-no-changes': 'true', 'fail-on': 'security', 'require-approval': 'any-change' },
    ...{ 'approval-by': 'review', 'approve-without-github': 'GitHub does not answer.' },
    ...{ 'approval-label': 'care', 'access-analyzer': 'true', comment: 'always', 'comment-pr-number': '42' },
    ...{ 'sarif-file': 'out/a.sarif', 'report-file': 'out/a.json', 'report-html': 'out/a.html' },
  };
  const { request } = read(inputs, { ...VARIABLES, GITHUB_WORKSPACE: '/ws' });
  expect(request).toMatchObject({
    ...{ refresh: false, expectNoChanges: true, failOn: 'security', requireApproval: 'any-change' },
    ...{ approvalBy: 'review', approveWithoutGithub: 'GitHub does not answer.' },
    ...{ approvalLabel: 'care', accessAnalyzer: true, comment: 'always', pullRequest: 42 },
    ...{ sarifFile: '/ws/out/a.sarif', reportFile: '/ws/out/a.json', reportHtml: '/ws/out/a.html' },
  });
});
