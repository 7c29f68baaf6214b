import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Project } from 'projen';
import type { Credentials } from '../../sandbox/aws/local-aws';
import { assumeByToken } from '../../sandbox/aws/web-identity';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { bootstrapByCloudFormation, bootstrapByPulumi, bootstrapPulumi } from '../../sandbox/template/bootstrap';
import { ModelDeploymentIam, type ModelDeploymentIamOptions } from '../../src';

const BY_CLOUDFORMATION = '111111111111';
const BY_PULUMI = '222222222222';
const ELSEWHERE = '333333333333';
const WITHOUT_BUCKET = '444444444444';
const PLACE = { slug: 'churn-prod', region: 'us-west-2', isImmutableOnly: true };
/** The sandbox's repository, as its tokens have it. */
const IMMUTABLE = 'acme@123456/churn@456789';
const MINUTES = 300_000;

let sandbox: Sandbox;
let repository: string;

beforeAll(async () => {
  sandbox = await startSandbox([BY_CLOUDFORMATION, BY_PULUMI, ELSEWHERE, WITHOUT_BUCKET]);
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
    boundary: await boundaryIn(iam, account),
    roles: await Promise.all(
      ['churn-prod-access-preview', 'churn-prod-access-deploy'].map((name) => roleOf(iam, name)),
    ),
  };
  return JSON.parse(JSON.stringify(contents).replaceAll(account, 'ACCOUNT'));
}

async function boundaryIn(iam: IAMClient, account: string) {
  const PolicyArn = `arn:aws:iam::${account}:policy/churn-prod-access-boundary`;
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const version = new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId });
  const { PolicyVersion } = await iam.send(version);
  return { description: Policy!.Description, policy: JSON.parse(decodeURIComponent(PolicyVersion!.Document!)) };
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
    boundary: { policy: { Statement: expect.arrayContaining([{ Effect: 'Deny', Action: ['iam:*'], Resource: '*' }]) } },
    roles: [{ policies: ['churn-prod-access-preview'] }, { policies: ['churn-prod-access-deploy'] }],
  });
});

