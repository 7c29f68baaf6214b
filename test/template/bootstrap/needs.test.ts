import { Testing } from 'projen';
import { parse } from 'yaml';
import { cloudFormationOf, pulumiOf, withValues } from './rendered';
import { ModelDeploymentIam, type ModelDeploymentIamOptions } from '../../../src';
import { actionPolicyDocument, type ActionScope } from '../../../src/iam/generate/action-permissions';
import { CHURN, emptyProject, filesOf, THREE } from '../render';

const SCOPE: ActionScope = {
  partition: 'aws',
  account: '123456789012',
  path: '/',
  name: 'churn-prod',
  stateBucket: 'model-access-123456789012-us-west-2',
  boundary: 'arn:aws:iam::123456789012:policy/churn-prod-access-boundary',
  stateFolder: 'production/churn-prod/',
  stateAccount: '123456789012',
};
const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';

/** What makes boundaries of all kinds of statements. */
const EVERYTHING: Partial<ModelDeploymentIamOptions> = {
  permissions: ['deploy', 'release', 'execution', 'observe', 'invoke'],
  executionRoleArn: 'arn:aws:iam::123456789012:role/run-churn',
  ecrRepository: ['churn'],
  kmsKeyArn: `arn:aws:kms:us-west-2:123456789012:key/${KEY}`,
};

/** What a form creates, in words of neither: both have to come to the same. */
function createdBy(
  form: 'cloudformation' | 'pulumi',
  options: ModelDeploymentIamOptions,
  { slug, isImmutableOnly = false }: { slug?: string; isImmutableOnly?: boolean } = {},
) {
  return form === 'pulumi'
    ? createdByPulumi(withValues(pulumiOf(options, slug), isImmutableOnly))
    : createdByCloudFormation(withValues(cloudFormationOf(options, slug), isImmutableOnly));
}

function createdByCloudFormation({ Resources }: any) {
  const {
    OidcProvider: provider,
    StateBucket: bucket,
    StateBucketPolicy: bucketPolicy,
    Boundary,
    ...roles
  } = Resources;
  const encryption = bucket?.Properties.BucketEncryption.ServerSideEncryptionConfiguration;
  return {
    provider: provider && [provider.Properties.Url, provider.Properties.ClientIdList],
    bucket: bucket && {
      name: bucket.Properties.BucketName,
      versioning: bucket.Properties.VersioningConfiguration.Status,
      encryption: encryption.map((rule: any) => rule.ServerSideEncryptionByDefault.SSEAlgorithm),
      blocked: Object.values(bucket.Properties.PublicAccessBlockConfiguration),
      policy: bucketPolicy.Properties.PolicyDocument,
    },
    boundary: Boundary && {
      name: Boundary.Properties.ManagedPolicyName,
      description: Boundary.Properties.Description,
      policy: Boundary.Properties.PolicyDocument,
    },
    roles: Object.values<any>(roles).map(({ Properties: role }) => ({
      name: role.RoleName,
      description: role.Description,
      trust: role.AssumeRolePolicyDocument,
      policies: role.Policies.map((policy: any) => [policy.PolicyName, policy.PolicyDocument]),
    })),
  };
}

function createdByPulumi({ resources }: any) {
  const all = Object.values<any>(resources);
  const of = (type: string) => all.filter((each) => each.type === type).map(({ properties }) => properties);
  const [provider] = of('aws:iam:OpenIdConnectProvider');
  const [bucket] = of('aws:s3:Bucket');
  const policies = of('aws:iam:RolePolicy');
  return {
    provider: provider && [provider.url, provider.clientIdLists],
    bucket: bucket && {
      name: bucket.bucket,
      versioning: of('aws:s3:BucketVersioning')[0].versioningConfiguration.status,
      encryption: of('aws:s3:BucketServerSideEncryptionConfiguration')[0].rules.map(
        (rule: any) => rule.applyServerSideEncryptionByDefault.sseAlgorithm,
      ),
      blocked: Object.entries(of('aws:s3:BucketPublicAccessBlock')[0]).flatMap(([name, value]) =>
        name === 'bucket' ? [] : [value],
      ),
      policy: of('aws:s3:BucketPolicy')[0].policy,
    },
    boundary: of('aws:iam:Policy')[0],
    roles: of('aws:iam:Role').map((role, index) => ({
      name: role.name,
      description: role.description,
      trust: role.assumeRolePolicy,
      policies: [[policies[index].name, policies[index].policy]],
    })),
  };
}

