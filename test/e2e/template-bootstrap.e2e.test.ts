import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteOpenIDConnectProviderCommand,
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
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Project } from 'projen';
import { type Credentials, credentialVariables } from '../../sandbox/aws/local-aws';
import { assumeByToken } from '../../sandbox/aws/web-identity';
import { run } from '../../sandbox/process';
import { runnerTools } from '../../sandbox/runner/runner-tools';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { bootstrapByCloudFormation, bootstrapByPulumi, bootstrapPulumi } from '../../sandbox/template/bootstrap';
import { ModelDeploymentIam, type ModelDeploymentIamOptions } from '../../src';
import { runBootstrap } from '../../src/explain/bootstrap/run-bootstrap';
import { runDoctor } from '../../src/explain/doctor/run-doctor';
import type { PolicyDocument } from '../../src/iam/policy/document';

const BY_CLOUDFORMATION = '111111111111';
const BY_PULUMI = '222222222222';
const ELSEWHERE = '333333333333';
const WITHOUT_BUCKET = '444444444444';
const PLACE = { slug: 'churn-prod', region: 'us-west-2', isImmutableOnly: true };
/** The sandbox's repository, as its tokens have it. */
const IMMUTABLE = 'acme@123456/churn@456789';
const MINUTES = 300_000;
const WITHOUT_RIGHTS: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }],
};

let sandbox: Sandbox;
let repository: string;

