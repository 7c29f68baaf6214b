import { parse } from 'yaml';
import { actionPolicyDocument } from '../../../src/iam/action-permissions';
import { CHURN, filesOf, THREE } from '../render';

function template(path = 'bootstrap/churn-prod.yml', options = CHURN) {
  return parse(filesOf(options)[path]!);
}

/** The template's own functions, as CloudFormation would put in values. */
function withValues(node: unknown): any {
  if (Array.isArray(node)) return node.map(withValues).filter((value) => value !== undefined);
  if (typeof node !== 'object' || node === null) return node;
  const { 'Fn::Sub': text, 'Fn::If': choice, Ref: reference, ...rest } = node as Record<string, any>;
  if (text !== undefined) {
    return (text as string).replace('${AWS::AccountId}', '123456789012').replace('${Repository}', 'acme/churn');
  }
  if (choice !== undefined) return withValues(choice[2]);
  if (reference === 'AWS::NoValue') return undefined;
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withValues(value)]));
}

const SCOPE = {
  partition: 'aws',
  account: '123456789012',
  path: '/',
  name: 'churn-prod',
  stateBucket: 'model-access-123456789012-us-west-2',
} as const;

test.each([
  ['PreviewRole', ['preview', 'drift']],
  ['DeployRole', ['up', 'destroy']],
] as const)('%s may do exactly what the Action needs', (role, commands) => {
  const [{ PolicyDocument: document }] = withValues(template().Resources[role].Properties.Policies);
  const asLists = document.Statement.map((statement: any) => ({ ...statement, Resource: statement.Resource[0] }));
  expect({ ...document, Statement: asLists }).toEqual(actionPolicyDocument(SCOPE, commands));
});

test.each([
  ['PreviewRole', ['repo:acme/churn:pull_request', 'repo:acme/churn:ref:refs/heads/main']],
  ['DeployRole', ['repo:acme/churn:environment:production']],
])('%s trusts exactly these jobs', (role, subjects) => {
  const [statement] = withValues(template().Resources[role].Properties.AssumeRolePolicyDocument.Statement);
  expect(statement).toEqual({
    Effect: 'Allow',
    Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': subjects,
      },
    },
  });
});

test('the bucket of the state keeps its history, encrypted, and outlives the stack', () => {
  const { StateBucket: bucket } = template().Resources;
  expect(bucket.DeletionPolicy).toBe('Retain');
  expect(bucket.Properties).toMatchObject({
    VersioningConfiguration: { Status: 'Enabled' },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
  });
});

test('no bucket is created where the user names a place for the state', () => {
  const { Resources, Parameters } = template(undefined, { ...CHURN, backendUrl: 's3://our-state/iam' });
  expect(Object.keys(Resources)).toEqual(['OidcProvider', 'PreviewRole', 'DeployRole']);
  expect(Parameters).not.toHaveProperty('CreateStateBucket');
  expect(JSON.stringify(Resources.DeployRole)).toContain('arn:aws:s3:::our-state/*');
});

test('Access Analyzer is allowed where it is asked', () => {
  expect(JSON.stringify(template())).not.toContain('access-analyzer');
  expect(JSON.stringify(template(undefined, { ...CHURN, accessAnalyzer: true }))).toContain(
    'access-analyzer:ValidatePolicy',
  );
});

test('every environment has a template of its own', () => {
  const paths = Object.keys(filesOf(THREE)).filter((path) => /^bootstrap\/.*\.yml$/.test(path));
  expect(paths).toEqual(['bootstrap/churn-dev.yml', 'bootstrap/churn-prod.yml', 'bootstrap/churn-staging.yml']);
});

test('has dates as text, for readers of YAML 1.1', () => {
  expect(filesOf(CHURN)['bootstrap/churn-prod.yml']).not.toMatch(/: \d{4}-\d\d-\d\d$/m);
});