test.each<[string, ModelDeploymentIamOptions, string]>([
  ['the defaults', CHURN, 'churn-prod'],
  ['the first of three environments', THREE, 'churn-dev'],
  ['the last of three environments', THREE, 'churn-prod'],
  ['a place for the state', { ...CHURN, backendUrl: 's3://our-state' }, 'churn-prod'],
  ['a boundary and a path', { ...CHURN, permissionsBoundary: BOUNDARY, rolePath: '/models/' }, 'churn-prod'],
  ['the analyzer', { ...CHURN, accessAnalyzer: true }, 'churn-prod'],
  ['a provider that is there', { ...CHURN, createOidcProvider: false }, 'churn-prod'],
  ['a role that is there', { ...CHURN, previewRoleArn: 'arn:aws:iam::123456789012:role/ci' }, 'churn-prod'],
  ['no boundary', { ...CHURN, deploymentsMayGrantAnything: true }, 'churn-prod'],
  ['several sets', { ...CHURN, ...EVERYTHING }, 'churn-prod'],
])('both forms create the same with %s', (_, options, slug) => {
  for (const isImmutableOnly of [true, false]) {
    const context = { slug, isImmutableOnly };
    expect(createdBy('pulumi', options, context)).toEqual(createdBy('cloudformation', options, context));
  }
});

const FORMS = ['cloudformation', 'pulumi'] as const;

describe.each(FORMS)('whom the roles of %s trust', (form) => {
  const subjectsOf = (isImmutableOnly: boolean) =>
    createdBy(form, CHURN, { isImmutableOnly }).roles.flatMap(
      ({ trust }) => trust.Statement[0].Condition.StringEquals['token.actions.githubusercontent.com:sub'],
    );

  test('is the repository by its ids alone, where GitHub has them in its subjects already', () => {
    expect(subjectsOf(true)).toEqual([
      'repo:acme@1/churn@2:pull_request',
      'repo:acme@1/churn@2:ref:refs/heads/main',
      'repo:acme@1/churn@2:environment:production',
    ]);
  });

  test('is the repository in both forms else, so that a rename locks nobody out', () => {
    expect(subjectsOf(false)).toEqual([
      ...['repo:acme/churn:pull_request', 'repo:acme/churn:ref:refs/heads/main'],
      ...['repo:acme@1/churn@2:pull_request', 'repo:acme@1/churn@2:ref:refs/heads/main'],
      ...['repo:acme/churn:environment:production', 'repo:acme@1/churn@2:environment:production'],
    ]);
  });
});

describe.each(FORMS)('%s', (form) => {
  test.each([
    ['churn-prod-access-preview', ['preview', 'drift']],
    ['churn-prod-access-deploy', ['up', 'destroy']],
  ] as const)('%s may do exactly what the Action needs', (name, commands) => {
    const role = createdBy(form, CHURN).roles.find((each) => each.name === name)!;
    expect(role.policies).toEqual([[name, actionPolicyDocument(SCOPE, commands)]]);
  });

  test.each<[string, Partial<ModelDeploymentIamOptions>, Partial<ActionScope>]>([
    ['a boundary', { permissionsBoundary: BOUNDARY }, { boundary: BOUNDARY }],
    ['no boundary', { deploymentsMayGrantAnything: true }, { boundary: undefined }],
    ['the analyzer', { accessAnalyzer: true }, { accessAnalyzer: true }],
    ["AWS's own proof", { verify: ['no-new-access', 'simulate'] }, { verify: ['no-new-access', 'simulate'] }],
    [
      'a key for secrets',
      { secretsProvider: `awskms://${KEY}?region=eu-west-1` },
      { secretsKey: `arn:aws:kms:eu-west-1:123456789012:key/${KEY}` },
    ],
    [
      'the ARN of such a key',
      { secretsProvider: `awskms:///arn:aws:kms:us-west-2:123456789012:key/${KEY}?region=us-west-2` },
      { secretsKey: `arn:aws:kms:us-west-2:123456789012:key/${KEY}` },
    ],
    ['an alias, which names no key', { secretsProvider: 'awskms://alias/pulumi?region=us-west-2' }, {}],
    [
      'a bucket of the user',
      { backendUrl: 's3://our-state/iam?region=us-west-2' },
      { stateBucket: 'our-state', stateFolder: 'iam/' },
    ],
    [
      'a bucket of another account',
      { backendUrl: 's3://our-state', stateAccountId: '999999999999' },
      { stateBucket: 'our-state', stateFolder: '', stateAccount: '999999999999' },
    ],
    ['a state beside all others', { ownStateFolder: false }, { stateFolder: '' }],
    ['a state elsewhere', { backendUrl: 'gs://our-state/iam' }, { stateBucket: undefined }],
  ])('the policies follow the options: %s', (_, options, scope) => {
    const { roles } = createdBy(form, { ...CHURN, ...options });
    expect(roles[1]!.policies[0][1]).toEqual(actionPolicyDocument({ ...SCOPE, ...scope }, ['up', 'destroy']));
  });

  test('the role of previews may ask about the role of deployments, where it is to', () => {
    const { roles } = createdBy(form, { ...CHURN, verify: ['deploy-role'] });
    const deployRole = 'arn:aws:iam::123456789012:role/churn-prod-access-deploy';
    const scope: ActionScope = { ...SCOPE, verify: ['deploy-role'], deployRole };
    expect(roles[0]!.policies[0][1]).toEqual(actionPolicyDocument(scope, ['preview', 'drift']));
    expect(JSON.stringify(roles[0]!.policies)).toContain('iam:SimulatePrincipalPolicy');
  });

  test('creates an OIDC provider and a bucket unless told that they are there', () => {
    const { provider, bucket } = createdBy(form, { ...CHURN, createOidcProvider: false, createStateBucket: false });
    expect([provider, bucket]).toEqual([undefined, undefined]);
  });
});

