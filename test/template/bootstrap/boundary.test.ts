import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudFormationOf, pulumiOf, withValues } from './rendered';
import type { ModelDeploymentIamOptions } from '../../../src';
import { POLICY_QUOTA, sizeOfDocument } from '../../../src/aws/quota';
import { comparePermissions } from '../../../src/iam/compare/permissions';
import { evaluate } from '../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../src/iam/evaluate/policy';
import type { PolicyDocument, Statement } from '../../../src/iam/policy/document';
import { readWellFormed } from '../../../src/iam/policy/well-formed';
import { documentsOf } from '../../../src/request/request';
import { bootstrapTemplate } from '../../../src/template/bootstrap/cloudformation';
import { bootstrapProgram } from '../../../src/template/bootstrap/pulumi-program';
import { readDeployment } from '../../../src/template/options/read-deployment';
import { CHURN, THREE, workflowOf } from '../render';

const ROOT = mkdtempSync(join(tmpdir(), 'model-deployment-iam-boundary-'));
const ACCOUNT = '123456789012';
const OWN = 'churn-prod-access-boundary';
const EXECUTION_ROLE = `arn:aws:iam::${ACCOUNT}:role/run-churn`;
const USERS = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/ci-deploy`;
const KEY = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const BOUNDED: readonly (readonly [string, ModelDeploymentIamOptions])[] = [
  ['the defaults', CHURN],
  ['one set', { ...CHURN, permissions: ['invoke'] }],
  ['a folder and a key', { ...CHURN, bucket: 'my-models/churn', kmsKeyArn: KEY, bucketAccess: ['read', 'list'] }],
  [
    'all sets, with a role to pass on',
    {
      ...{ ...CHURN, permissions: ['deploy', 'baseline', 'invoke', 'observe', 'release', 'execution'] },
      ...{ executionRoleArn: EXECUTION_ROLE, ecrRepository: ['churn'], kmsKeyArn: KEY },
    },
  ],
  [
    'what an execution role and tools for infrastructure need',
    {
      ...{ ...CHURN, permissions: ['execution', 'inference-components', 'tags'], ecrRepository: ['churn'] },
      ...{ outputBucket: 'my-answers', vpcSubnet: ['subnet-0123456789abcdef0'], kmsKeyArn: KEY },
      ...{ vpcSecurityGroup: ['sg-0123456789abcdef0'] },
    },
  ],
  ['a role to pass on in the account of a variable', release('${{ vars.AWS_ACCOUNT_ID }}')],
  ['another partition', { ...CHURN, region: 'cn-north-1' }],
];

function release(account: string): ModelDeploymentIamOptions {
  return { ...CHURN, permissions: ['release'], executionRoleArn: `arn:aws:iam::${account}:role/run-churn` };
}

/** The boundary that CloudFormation creates. */
function boundaryOf(options: ModelDeploymentIamOptions): PolicyDocument {
  return withValues(cloudFormationOf(options)).Resources.Boundary.Properties.PolicyDocument;
}

/** The policy that the role gets of the same options. */
function policyOf(options: ModelDeploymentIamOptions): PolicyDocument {
  const { request } = readDeployment(options, ROOT).environments[0]!;
  return JSON.parse(documentsOf(request, ACCOUNT).policy.replaceAll('000000000000', ACCOUNT));
}

test.each(BOUNDED)('leaves the role all that its policy grants, with %s', (_, options) => {
  const boundary = readWellFormed(boundaryOf(options), 'identity');
  if (!boundary.ok) throw new Error(boundary.expected);
  const { cutAway } = comparePermissions(undefined, policyOf(options), { after: boundary.value });
  expect(cutAway ?? []).toEqual([]);
});

/** Whether a role with this boundary may, that is allowed everything by its policy. */
function mayUnder(boundary: PolicyDocument, action: string, resource: string): boolean {
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const identity = [compilePolicy(everything, 'identity')];
  const request = { action, resources: [resource] };
  return evaluate(request, { identity, boundary: compilePolicy(boundary, 'identity') }).decision === 'allowed';
}

test.each(BOUNDED)('lets a role that may do anything by its policy do nothing of IAM, with %s', (_, options) => {
  const boundary = boundaryOf(options);
  for (const name of ['churn-prod', 'churn-prod-access-deploy', 'churn-prod-access-preview', 'run-churn', 'admin']) {
    const role = `arn:aws:iam::${ACCOUNT}:role/${name}`;
    for (const action of [
      'iam:PutRolePolicy',
      'iam:AttachRolePolicy',
      'iam:UpdateAssumeRolePolicy',
      'sts:AssumeRole',
    ]) {
      expect([action, name, mayUnder(boundary, action, role)]).toEqual([action, name, false]);
    }
  }
  expect(mayUnder(boundary, 'iam:CreatePolicyVersion', `arn:aws:iam::${ACCOUNT}:policy/${OWN}`)).toBe(false);
  expect(mayUnder(boundary, 'sagemaker:DeleteEndpoint', 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/x')).toBe(
    false,
  );
});

describe('statements of the user', () => {
  const EXTRA: readonly Statement[] = [
    { Effect: 'Allow', Action: ['s3:GetObject', 'iam:PassRole'], Resource: ['arn:aws:s3:::home/${aws:username}/*'] },
    { Effect: 'Allow', NotAction: ['s3:*'], Resource: '*' },
  ];

  function boundariesWith(statements: readonly Statement[]): PolicyDocument[] {
    writeFileSync(join(ROOT, 'extra.json'), JSON.stringify(statements));
    const deployment = readDeployment({ ...CHURN, extraStatements: 'extra.json' }, ROOT);
    const [environment] = deployment.environments;
    const { Resources } = withValues(bootstrapTemplate(environment!, deployment));
    const { resources } = withValues(bootstrapProgram(environment!, deployment));
    return [Resources.Boundary.Properties.PolicyDocument, resources.boundary.properties.policy];
  }

  test('are in the boundary, with their variables, and grant nothing of IAM there', () => {
    const [boundary, other] = boundariesWith(EXTRA);
    expect(other).toEqual(boundary);
    expect(boundary!.Statement).toEqual(expect.arrayContaining([...EXTRA]));
    expect(mayUnder(boundary!, 'sqs:SendMessage', `arn:aws:sqs:us-west-2:${ACCOUNT}:jobs`)).toBe(true);
    expect(mayUnder(boundary!, 'iam:PassRole', EXECUTION_ROLE)).toBe(false);
    expect(mayUnder(boundary!, 'iam:CreateAccessKey', `arn:aws:iam::${ACCOUNT}:user/admin`)).toBe(false);
  });

  test('that make it larger than AWS takes are told of', () => {
    const statement: Statement = { Effect: 'Allow', Action: ['sqs:'], Resource: '*' };
    const { Statement: own } = policyOf(CHURN);
    const room =
      POLICY_QUOTA - sizeOfDocument(JSON.stringify({ ...policyOf(CHURN), Statement: [...[own].flat(), statement] }));
    // The policy itself would just fit in.
    const tooLarge = () => boundariesWith([{ ...statement, Action: [`sqs:${'x'.repeat(room - 1)}`] }]);
    expect(tooLarge).toThrow(
      /^- permissionsBoundary: expected a policy of your own, because the one of what the options grant would have 61\d\d of 6144 characters$/m,
    );
  });
});

describe('the workflows ask for', () => {
  const asked = (options: ModelDeploymentIamOptions, job = 'access') =>
    (['preview', 'deploy', 'drift', 'destroy'] as const).map(
      (name) =>
        workflowOf(options, name).jobs[job]!.steps.find(({ id }) => id === 'access')!.with!['permissions-boundary'],
    );

  test.each<[string, ModelDeploymentIamOptions, string | undefined]>([
    ['the boundary that the bootstrap makes', CHURN, `arn:aws:iam::\${{ vars.AWS_ACCOUNT_ID }}:policy/${OWN}`],
    ['one in the account that is named', { ...CHURN, accountId: ACCOUNT }, `arn:aws:iam::${ACCOUNT}:policy/${OWN}`],
    ['the one that the user names', { ...CHURN, permissionsBoundary: USERS }, USERS],
    ['none, where the user wants none', { ...CHURN, deploymentsMayGrantAnything: true }, undefined],
    [
      'none, where a role of the user deploys, which nobody here can bind',
      { ...CHURN, deployRoleArn: DEPLOYER },
      undefined,
    ],
  ])('%s', (_, options, boundary) => {
    expect(asked(options)).toEqual([boundary, boundary, boundary, boundary]);
    const own = boundary !== undefined && boundary !== USERS;
    expect('Boundary' in cloudFormationOf(options).Resources).toBe(own);
    expect('boundary' in pulumiOf(options).resources).toBe(own);
  });

  test('that of each environment, and none where one says so', () => {
    const environments = THREE.environments!.map((each) => ({
      ...each,
      deploymentsMayGrantAnything: each.name === 'dev',
    }));
    const options = { ...THREE, environments };
    expect(asked(options, 'access-dev')).toEqual([undefined, undefined, undefined, undefined]);
    expect(new Set(asked(options, 'access-prod'))).toEqual(
      new Set(['arn:aws:iam::333333333333:policy/churn-prod-access-boundary']),
    );
  });
});
