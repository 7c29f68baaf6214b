import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials as SessionCredentials,
  STSClient,
} from '@aws-sdk/client-sts';
import type { Check } from './check';
import type { Credentials, LocalAws } from '../aws/local-aws';

/** Tries out what the role may do: assumes it, and asks the enforcing emulator for one thing after the other. */
export async function proveRole(aws: LocalAws, roleArn: string): Promise<Check[]> {
  const credentials = await assumeRoleByToken(aws, 'repo:acme/churn:ref:refs/heads/main', roleArn);
  const runtime = new SageMakerRuntimeClient(aws.client(credentials));
  const s3 = new S3Client({ ...aws.client(credentials), forcePathStyle: true });
  const invoke = (endpoint: string) =>
    runtime.send(new InvokeEndpointCommand({ EndpointName: endpoint, Body: Buffer.from('{}') }));
  const get = (bucket: string) => s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'model.tar.gz' }));
  const put = (bucket: string) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'new', Body: 'new' }));

  return Promise.all([
    isAllowed('InvokeEndpoint on churn-prod', () => invoke('churn-prod')),
    isDenied('InvokeEndpoint on another endpoint', () => invoke('fraud-prod')),
    isAllowed('GetObject in my-models', () => get('my-models')),
    isDenied('GetObject in another bucket', () => get('payroll')),
    isDenied('PutObject in my-models', () => put('my-models')),
    isDenied('PutObject in another bucket', () => put('payroll')),
    ...[
      'repo:acme/churn:pull_request',
      'repo:acme/churn:ref:refs/heads/other',
      'repo:stranger/churn:ref:refs/heads/main',
    ].map((subject) =>
      isDenied(`AssumeRoleWithWebIdentity by ${subject}`, () => assumeRoleByToken(aws, subject, roleArn)),
    ),
    isDenied('AssumeRole by a user of the account', () => assumeRole(aws, aws.admin, roleArn)),
  ]);
}

export async function assumeRole(aws: LocalAws, caller: Credentials, roleArn: string): Promise<Credentials> {
  const sts = new STSClient(aws.client(caller));
  const { Credentials: session } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'proof' }),
  );
  return credentialsOf(session!);
}

function credentialsOf(session: SessionCredentials): Credentials {
  return {
    accessKeyId: session.AccessKeyId!,
    secretAccessKey: session.SecretAccessKey!,
    sessionToken: session.SessionToken,
  };
}

/** As a job of a GitHub workflow does; the emulator does not look at the signature, see emulator.py. */
async function assumeRoleByToken(aws: LocalAws, subject: string, roleArn: string): Promise<Credentials> {
  const claims = { iss: 'https://token.actions.githubusercontent.com', aud: 'sts.amazonaws.com', sub: subject };
  const token = ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'unsigned'].join('.');
  const { Credentials: session } = await new STSClient(aws.client(aws.admin)).send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn: roleArn, RoleSessionName: 'proof', WebIdentityToken: token }),
  );
  return credentialsOf(session!);
}

async function isAllowed(claim: string, request: () => Promise<unknown>): Promise<Check> {
  const refusal = await request().then(() => undefined, nameOf);
  return { claim: `allowed: ${claim}`, holds: refusal === undefined, found: refusal };
}

/** Denied by IAM, and not failed for any other reason. */
async function isDenied(claim: string, request: () => Promise<unknown>): Promise<Check> {
  const refusal = await request().then(() => undefined, nameOf);
  const holds = refusal !== undefined && /^AccessDenied(Exception)?$/.test(refusal);
  return { claim: `denied:  ${claim}`, holds, found: holds ? undefined : (refusal ?? 'allowed') };
}

function nameOf(error: Error): string {
  return error.name;
}
