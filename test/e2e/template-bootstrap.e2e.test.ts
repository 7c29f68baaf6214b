import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Project } from 'projen';
import { assumeByToken } from '../../sandbox/aws/web-identity';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { bootstrapByCloudFormation, bootstrapByPulumi, bootstrapPulumi } from '../../sandbox/template/bootstrap';
import { ModelDeploymentIam, type ModelDeploymentIamOptions } from '../../src';

const BY_CLOUDFORMATION = '111111111111';
const BY_PULUMI = '222222222222';
const ELSEWHERE = '333333333333';
const BOUNDED = '444444444444';
const PLACE = { slug: 'churn-prod', region: 'us-west-2' };
const MINUTES = 300_000;

let sandbox: Sandbox;
let repository: string;

beforeAll(async () => {
  sandbox = await startSandbox([BY_CLOUDFORMATION, BY_PULUMI, ELSEWHERE, BOUNDED]);
  repository = await repositoryWith({});
  await bootstrapByCloudFormation(sandbox, repository, { ...PLACE, account: BY_CLOUDFORMATION });
  await bootstrapByPulumi(sandbox, repository, { ...PLACE, account: BY_PULUMI });
}, MINUTES);
afterAll(() => sandbox.stop());

async function repositoryWith(options: Partial<ModelDeploymentIamOptions>): Promise<string> {
  const outdir = await mkdtemp(join(sandbox.folder, 'repository-'));
  const project = new Project({ name: 'churn', outdir });
  new ModelDeploymentIam(project, { endpoint: 'churn-prod', bucket: 'my-models', region: 'us-west-2', ...options });
  project.synth();
  return outdir;
}

/** What there is in an account, as AWS itself tells it, with a word in place of the account. */
async function contentsOf(account: string): Promise<any> {
  const config = sandbox.aws.client(sandbox.aws.admins[account]!);
  const [iam, s3] = [new IAMClient(config), new S3Client({ ...config, forcePathStyle: true })];
  const Bucket = `model-access-${account}-us-west-2`;
  const { OpenIDConnectProviderList: providers } = await iam.send(new ListOpenIDConnectProvidersCommand());
  const contents = {
    providers: await Promise.all(
      providers!.map(async ({ Arn: OpenIDConnectProviderArn }) => {
        const { Url, ClientIDList } = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
        return { Url, ClientIDList };
      }),
    ),
    bucket: {
      versioning: (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status,
      encryption: (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration,
      blocked: (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
      policy: JSON.parse((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy!),
    },
    roles: await Promise.all(
      ['churn-prod-access-preview', 'churn-prod-access-deploy'].map((name) => roleOf(iam, name)),
    ),
  };
  return JSON.parse(JSON.stringify(contents).replaceAll(account, 'ACCOUNT'));
}

async function roleOf(iam: IAMClient, RoleName: string) {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: PolicyNames![0] }));
  return {
    description: Role!.Description,
    trust: JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!)),
    policies: PolicyNames,
    policy: JSON.parse(decodeURIComponent(PolicyDocument!)),
  };
}

test('CloudFormation and Pulumi create the same', async () => {
  expect(await contentsOf(BY_PULUMI)).toEqual(await contentsOf(BY_CLOUDFORMATION));
});

test.each([BY_CLOUDFORMATION, BY_PULUMI])('the account %s has all that the workflows need', async (account) => {
  expect(await contentsOf(account)).toMatchObject({
    providers: [{ Url: 'token.actions.githubusercontent.com', ClientIDList: ['sts.amazonaws.com'] }],
    bucket: {
      versioning: 'Enabled',
      encryption: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      blocked: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      policy: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: ['arn:aws:s3:::model-access-ACCOUNT-us-west-2', 'arn:aws:s3:::model-access-ACCOUNT-us-west-2/*'],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    },
    roles: [{ policies: ['churn-prod-access-preview'] }, { policies: ['churn-prod-access-deploy'] }],
  });
});