test('of environments in one account, the first creates what they share', () => {
  const environments = [
    { name: 'dev', endpoint: 'churn-dev', accountId: '111111111111' },
    { name: 'staging', endpoint: 'churn-staging', accountId: '111111111111' },
    { name: 'prod', accountId: '111111111111', region: 'eu-west-1' },
  ];
  const created = environments.map(({ name }) => {
    const { provider, bucket } = createdBy('cloudformation', { ...THREE, environments }, { slug: `churn-${name}` });
    return [name, provider !== undefined, bucket?.name];
  });
  expect(created).toEqual([
    ['dev', true, 'model-access-111111111111-us-west-2'],
    ['staging', false, undefined],
    ['prod', false, 'model-access-111111111111-eu-west-1'],
  ]);
});

test('the roles of an environment reach its own state, and no other in the account', () => {
  const environments = [
    { name: 'dev', endpoint: 'churn-dev', accountId: '111111111111' },
    { name: 'prod', accountId: '111111111111', backendUrl: 's3://prod-state' },
    { name: 'staging', endpoint: 'churn-staging', accountId: '111111111111' },
    { name: 'other', endpoint: 'churn-other', accountId: '222222222222' },
  ];
  const reached = environments.map(({ name }) => {
    const { roles } = createdBy('cloudformation', { ...THREE, environments }, { slug: `churn-${name}` });
    const [preview, deploy] = roles.map(({ policies }) => policies[0][1].Statement.slice(-2));
    expect(preview.map(({ Resource, Condition }: any) => [Resource, Condition])).toEqual(
      deploy.map(({ Resource, Condition }: any) => [Resource, Condition]),
    );
    return [deploy[0].Condition.StringLike['s3:prefix'], deploy[1].Resource];
  });
  expect(reached).toEqual([
    ['dev/churn/.pulumi/*', 'arn:aws:s3:::model-access-111111111111-us-west-2/dev/churn/.pulumi/*'],
    ['.pulumi/*', 'arn:aws:s3:::prod-state/.pulumi/*'],
    ['staging/churn/.pulumi/*', 'arn:aws:s3:::model-access-111111111111-us-west-2/staging/churn/.pulumi/*'],
    ['other/churn/.pulumi/*', 'arn:aws:s3:::model-access-222222222222-us-west-2/other/churn/.pulumi/*'],
  ]);
});

test('only the role that writes is kept to the jobs of its environment', () => {
  const { roles } = createdBy('cloudformation', THREE, { slug: 'churn-dev' });
  const contexts = roles.map(({ trust }) => {
    const subjects: string[] = trust.Statement[0].Condition.StringEquals['token.actions.githubusercontent.com:sub'];
    return [...new Set(subjects.map((subject) => subject.split(':').slice(2).join(':')))];
  });
  expect(contexts).toEqual([['pull_request', 'ref:refs/heads/main'], ['environment:dev']]);
});

test('of models in one account, the first creates what they share', () => {
  const project = emptyProject();
  new ModelDeploymentIam(project, CHURN);
  new ModelDeploymentIam(project, { ...CHURN, endpoint: 'fraud-prod' });
  const files = Testing.synth(project);
  const created = ['churn-prod', 'fraud-prod'].map((slug) =>
    Object.keys(parse(files[`bootstrap/${slug}/cloudformation.yml`]).Resources),
  );
  expect(created).toEqual([
    ['OidcProvider', 'StateBucket', 'StateBucketPolicy', 'Boundary', 'PreviewRole', 'DeployRole'],
    ['Boundary', 'PreviewRole', 'DeployRole'],
  ]);
});

test('who brings both roles and a place for the state has nothing to create', () => {
  const options = {
    ...CHURN,
    backendUrl: 's3://our-state',
    previewRoleArn: 'arn:aws:iam::123456789012:role/ci-preview',
    deployRoleArn: 'arn:aws:iam::123456789012:role/ci-deploy',
  };
  expect(Object.keys(filesOf(options)).filter((path) => path.startsWith('bootstrap/'))).toEqual([
    'bootstrap/README.md',
  ]);
});
