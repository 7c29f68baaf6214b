import { cloudFormationOf, withValues } from './rendered';
import { CHURN, filesOf, LEAST, THREE } from '../render';

test.each([
  ['PreviewRole', ['repo:acme@1/churn@2:pull_request', 'repo:acme@1/churn@2:ref:refs/heads/main']],
  ['DeployRole', ['repo:acme@1/churn@2:environment:production']],
])('%s trusts exactly these jobs', (role, subjects) => {
  const trust = cloudFormationOf().Resources[role].Properties.AssumeRolePolicyDocument;
  expect(withValues(trust, true).Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': subjects,
        },
      },
    },
  ]);
});

test('asks for both names of the repository, each in its form and in full', () => {
  const { Repository, ImmutableRepository, ImmutableOnly } = cloudFormationOf().Parameters;
  const accepts = ({ AllowedPattern }: { AllowedPattern: string }, text: string) =>
    new RegExp(`^(${AllowedPattern})$`).test(text);
  expect(['acme/churn', 'acme@1/churn@2', 'acme/*', ''].map((text) => accepts(Repository, text))).toEqual([
    ...[true, false, false, false],
  ]);
  const immutable = ['acme@1/churn@2', 'acme/churn', 'acme@1/churn', 'acme@*/churn@*', ''];
  expect(immutable.map((text) => accepts(ImmutableRepository, text))).toEqual([true, false, false, false, false]);
  expect(ImmutableOnly).toMatchObject({ Default: '0', AllowedValues: ['0', '1'] });
});

test('the bucket of the state keeps its history, encrypted', () => {
  expect(cloudFormationOf().Resources.StateBucket.Properties).toMatchObject({
    VersioningConfiguration: { Status: 'Enabled' },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
  });
});

test('what others may use outlives the stack', () => {
  const { OidcProvider, StateBucket, StateBucketPolicy } = cloudFormationOf().Resources;
  for (const { DeletionPolicy } of [OidcProvider, StateBucket, StateBucketPolicy]) {
    expect(DeletionPolicy).toBe('Retain');
  }
});

test('no bucket is created where the user names a place for the state', () => {
  const { Resources } = cloudFormationOf({ ...CHURN, backendUrl: 's3://our-state/iam' });
  expect(Object.keys(Resources)).toEqual(['OidcProvider', 'Boundary', 'PreviewRole', 'DeployRole']);
});

test('every environment has a template of its own', () => {
  const paths = Object.keys(filesOf(THREE)).filter((path) => path.endsWith('/cloudformation.yml'));
  expect(paths).toEqual(
    ['dev', 'prod', 'staging'].map((environment) => `bootstrap/churn-${environment}/cloudformation.yml`),
  );
});

test('has dates as text, for readers of YAML 1.1', () => {
  expect(filesOf(CHURN)['bootstrap/churn-prod/cloudformation.yml']).not.toMatch(/: \d{4}-\d\d-\d\d$/m);
});

/** The least there is, so that it can be read. */
test('reads so', () => {
  expect(filesOf(LEAST)['bootstrap/churn-prod/cloudformation.yml']).toMatchSnapshot();
});
