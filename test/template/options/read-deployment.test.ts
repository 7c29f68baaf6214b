import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelDeploymentIamOptions } from '../../../src';
import { readDeployment } from '../../../src/template/options/read-deployment';
import { CHURN, THREE } from '../render';

const ROOT = mkdtempSync(join(tmpdir(), 'model-deployment-iam-options-'));

const ENDPOINT =
  "an endpoint's name or ARN; a name has at most 63 letters, digits and hyphens, with no hyphen at its ends";
const BUCKET =
  'a bucket name of 3 to 63 lower-case letters, digits, dots and hyphens, or its ARN, with an optional folder (my-models/churn)';
const SETS = 'deploy, baseline, invoke, observe, release, execution, inference-components or tags';
const ROLE = 'the ARN of a role, arn:PARTITION:iam::ACCOUNT:role/NAME';

/** As one who writes JavaScript, or a flag on the command line, can give them. */
type Given = Readonly<Record<string, unknown>>;

function messageOf(given: Given): string {
  try {
    readDeployment({ ...CHURN, ...given } as unknown as ModelDeploymentIamOptions, ROOT);
    return 'no problem';
  } catch (error) {
    return (error as Error).message;
  }
}

const [dev, staging, prod] = THREE.environments!;

test.each<[string, Given, string]>([
  ['no endpoint', { endpoint: undefined }, 'endpoint: expected a value, such as churn-prod'],
  ['a wrong endpoint', { endpoint: 'churn_prod' }, `endpoint: expected ${ENDPOINT}, but got "churn_prod"`],
  ['an endpoint that is a number', { endpoint: -7 }, `endpoint: expected ${ENDPOINT}, but got "-7"`],
  [
    'an ARN of another region',
    { endpoint: 'arn:aws:sagemaker:eu-west-1:123456789012:endpoint/churn' },
    'endpoint: expected an endpoint in us-west-2, which is the region, not in eu-west-1, but got "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/churn"',
  ],
  [
    'an ARN of another account',
    { endpoint: 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn', accountId: '999999999999' },
    'endpoint: expected an endpoint in the account 999999999999, which is the accountId, not in 123456789012, but got "arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn"',
  ],
  ['no bucket', { bucket: '' }, 'bucket: expected a value, such as my-models'],
  ['a wrong bucket', { bucket: 'My_Models' }, `bucket: expected ${BUCKET}, but got "My_Models"`],
  [
    'what can not be a region',
    { region: 'us_west_2' },
    'region: expected an AWS region such as us-west-2, but got "us_west_2"',
  ],
  [
    'two folders',
    { bucket: 'my-models/a', prefix: 'b' },
    'prefix: expected nothing, because bucket names a folder already, but got "b"',
  ],
  [
    'a role name with a blank',
    { roleName: 'churn prod' },
    'roleName: expected a name of 1 to 64 letters, digits and _+=,.@-, but got "churn prod"',
  ],
  [
    'a folder that nothing makes use of',
    { permissions: ['invoke'], prefix: 'churn' },
    'prefix: expected nothing, because only the permission sets deploy, baseline and execution, and bucketAccess, make use of it, but got "churn"',
  ],
  [
    'an unknown permission set',
    { permissions: ['deploy', 'admin'] },
    `permissions: expected ${SETS}, not admin, but got "deploy, admin"`,
  ],
  [
    'a role that is called like one of the workflows of a model',
    { roleName: 'fraud-access-deploy' },
    'roleName: expected a name that does not end in -access-deploy, as what the template makes for its workflows does, not fraud-access-deploy, but got "fraud-access-deploy"',
  ],
  [
    'an endpoint that is called like one',
    { endpoint: 'churn-access-preview', modelId: 'churn' },
    'roleName: expected a name that does not end in -access-preview, as what the template makes for its workflows does, not churn-access-preview',
  ],
  [
    'a role that the workflows assume',
    { roleName: 'CI', deployRoleArn: 'arn:aws:iam::111111111111:role/github/ci' },
    'roleName: expected another name than that of a role of the workflows, but got "CI"',
  ],
  [
    'a role that the workflows of another environment in the account assume',
    {
      environments: [
        { name: 'dev', accountId: '111111111111', roleName: 'dev' },
        { name: 'prod', accountId: '111111111111', roleName: 'ci', previewRoleArn: undefined },
        { name: 'test', accountId: '111111111111', roleName: 'x', previewRoleArn: 'arn:aws:iam::111111111111:role/ci' },
      ],
    },
    'roleName: expected another name than that of a role of the workflows, but got "ci"',
  ],
  [
    'a role whose policy is called like the boundary of another environment in the account',
    {
      environments: [
        { name: 'dev', accountId: '111111111111', roleName: 'Limits' },
        {
          ...{ name: 'prod', accountId: '111111111111', roleName: 'prod' },
          permissionsBoundary: 'arn:aws:iam::111111111111:policy/team/limits',
        },
      ],
    },
    'roleName: expected another name than that of an environment\'s boundary, because the policy has it too, but got "Limits"',
  ],
  [
    'a boundary where there is to be none',
    { permissionsBoundary: 'arn:aws:iam::111111111111:policy/b', deploymentsMayGrantAnything: true },
    'permissionsBoundary: expected nothing with deploymentsMayGrantAnything, which says that there is no boundary, but got "arn:aws:iam::111111111111:policy/b"',
  ],
  [
    'a boundary in words',
    { deploymentsMayGrantAnything: 'no' },
    'deploymentsMayGrantAnything: expected true or false, but got "no"',
  ],
  ['a short account', { accountId: '1234' }, 'accountId: expected an account of 12 digits, but got "1234"'],
  [
    'a path without slashes',
    { rolePath: 'models' },
    'rolePath: expected a path of letters, digits and _+=,.@- that starts and ends with /, such as /models/, of at most 512 characters, but got "models"',
  ],
  [
    'a boundary that is no policy',
    { permissionsBoundary: 'boundary' },
    'permissionsBoundary: expected the ARN of a managed policy, arn:PARTITION:iam::ACCOUNT:policy/NAME, but got "boundary"',
  ],
  [
    'a session that is too short',
    { maxSessionDuration: 60 },
    'maxSessionDuration: expected a whole number of seconds, from 3600 (1 hour) to 43200 (12 hours), but got "60"',
  ],
  ['a wish instead of a boolean', { refresh: 'please' }, 'refresh: expected true or false, but got "please"'],
  [
    'a tag that is AWS’s own',
    { tags: { 'aws:team': 'fraud' } },
    'tags: expected a key that does not start with aws:, which is AWS\'s own, but got "aws:team", but got "aws:team=fraud"',
  ],
  [
    'a finding that there is not',
    { ignoreFindings: 'unknwon-action = newer than the list' },
    'ignoreFindings: expected the id of a finding, as in docs/findings.md, not unknwon-action (did you mean unknown-action?), but got "unknwon-action = newer than the list"',
  ],
  [
    'a finding of an analyzer that is not asked',
    { ignoreFindings: 'PASS_ROLE = known' },
    'ignoreFindings: expected no PASS_ROLE, which IAM Access Analyzer finds, unless accessAnalyzer is true, but got "PASS_ROLE = known"',
  ],
  [
    'a state that is lost',
    { backendUrl: 'file://state' },
    'backendUrl: expected a backend that outlives this GitHub-hosted runner, such as s3://…, but got "file://state"',
  ],
  [
    'a state in reach of the role',
    { backendUrl: 's3://my-models' },
    'backendUrl: expected another bucket than the model\'s, whose role could rewrite its own permissions there, but got "s3://my-models"',
  ],
  [
    'a folder that policies would read as a pattern',
    { backendUrl: 's3://our-state/models-*' },
    'backendUrl: expected a folder in S3 without * ? and $, which have a meaning of their own in policies, but got "s3://our-state/models-*"',
  ],
  [
    'an owner of the state in words',
    { stateAccountId: 'platform' },
    'stateAccountId: expected an AWS account\'s twelve digits, in quotes, but got "platform"',
  ],
  [
    'a folder for the state, by name',
    { ownStateFolder: 'prod' },
    'ownStateFolder: expected true or false, but got "prod"',
  ],
  [
    'no place for the state',
    { backendUrl: '' },
    'backendUrl: expected a place for the state: set it to a backend such as s3://my-pulumi-state',
  ],
  ['an unknown choice', { comment: 'sometimes' }, 'comment: expected always, changes or never, but got "sometimes"'],
  [
    'an approval of what is not shown',
    { requireApproval: 'broadening', comment: 'never' },
    'comment: expected changes or always with requireApproval, because what is approved is what the comment shows, but got "never"',
  ],
  [
    'a model id in capitals',
    { modelId: 'Churn' },
    'modelId: expected a word of at most 32 lower-case letters, digits and single hyphens between them, but got "Churn"',
  ],
  [
    'a schedule in words',
    { driftSchedule: 'every day' },
    'driftSchedule: expected a cron expression of five parts, such as \'17 5 * * *\', but got "every day"',
  ],
  [
    'a branch with a blank',
    { defaultBranch: 'my branch' },
    'defaultBranch: expected the name of a branch, but got "my branch"',
  ],
  [
    'a runner with a blank',
    { runsOn: 'my runner' },
    'runsOn: expected a runner\'s label, such as ubuntu-latest, but got "my runner"',
  ],
  ['code scanning in words', { codeScanning: 'yes' }, 'codeScanning: expected true or false, but got "yes"'],
  ['samples in words', { samples: 'no' }, 'samples: expected true or false, but got "no"'],
  ['a role that is none', { deployRoleArn: 'deployer' }, `deployRoleArn: expected ${ROLE}, but got "deployer"`],
  [
    'an environment with a blank in its name',
    { environments: [{ name: 'my prod' }] },
    'environments.name: expected a name of at most 16 letters, digits, - and _ that starts with a letter, but got "my prod"',
  ],
  [
    'two environments of one name',
    { environments: [prod, { ...prod, name: 'PROD', roleName: 'other' }] },
    'environments.name: expected a name that no other environment has, without regard to case, but got "PROD"',
  ],
  [
    'a wrong value in one environment',
    { environments: [dev, { ...staging, region: 'mars' }] },
    'environments.staging.region: expected an AWS region such as us-west-2, but got "mars"',
  ],
  [
    'a wrong value that environments have from the model',
    { bucket: 'My_Models', environments: [dev, staging] },
    `bucket: expected ${BUCKET}, but got "My_Models"`,
  ],
  [
    'two environments that would change the same role',
    {
      environments: [
        { name: 'dev', accountId: '111111111111' },
        { name: 'prod', accountId: '111111111111', region: 'eu-west-1' },
      ],
    },
    'environments.prod.roleName: expected another name than in dev, which is in the same account, but got "churn-prod"',
  ],
  [
    'two environments that would change the same role, to whose name the case is nothing',
    {
      environments: [
        { name: 'dev', accountId: '111111111111', roleName: 'churn-access' },
        { name: 'prod', accountId: '111111111111', roleName: 'Churn-Access' },
      ],
    },
    'environments.prod.roleName: expected another name than in dev, which is in the same account, but got "Churn-Access"',
  ],
  [
    'a model id that is too long',
    { modelId: 'c'.repeat(33) },
    `modelId: expected a word of at most 32 lower-case letters, digits and single hyphens between them, but got "${'c'.repeat(33)}"`,
  ],
  [
    'words in an environment',
    { environments: [dev, { ...staging, createStateBucket: 'no' }] },
    'environments.staging.createStateBucket: expected true or false, but got "no"',
  ],
  [
    'a role for previews that is of another service',
    { previewRoleArn: 'arn:aws:sts::111111111111:role/ci' },
    `previewRoleArn: expected ${ROLE}, but got "arn:aws:sts::111111111111:role/ci"`,
  ],
  [
    'one role that deploys for several environments',
    { environments: [dev, staging], deployRoleArn: 'arn:aws:iam::111111111111:role/ci' },
    'deployRoleArn: expected nothing: each environment has its own, but got "arn:aws:iam::111111111111:role/ci"',
  ],
  [
    'one role for several environments',
    { environments: [dev, staging], previewRoleArn: 'arn:aws:iam::111111111111:role/ci' },
    'previewRoleArn: expected nothing: each environment has its own, but got "arn:aws:iam::111111111111:role/ci"',
  ],
  [
    'environments that are no list',
    { environments: 'dev' },
    'environments: expected a list of objects, each with a name, but got "dev"',
  ],
  [
    'environments that are names',
    { environments: ['dev', null] },
    'environments: expected a list of objects, each with a name, but got ["dev",null]',
  ],
  [
    'a file of statements that is not there',
    { extraStatements: 'no-such.json' },
    'extraStatements: expected a file that exists in the repository, but got "no-such.json"',
  ],
])('refuses %s, and names the option', (_, given, problem) => {
  expect(messageOf(given)).toBe(`The options of model-deployment-iam can't be used:\n- ${problem}`);
});

test.each<[string, Given]>([
  ['a file in the repository', { extraStatements: 'extra.json' }],
  ['a repository by its name, whose ids the workflows tell', { githubRepository: 'acme/app' }],
  ['a repository by its ids', { githubRepository: 'acme@11/app@12' }],
  [
    'an address of Pulumi Cloud, for which a secret of the repository has the token',
    { backendUrl: 'https://api.pulumi.com' },
  ],
])('takes %s', (_, given) => {
  writeFileSync(join(ROOT, 'extra.json'), '[{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }]');
  expect(messageOf(given)).toBe('no problem');
});

test('refuses an option that does not exist, and tells which ones do', () => {
  expect(messageOf({ colour: 'red' })).toMatch(/^- colour: expected one of the options endpoint, .*samples$/m);
  expect(messageOf({ buckett: 'my-models' })).toMatch(/^- buckett: expected an option that exists, such as bucket$/m);
  expect(messageOf({ environments: [{ ...dev, samples: false }] })).toMatch(
    /^- environments\.dev\.samples: expected one/m,
  );
});

test('tells all problems at once', () => {
  const lines = messageOf({ endpoint: 'churn_prod', bucket: 'x', region: 'mars', refresh: 'maybe', runsOn: '' }).split(
    '\n',
  );
  expect(lines.map((line) => line.replace(/:.*/, ''))).toEqual([
    "The options of model-deployment-iam can't be used",
    '- runsOn',
    '- refresh',
    '- region',
    '- endpoint',
    '- bucket',
  ]);
});

describe('what follows from few options', () => {
  test('is one environment, whose account a variable of the repository has', () => {
    const { model, environments } = readDeployment(CHURN, ROOT);
    expect(model).toBe('churn-prod');
    expect(environments).toHaveLength(1);
    expect(environments[0]).toMatchObject({
      name: 'production',
      account: '${{ vars.AWS_ACCOUNT_ID }}',
      access: 'churn-prod',
      deployRoleArn: 'arn:aws:iam::${{ vars.AWS_ACCOUNT_ID }}:role/churn-prod-access-deploy',
      stateBucket: 'model-access-${{ vars.AWS_ACCOUNT_ID }}-us-west-2',
      inputs: { trust: 'github', 'github-environment': 'production' },
    });
  });

  test('is a role, a state and a region for each of several environments', () => {
    const { environments } = readDeployment(THREE, ROOT);
    expect(environments.map(({ slug, region, stateBucket }) => [slug, region, stateBucket])).toEqual([
      ['churn-dev', 'us-west-2', 'model-access-111111111111-us-west-2'],
      ['churn-staging', 'us-west-2', 'model-access-222222222222-us-west-2'],
      ['churn-prod', 'eu-west-1', 'model-access-333333333333-eu-west-1'],
    ]);
  });

  test.each<[string, Given, string]>([
    ['the option', { accountId: '123456789012' }, '123456789012'],
    ['the ARN', { endpoint: 'arn:aws:sagemaker:us-west-2:210987654321:endpoint/churn' }, '210987654321'],
  ])('is the account in %s', (_, given, account) => {
    const { environments } = readDeployment({ ...CHURN, ...given } as ModelDeploymentIamOptions, ROOT);
    expect(environments[0]!.previewRoleArn).toContain(`::${account}:`);
  });

  test('is the partition of the region', () => {
    const { environments } = readDeployment({ ...CHURN, region: 'cn-north-1' }, ROOT);
    expect(environments[0]!.deployRoleArn).toMatch(/^arn:aws-cn:/);
  });

  test('is no bucket to create, and no secret, where the user names a place for the state', () => {
    const { environments } = readDeployment({ ...CHURN, backendUrl: 's3://our-state' }, ROOT);
    expect(environments[0]).toMatchObject({ stateBucket: undefined, usesPulumiCloud: false });
  });

  test.each<[string, Given]>([
    ['pull requests', { githubPullRequests: true }],
    ['a branch', { githubRef: 'main' }],
    ['a subject', { githubSubject: 'repo:owner/name:ref:refs/heads/main' }],
  ])('leaves the environment out of the trust where the user names %s', (_, given) => {
    const { environments } = readDeployment({ ...CHURN, ...given } as ModelDeploymentIamOptions, ROOT);
    expect(environments[0]!.inputs['github-environment']).toBeUndefined();
  });
});

test.each<[string[] | undefined, string]>([
  [undefined, 'github'],
  [['invoke', 'observe'], 'github'],
  [['execution'], 'sagemaker'],
  [['deploy', 'execution'], 'github, sagemaker'],
])('by default, the role with the permissions %j trusts %s', (permissions, trust) => {
  const { environments } = readDeployment({ ...CHURN, permissions, ecrRepository: ecrFor(permissions) }, ROOT);
  expect(environments[0]!.inputs.trust).toBe(trust);
});

function ecrFor(permissions: string[] | undefined): string[] | undefined {
  return permissions?.includes('execution') ? ['churn'] : undefined;
}

test.each<[string[], string | undefined]>([
  [['github'], 'production'],
  [['sagemaker', 'github'], 'production'],
  [['sagemaker'], undefined],
  [['arn:aws:iam::123456789012:role/github-ci'], undefined],
])('with the trust %j, jobs are trusted in the environment %s', (trust, environment) => {
  const { environments } = readDeployment({ ...CHURN, trust }, ROOT);
  expect(environments[0]!.inputs['github-environment']).toBe(environment);
});

describe('what there is already', () => {
  const ROLES = {
    previewRoleArn: 'arn:aws:iam::111111111111:role/preview',
    deployRoleArn: 'arn:aws:iam::111111111111:role/deploy',
  };
  const created = (...given: Given[]) =>
    readDeployment(
      { ...CHURN, environments: given.map((each, index) => ({ name: `e${index}`, roleName: `r${index}`, ...each })) },
      ROOT,
    ).environments.map(({ creates }) => creates);
  const [A, B] = ['111111111111', '222222222222'].map((accountId) => ({ accountId }));

  test('is created once in an account', () => {
    expect(created(A!, A!, B!)).toMatchObject([
      { oidcProvider: true, stateBucket: true },
      { oidcProvider: false, stateBucket: false },
      { oidcProvider: true, stateBucket: true },
    ]);
  });

  test('is not created for another model again', () => {
    const options = { ...CHURN, accountId: '111111111111' };
    const { environments } = readDeployment(options, ROOT);
    const other = readDeployment({ ...options, endpoint: 'fraud' }, ROOT, environments);
    expect(other.environments[0]!.creates).toMatchObject({ oidcProvider: false, stateBucket: false });
  });

  test('is not created where the options say so, those of the environment before those of the model', () => {
    const options = { ...CHURN, createOidcProvider: false, createStateBucket: false };
    const environments = [
      { name: 'dev', ...A },
      { name: 'prod', ...B, createOidcProvider: true, createStateBucket: true },
    ];
    expect(readDeployment({ ...options, environments }, ROOT).environments.map(({ creates }) => creates)).toMatchObject(
      [
        { oidcProvider: false, stateBucket: false },
        { oidcProvider: true, stateBucket: true },
      ],
    );
  });

  test('is the role that is named, and a provider is needed for the other one only', () => {
    const { environments } = readDeployment({ ...CHURN, ...ROLES }, ROOT);
    expect(environments[0]).toMatchObject({ ...ROLES, creates: { previewRole: false, deployRole: false } });
    expect(environments[0]!.creates.oidcProvider).toBe(false);
    const { deployRoleArn } = ROLES;
    expect(created({ ...A, deployRoleArn })).toMatchObject([
      { previewRole: true, deployRole: false, oidcProvider: true },
    ]);
  });

  test('is a state bucket that the user names', () => {
    expect(created({ ...A, backendUrl: 's3://our-state' })[0]!.stateBucket).toBe(false);
  });
});

test('takes over what the workflows are made with', () => {
  const given = { driftSchedule: '1 2 * * *', runsOn: 'arm', codeScanning: true, reportArtifact: true };
  expect(readDeployment({ ...CHURN, ...given }, ROOT)).toMatchObject(given);
});

test('makes a short word of a long endpoint', () => {
  expect(readDeployment({ ...CHURN, endpoint: `${'c'.repeat(31)}-${'d'.repeat(20)}` }, ROOT).model).toBe(
    'c'.repeat(31),
  );
});

test('names what belongs to an environment after it', () => {
  const environments = [{ name: 'Dev-1' }, { name: 'prod' }].map((each) => ({ ...each, roleName: each.name }));
  const [first] = readDeployment({ ...CHURN, environments }, ROOT).environments;
  expect(first).toMatchObject({
    slug: 'churn-prod-dev-1',
    account: '${{ vars.AWS_ACCOUNT_ID_DEV_1 }}',
    inputs: { 'github-environment': 'Dev-1' },
  });
});

test('has roles of the same name in several accounts, and a state in Pulumi Cloud', () => {
  const environments = ['111111111111', '222222222222'].map((accountId, index) => ({ name: `e${index}`, accountId }));
  const { environments: read } = readDeployment({ ...CHURN, environments, backendUrl: 'https://api.pulumi.com' }, ROOT);
  expect(read.map(({ usesPulumiCloud }) => usesPulumiCloud)).toEqual([true, true]);
});

describe('the role that AWS is asked about', () => {
  const inputsOf = (given: Given) =>
    readDeployment({ ...CHURN, ...given } as unknown as ModelDeploymentIamOptions, ROOT).environments[0]!.inputs;

  test('is the one that the deployments assume', () => {
    const own = 'arn:aws:iam::${{ vars.AWS_ACCOUNT_ID }}:role/churn-prod-access-deploy';
    expect(inputsOf({ verify: ['simulate', 'deploy-role'] })).toMatchObject({ 'deploy-role-arn': own });
    const deployRoleArn = 'arn:aws:iam::123456789012:role/ci-deploy';
    expect(inputsOf({ verify: ['deploy-role'], deployRoleArn })).toMatchObject({ 'deploy-role-arn': deployRoleArn });
  });

  test('is none where AWS is not asked about it', () => {
    expect(inputsOf({ verify: ['simulate'] })).not.toHaveProperty('deploy-role-arn');
  });
});

test('two models do not share a role in an account, which the workflows of both could change', () => {
  const one = { ...CHURN, modelId: 'one', accountId: '111111111111', roleName: 'shared' };
  const two = { ...one, modelId: 'two', roleName: 'Shared' };
  const others = readDeployment(one, ROOT).environments;
  expect(() => readDeployment(two, ROOT, others)).toThrow(
    'roleName: expected another name than in one, which is in the same account, but got "Shared"',
  );
  expect(readDeployment({ ...two, accountId: '222222222222' }, ROOT, others).environments).toHaveLength(1);
});