describe('the role of deployments', () => {
  const TRUST = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  const DOCUMENT = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
  });

  /** A job of the environment that is protected. */
  async function deployerIn(account: string): Promise<IAMClient> {
    const role = `arn:aws:iam::${account}:role/churn-prod-access-deploy`;
    const keys = await assumeByToken(sandbox.aws, role, 'repo:acme/churn:environment:production');
    return new IAMClient(sandbox.aws.client(keys));
  }

  const createRole = (boundary?: string) =>
    new CreateRoleCommand({ RoleName: 'churn-prod', AssumeRolePolicyDocument: TRUST, PermissionsBoundary: boundary });
  const attach = (PolicyArn: string) => new AttachRolePolicyCommand({ RoleName: 'churn-prod', PolicyArn });

  test('attaches the policy of the model, and no other', async () => {
    const iam = await deployerIn(BY_CLOUDFORMATION);
    await iam.send(createRole());
    await iam.send(new CreatePolicyCommand({ PolicyName: 'churn-prod', PolicyDocument: DOCUMENT }));
    await iam.send(attach(`arn:aws:iam::${BY_CLOUDFORMATION}:policy/churn-prod`));
    await expect(iam.send(attach('arn:aws:iam::aws:policy/AdministratorAccess'))).rejects.toThrow('not authorized');
  });

  test('can not be had by other jobs', async () => {
    const role = `arn:aws:iam::${BY_CLOUDFORMATION}:role/churn-prod-access-deploy`;
    for (const subject of ['pull_request', 'ref:refs/heads/main', 'environment:staging']) {
      const attempt = assumeByToken(sandbox.aws, role, `repo:acme/churn:${subject}`);
      await expect(attempt).rejects.toThrow('Not authorized');
    }
  });

  test('creates no role without its boundary, and never takes it away', async () => {
    const boundary = `arn:aws:iam::${BOUNDED}:policy/boundary`;
    const bounded = await repositoryWith({ permissionsBoundary: boundary });
    await bootstrapByCloudFormation(sandbox, bounded, { ...PLACE, account: BOUNDED });
    const iam = await deployerIn(BOUNDED);

    await expect(iam.send(createRole())).rejects.toThrow('not authorized');
    await expect(iam.send(createRole('arn:aws:iam::aws:policy/AdministratorAccess'))).rejects.toThrow('not authorized');
    const admin = new IAMClient(sandbox.aws.client(sandbox.aws.admins[BOUNDED]!));
    await admin.send(new CreatePolicyCommand({ PolicyName: 'boundary', PolicyDocument: DOCUMENT }));
    await iam.send(createRole(boundary));
    await iam.send(new CreatePolicyCommand({ PolicyName: 'churn-prod', PolicyDocument: DOCUMENT }));
    await iam.send(attach(`arn:aws:iam::${BOUNDED}:policy/churn-prod`));
    const widen = new PutRolePermissionsBoundaryCommand({
      RoleName: 'churn-prod',
      PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess',
    });
    await expect(iam.send(widen)).rejects.toThrow('not authorized');
    const remove = new DeleteRolePermissionsBoundaryCommand({ RoleName: 'churn-prod' });
    await expect(iam.send(remove)).rejects.toThrow('not authorized');
  });
});

describe('Pulumi', () => {
  test(
    'finds nothing to change after that',
    async () => {
      const pulumi = await bootstrapPulumi(sandbox, repository, { ...PLACE, account: BY_PULUMI });
      await pulumi('preview', '--stack', 'bootstrap', '--refresh', '--expect-no-changes');
    },
    MINUTES,
  );

  test(
    'refuses the credentials of another account than the one in the options',
    async () => {
      const other = await repositoryWith({ accountId: BY_PULUMI });
      const pulumi = await bootstrapPulumi(sandbox, other, { ...PLACE, account: ELSEWHERE });
      await pulumi('stack', 'init', 'elsewhere');
      const up = pulumi('up', '--stack', 'elsewhere', '--config', 'repository=acme/churn', '--yes');
      await expect(up).rejects.toThrow(`AWS account ID not allowed: ${ELSEWHERE}`);
    },
    MINUTES,
  );

  test(
    'takes the roles away again, and leaves what others may use',
    async () => {
      const pulumi = await bootstrapPulumi(sandbox, repository, { ...PLACE, account: BY_PULUMI });
      await pulumi('destroy', '--stack', 'bootstrap', '--yes');
      const iam = new IAMClient(sandbox.aws.client(sandbox.aws.admins[BY_PULUMI]!));
      const role = iam.send(new GetRoleCommand({ RoleName: 'churn-prod-access-deploy' }));
      await expect(role).rejects.toThrow('cannot be found');
      const { OpenIDConnectProviderList: left } = await iam.send(new ListOpenIDConnectProvidersCommand());
      expect(left).toHaveLength(1);
    },
    MINUTES,
  );
});