describe('the role of deployments', () => {
  const arn = (resource: string) => `arn:aws:iam::${BY_CLOUDFORMATION}:${resource}`;
  const BOUNDARY = arn('policy/churn-prod-access-boundary');
  const POLICY = arn('policy/churn-prod');
  const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const SUBJECT = `repo:${IMMUTABLE}:environment:production`;
  /** A job of the environment that is protected may assume the model's role. */
  const TRUST = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: arn('oidc-provider/token.actions.githubusercontent.com') },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'token.actions.githubusercontent.com:sub': SUBJECT } },
      },
    ],
  });
  const ANYTHING = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  });
  const RoleName = 'churn-prod';
  const createRole = (boundary?: string) =>
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, PermissionsBoundary: boundary });
  const attach = (PolicyArn: string) => new AttachRolePolicyCommand({ RoleName, PolicyArn });
  const bind = (PermissionsBoundary: string) =>
    new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary });

  async function iamBy(role: string, subject = SUBJECT): Promise<IAMClient> {
    return new IAMClient(sandbox.aws.client(await assumeByToken(sandbox.aws, arn(`role/${role}`), subject)));
  }
  const deployer = () => iamBy('churn-prod-access-deploy');

  test('gives no state to a bucket of the right name that somebody else owns, however open it is', async () => {
    const without = await repositoryWith({ createStateBucket: false });
    await bootstrapByCloudFormation(sandbox, without, { ...PLACE, account: WITHOUT_BUCKET });
    const deployerKeys = () =>
      assumeByToken(sandbox.aws, `arn:aws:iam::${WITHOUT_BUCKET}:role/churn-prod-access-deploy`, SUBJECT);
    const s3Of = (keys: Credentials) =>
      new S3Client({ ...sandbox.aws.client(keys, 'us-east-1'), forcePathStyle: true });
    const [role, stranger] = [s3Of(await deployerKeys()), s3Of(sandbox.aws.admins[ELSEWHERE]!)];
    const Bucket = `model-access-${WITHOUT_BUCKET}-us-west-2`;
    const folder = 'production/churn-prod/.pulumi/';
    const list = () => role.send(new ListObjectsV2Command({ Bucket, Prefix: folder }));
    await expect(list()).rejects.toThrow('does not exist');

    await stranger.send(new CreateBucketCommand({ Bucket }));
    const Resource = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`];
    const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource }];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await stranger.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await expect(list()).rejects.toThrow('Access Denied');
    const put = role.send(new PutObjectCommand({ Bucket, Key: `${folder}meta.yaml`, Body: 'version: 1' }));
    await expect(put).rejects.toThrow('Access Denied');
  });

  test('can not be had by other jobs, nor by those of who takes over the name of the owner', async () => {
    const others = [
      ...['pull_request', 'ref:refs/heads/main', 'environment:staging'].map(
        (context) => `repo:${IMMUTABLE}:${context}`,
      ),
      ...['acme/churn', 'acme@9/churn@456789', 'acme@123456/churn@9', 'acme@123456/churn'].map(
        (name) => `repo:${name}:environment:production`,
      ),
    ];
    for (const subject of others) {
      await expect(iamBy('churn-prod-access-deploy', subject)).rejects.toThrow('Not authorized');
    }
  });

  test('creates no role without the boundary', async () => {
    const iam = await deployer();
    for (const boundary of [undefined, ADMINISTRATOR, POLICY]) {
      await expect(iam.send(createRole(boundary))).rejects.toThrow('not authorized');
    }
  });

  test('binds a role that was made without the boundary, attaches nothing to it before, and never sets it free', async () => {
    await new IAMClient(sandbox.aws.client(sandbox.aws.admins[BY_CLOUDFORMATION]!)).send(createRole());
    const iam = await deployer();
    await iam.send(new CreatePolicyCommand({ PolicyName: 'churn-prod', PolicyDocument: ANYTHING }));
    await expect(iam.send(attach(POLICY))).rejects.toThrow('not authorized');
    await expect(iam.send(bind(ADMINISTRATOR))).rejects.toThrow('not authorized');
    await iam.send(bind(BOUNDARY));
    await iam.send(attach(POLICY));
    await expect(iam.send(attach(ADMINISTRATOR))).rejects.toThrow('not authorized');
    await expect(iam.send(bind(POLICY))).rejects.toThrow('not authorized');
    const remove = new DeleteRolePermissionsBoundaryCommand({ RoleName });
    await expect(iam.send(remove)).rejects.toThrow('not authorized');
  });

  /** All that would make more of a role or a policy that the bootstrap has made. */
  const TAKEOVERS: readonly ((iam: IAMClient) => Promise<unknown>)[] = [
    ...['churn-prod-access-deploy', 'churn-prod-access-preview'].flatMap((name) => {
      const role = { RoleName: name };
      return [
        (iam: IAMClient) => iam.send(new PutRolePolicyCommand({ ...role, PolicyName: name, PolicyDocument: ANYTHING })),
        (iam: IAMClient) => iam.send(new AttachRolePolicyCommand({ ...role, PolicyArn: POLICY })),
        (iam: IAMClient) => iam.send(new UpdateAssumeRolePolicyCommand({ ...role, PolicyDocument: TRUST })),
        (iam: IAMClient) => iam.send(new DeleteRolePolicyCommand({ ...role, PolicyName: name })),
        (iam: IAMClient) => iam.send(new PutRolePermissionsBoundaryCommand({ ...role, PermissionsBoundary: BOUNDARY })),
        (iam: IAMClient) => iam.send(new TagRoleCommand({ ...role, Tags: [{ Key: 'team', Value: 'fraud' }] })),
        (iam: IAMClient) => iam.send(new DeleteRoleCommand(role)),
      ];
    }),
    (iam) => {
      const version = { PolicyArn: BOUNDARY, PolicyDocument: ANYTHING, SetAsDefault: true };
      return iam.send(new CreatePolicyVersionCommand(version));
    },
    (iam) => iam.send(new DeletePolicyCommand({ PolicyArn: BOUNDARY })),
  ];

  test.each(['churn-prod-access-deploy', 'churn-prod'])(
    '%s changes no role of the workflows, itself included, and no boundary, whatever the policy of the model says',
    async (role) => {
      const iam = await iamBy(role);
      for (const attempt of TAKEOVERS) await expect(attempt(iam)).rejects.toThrow('not authorized');
    },
  );
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
      const config = ['repository=acme/churn', `immutableRepository=${IMMUTABLE}`].flatMap((pair) => [
        '--config',
        pair,
      ]);
      const up = pulumi('up', '--stack', 'elsewhere', ...config, '--yes');
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