beforeAll(async () => {
  sandbox = await startSandbox([BY_CLOUDFORMATION, BY_PULUMI, ELSEWHERE, WITHOUT_BUCKET]);
  repository = await repositoryWith({});
  await bootstrapByCloudFormation(sandbox, await printedBootstrap(), { ...PLACE, account: BY_CLOUDFORMATION });
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

const LINE = ['--endpoint', 'churn-prod', '--bucket', 'my-models', '--region', 'us-west-2', '--repository', IMMUTABLE];

/** The same without a repository: what the command prints, where a scaffold would have it. @returns the folder */
async function printedBootstrap(): Promise<string> {
  const outdir = await mkdtemp(join(sandbox.folder, 'printed-'));
  const folder = join(outdir, 'bootstrap/churn-prod');
  await mkdir(folder, { recursive: true });
  let template = '';
  runBootstrap(LINE, { print: (text) => (template += text), printError: () => undefined, folder: outdir });
  await writeFile(join(folder, 'cloudformation.yml'), template);
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

describe('doctor', () => {
  const GREEN = 'All is well.';
  const ENVIRONMENT = 'environments/production/deployment-branch-policies';
  const doctor = async (keys: Credentials, line = [...LINE, '--subjects', 'immutable']) => {
    let [output, errors] = ['', ''];
    const code = await runDoctor([...line, '--account-id', BY_CLOUDFORMATION], {
      print: (text) => (output += text),
      printError: (text) => (errors += text),
      environment: { ...environmentOf(keys), GITHUB_TOKEN: sandbox.github.token },
      folder: sandbox.folder,
    });
    return { code, output, errors };
  };
  const environmentOf = (keys: Credentials) => ({ ...sandbox.environment, ...credentialVariables(keys) });
  const admin = () => sandbox.aws.admins[BY_CLOUDFORMATION]!;

  beforeEach(() => sandbox.github.protectEnvironment('production', { branches: ['main'] }));

  test('is content with what the command bootstrap has made', async () => {
    const { code, output, errors } = await doctor(admin());
    expect(output.split('\n').filter((line) => !/^(ok {5} |$)/.test(line))).toEqual([GREEN]);
    expect([code, errors]).toEqual([0, '']);
  });

  test(
    'tells each thing that is broken, with a command that mends it when it is typed',
    async () => {
      const restore = await sandbox.aws.snapshot();
      const config = sandbox.aws.client(admin());
      const [iam, s3] = [new IAMClient(config), new S3Client({ ...config, forcePathStyle: true })];
      const Bucket = `model-access-${BY_CLOUDFORMATION}-us-west-2`;
      const [preview, deploy] = ['churn-prod-access-preview', 'churn-prod-access-deploy'];
      const provider = `arn:aws:iam::${BY_CLOUDFORMATION}:oidc-provider/token.actions.githubusercontent.com`;
      const trust = (await iam.send(new GetRoleCommand({ RoleName: preview }))).Role!.AssumeRolePolicyDocument!;
      const versioning = { Bucket, VersioningConfiguration: { Status: 'Suspended' } } as const;
      const trustOfPreviews = { RoleName: deploy, PolicyDocument: decodeURIComponent(trust) };
      await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: provider }));
      await s3.send(new PutBucketVersioningCommand(versioning));
      await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
      await iam.send(new UpdateAssumeRolePolicyCommand(trustOfPreviews));
      await iam.send(new DeleteRolePolicyCommand({ RoleName: deploy, PolicyName: deploy }));
      const everything = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      });
      const { Policy } = await iam.send(
        new CreatePolicyCommand({ PolicyName: 'everything', PolicyDocument: everything }),
      );
      await iam.send(new AttachRolePolicyCommand({ RoleName: preview, PolicyArn: Policy!.Arn }));
      sandbox.github.protectEnvironment('production', {});

      const { code, output } = await doctor(admin());
      const claims = [
        "GitHub's OIDC provider is not there, so that no job gets in.",
        `This does not hold: The bucket ${Bucket} keeps former versions of the state.`,
        `This does not hold: The bucket ${Bucket} is closed to the public.`,
        `The role ${deploy} does not let in its jobs, whose tokens have the subject repo:${IMMUTABLE}:environment:production.`,
        `The role ${deploy} lets in jobs that are not to have it: repo:${IMMUTABLE}:pull_request.`,
        `The role ${deploy} may not iam:GetPolicy on `,
        `The role ${preview} may iam:CreatePolicy on `,
        'The environment production of acme/churn asks for no reviewer and lets every branch deploy',
      ];
      for (const claim of claims) expect(output).toContain(`WRONG   ${claim}`);
      expect(code).toBe(1);

      const fixes = [...new Set([...output.matchAll(/^ +fix: (aws .*)$/gm)].map(([, fix]) => fix!))];
      const PATH = [await runnerTools(sandbox.folder), sandbox.environment.PATH].join(delimiter);
      const env = { ...environmentOf(admin()), PATH, AWS_DEFAULT_REGION: 'us-west-2' };
      await run('bash', ['--norc', '-euc', fixes.join('\n')], { env });
      expect((await doctor(admin())).output.match(/^(?:WRONG|UNKNOWN).*$/gm)).toEqual([
        expect.stringContaining('The environment production'),
      ]);
      await restore();
      expect(output).toContain(ENVIRONMENT);
    },
    MINUTES,
  );

  test('says of what it may not look at that it is not known, and never that it is well', async () => {
    const nobody = await sandbox.aws.createUser('nobody', WITHOUT_RIGHTS);
    const line = [...LINE, '--subjects', 'both'];
    let output = '';
    const code = await runDoctor([...line, '--account-id', sandbox.aws.accountId], {
      ...{ print: (text: string) => (output += text), printError: () => undefined, folder: sandbox.folder },
      environment: environmentOf(nobody),
    });
    expect(code).toBe(1);
    expect(output).not.toMatch(/^ok/m);
    expect(output).not.toContain(GREEN);
    expect(output.match(/^UNKNOWN/gm)!.length).toBeGreaterThanOrEqual(5);
  });

  test('looks at nothing in another account than the one that is named', async () => {
    const { code, output } = await doctor(sandbox.aws.admins[ELSEWHERE]!);
    expect(code).toBe(1);
    expect(output).toContain(`The credentials are those of the account ${ELSEWHERE}, and not of ${BY_CLOUDFORMATION}`);
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
