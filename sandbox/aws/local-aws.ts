import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { PolicyDocument } from '../../src/iam/policy/document';
import { freePort, type ServerProcess, startServer } from '../process';
import { emulatorPython } from './python';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The variables by which every AWS SDK finds the credentials. */
export function credentialVariables({ accessKeyId, secretAccessKey, sessionToken }: Credentials): NodeJS.ProcessEnv {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken ? { AWS_SESSION_TOKEN: sessionToken } : {}),
  };
}

/** The user that the emulator takes for the SageMaker service when it assumes a role; see emulator.py. */
const SERVICE_STAND_IN = 'sagemaker-service-stand-in';

const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** What the policies of the user with this key said to an action. */
export interface Decision {
  readonly accessKeyId: string;
  /** Such as `iam:GetRole`. */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  readonly allowed: boolean;
}

/** An AWS account on this machine (moto), which enforces the policies of its users and roles. */
export interface LocalAws {
  readonly url: string;
  readonly accountId: string;
  readonly region: string;
  readonly admin: Credentials;
  /** Those who may do everything in an account, by its id; `admin` is among them. */
  readonly admins: Readonly<Record<string, Credentials>>;
  /** Assumes roles in the place of the SageMaker service. */
  readonly sagemakerService: Credentials;
  /** What a client of the AWS SDK needs to reach this account. */
  client(credentials: Credentials, region?: string): ClientConfig;
  /** A new user who may do what the policy says and nothing else. */
  createUser(name: string, policy: PolicyDocument): Promise<Credentials>;
  /** A new role that does what the policy says and nothing else. */
  createRole(name: string, trust: PolicyDocument, policy: PolicyDocument): Promise<void>;
  createBucket(name: string): Promise<void>;
  /** Keeps what there is in IAM, STS and S3. @returns what takes them back to it */
  snapshot(): Promise<() => Promise<void>>;
  /** What was asked of the policies so far, by whom. */
  decisions(): Promise<readonly Decision[]>;
  stop(): Promise<void>;
}

export interface ClientConfig {
  /** Default: AWS's own. */
  readonly endpoint?: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly maxAttempts: number;
}

const ACCOUNT = '123456789012';

/** Between being found free and being taken, a port may be taken by another process. */
const PORTS_TRIED = 5;

async function startEmulator(
  python: string,
  record: string,
  triesLeft = PORTS_TRIED,
): Promise<{ readonly url: string; readonly server: ServerProcess }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  try {
    const server = await startServer(python, [join(__dirname, 'emulator.py'), '-H', '127.0.0.1', '-p', `${port}`], {
      env: { ...process.env, AUTHORIZATION_RECORD: record },
      isReady: () => fetch(`${url}/moto-api/data.json`).then(({ ok }) => ok, () => false), // prettier-ignore
    });
    return { url, server };
  } catch (error) {
    if (triesLeft <= 1 || !/Address already in use/.test((error as Error).message)) throw error;
    return startEmulator(python, record, triesLeft - 1);
  }
}

/**
 * Starts the account on a free port.
 *
 * @param otherAccounts ids of further accounts, which have nothing to do with it
 */
export async function startLocalAws(otherAccounts: readonly string[] = []): Promise<LocalAws> {
  const python = await emulatorPython();
  const folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-aws-'));
  const record = join(folder, 'decisions.jsonl');
  const { url, server } = await startEmulator(python, record);

  const region = 'us-west-2';
  const client = (credentials: Credentials, inRegion = region): ClientConfig => ({
    endpoint: url,
    region: inRegion,
    credentials,
    maxAttempts: 1,
  });
  // Until enforcement is switched on, any key will do.
  const anyone: Credentials = { accessKeyId: 'anyone', secretAccessKey: 'anyone' };
  const admin = await createUser(new IAMClient(client(anyone)), 'admin', EVERYTHING);
  const sagemakerService = await createUser(new IAMClient(client(anyone)), SERVICE_STAND_IN, {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }],
  });
  const admins: Record<string, Credentials> = { [ACCOUNT]: admin };
  for (const account of otherAccounts) {
    const credentials = await credentialsIn(account, new STSClient(client(anyone)));
    admins[account] = await createUser(new IAMClient(client(credentials)), 'admin', EVERYTHING);
  }
  await fetch(`${url}/moto-api/reset-auth`, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: '0' });

  return {
    url,
    accountId: ACCOUNT,
    region,
    admin,
    admins,
    sagemakerService,
    client,
    createUser: (name, policy) => createUser(new IAMClient(client(admin)), name, policy),
    async createRole(name, trust, policy) {
      const iam = new IAMClient(client(admin));
      await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }));
      await iam.send(
        new PutRolePolicyCommand({ RoleName: name, PolicyName: 'permissions', PolicyDocument: JSON.stringify(policy) }),
      );
    },
    async createBucket(name) {
      const s3 = new S3Client({ ...client(admin, 'us-east-1'), forcePathStyle: true });
      await s3.send(new CreateBucketCommand({ Bucket: name }));
    },
    async snapshot() {
      const number = await postTo(`${url}/moto-api/snapshots`);
      return async () => void (await postTo(`${url}/moto-api/snapshots/${number}`));
    },
    async decisions() {
      const lines = (await readFile(record, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as Decision);
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function postTo(address: string): Promise<string> {
  const response = await fetch(address, { method: 'POST' });
  if (!response.ok) throw new Error(`POST ${address}: ${response.status} ${await response.text()}`);
  return response.text();
}

/** Before policies are enforced, a role that is not there can be assumed as well; the account comes to be by that. */
async function credentialsIn(account: string, sts: STSClient): Promise<Credentials> {
  const request = new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/any`, RoleSessionName: 'setup' });
  const { Credentials: found } = await sts.send(request);
  return {
    accessKeyId: found!.AccessKeyId!,
    secretAccessKey: found!.SecretAccessKey!,
    sessionToken: found!.SessionToken!,
  };
}

async function createUser(iam: IAMClient, name: string, policy: PolicyDocument): Promise<Credentials> {
  await iam.send(new CreateUserCommand({ UserName: name }));
  const created = await iam.send(
    new CreatePolicyCommand({ PolicyName: `${name}-user`, PolicyDocument: JSON.stringify(policy) }),
  );
  await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn: created.Policy!.Arn }));
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return { accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! };
}
