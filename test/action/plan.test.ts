import { inputReader, type GivenInputs } from './fake-ports';
import { planOf } from '../../src/action/plan';
import { readRequest } from '../../src/request/read-request';
import { parseStackName } from '../../src/stack/settings';

const ACCOUNT = '123456789012';

function plan(inputs: GivenInputs = {}, environment: NodeJS.ProcessEnv = {}) {
  const { request } = readRequest({ input: inputReader({ trust: 'sagemaker', ...inputs }), environment });
  return planOf(request!, ACCOUNT);
}

it('names role and policy before the engine runs', () => {
  expect(plan({ 'role-path': '/models/', name: 'access' })).toMatchObject({
    roleArn: 'arn:aws:iam::123456789012:role/models/access',
    policyArn: 'arn:aws:iam::123456789012:policy/models/access',
  });
  expect(plan({ region: 'us-gov-west-1' }).roleArn).toBe('arn:aws-us-gov:iam::123456789012:role/churn-prod');
});

it('puts the account into the documents', () => {
  const { target, component } = plan();
  expect(target.account).toBe(ACCOUNT);
  expect(JSON.parse(component.args.policy)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['sagemaker:CreateEndpoint', 'sagemaker:DeleteEndpoint', 'sagemaker:InvokeEndpoint'],
        Resource: ['arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-prod'],
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: ['arn:aws:s3:::my-models/*'],
      },
      {
        Effect: 'Allow',
        Action: ['sagemaker:CreateEndpoint', 'sagemaker:DescribeEndpointConfig'],
        Resource: [
          'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn-prod',
          'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn-prod-*',
        ],
      },
      {
        Effect: 'Allow',
        Action: ['sagemaker:DescribeEndpoint'],
        Resource: ['arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-prod'],
      },
      {
        Effect: 'Allow',
        Action: ['sagemaker:AddTags'],
        Resource: ['arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-prod'],
        Condition: { StringEquals: { 'sagemaker:TaggingAction': ['CreateEndpoint'] } },
      },
    ],
  });
  expect(JSON.parse(component.args.trustPolicy)).toMatchObject({
    Statement: [{ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:123456789012:*' } } }],
  });
});

it('takes the request over as it is', () => {
  const { settings, component } = plan({
    'max-session-duration': '7200',
    tags: 'team=fraud',
    'restrict-trust': 'false',
    'stack-name': 'churn',
    'secrets-provider': 'awskms://alias/pulumi?region=us-west-2',
    'role-path': '/models/',
    'permissions-boundary': 'arn:aws:iam::123456789012:policy/b',
    refresh: 'false',
    region: 'eu-west-1',
  });
  expect(settings).toMatchObject({
    stackName: 'churn',
    refresh: false,
    region: 'eu-west-1',
    backend: { url: 's3://pulumi-state' },
    secretsProvider: 'awskms://alias/pulumi?region=us-west-2',
    components: [component],
  });
  expect(component).toMatchObject({
    name: 'modelDeployment',
    args: {
      name: 'churn-prod',
      path: '/models/',
      maxSessionDuration: 7200,
      tags: { team: 'fraud' },
      permissionsBoundary: 'arn:aws:iam::123456789012:policy/b',
    },
  });
  expect(component.args.trustPolicy).not.toContain('Condition');
});

it('has by itself what the README says', () => {
  expect(plan().settings).toMatchObject({
    refresh: true,
    secretsProvider: 'passphrase',
    components: [{ args: { path: '/', tags: {} } }],
  });
  expect(plan({ 'backend-url': '' }, { PULUMI_ACCESS_TOKEN: 'pul-1' }).settings.secretsProvider).toBe('default');
});

describe("the stack's default name", () => {
  it('tells names, regions and accounts apart', () => {
    expect(plan().settings.stackName).toBe('churn-prod.us-west-2.123456789012');
    expect(plan().stack).toBe('organization/model-deployment-iam/churn-prod.us-west-2.123456789012');
  });

  it('stays different for names that differ in what Pulumi does not allow', () => {
    const names = ['a_b', 'a+b', 'a=b', 'a,b', 'a@b'].map((name) => plan({ name }).settings.stackName);
    expect(new Set(names).size).toBe(names.length);
    expect(names[0]).toBe('a_b.us-west-2.123456789012');
    expect(names.filter((name) => !/^a_b(-[0-9a-f]{6})?\.us-west-2\.123456789012$/.test(name))).toEqual([]);
  });

  it('is one that Pulumi takes, however long the name is', () => {
    const { stackName } = plan({ name: '@'.repeat(64), region: 'us-isof-south-1' }).settings;
    expect(parseStackName(stackName)).toEqual({ ok: true, value: stackName });
  });
});

it('names the stack in its organization of Pulumi Cloud', () => {
  const cloud = { PULUMI_ACCESS_TOKEN: 'pul-1' };
  expect(plan({ 'backend-url': '', 'stack-name': 'acme/churn' }, cloud).stack).toBe('acme/model-deployment-iam/churn');
});
