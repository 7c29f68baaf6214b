import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials as SessionCredentials,
  STSClient,
} from '@aws-sdk/client-sts';
import type { Check } from './check';
import type { Place } from './place';
import type { Credentials, LocalAws } from '../aws/local-aws';
import { subjectOf } from '../runner/job-token';

type Clients = Pick<LocalAws, 'admin' | 'client'>;

/** Tries out what the role may do: assumes it, and asks AWS for one thing after the other. */
export async function proveRole(place: Place, roleArn: string): Promise<Check[]> {
  const { aws, names, token, strangers } = place;
  const credentials = await assumeRoleByToken(aws, await token(), roleArn);
  const runtime = new SageMakerRuntimeClient(aws.client(credentials));
  const s3 = new S3Client({ ...aws.client(credentials), forcePathStyle: true });
  const invoke = (endpoint: string) =>
    runtime.send(new InvokeEndpointCommand({ EndpointName: endpoint, Body: Buffer.from('{}') }));
  const get = (bucket: string) => s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'model.tar.gz' }));
  const put = (bucket: string) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'new', Body: 'new' }));

  return Promise.all([
    isAllowed(`InvokeEndpoint on ${names.role}`, () => invoke(names.role)),
    isDenied('InvokeEndpoint on another endpoint', () => invoke('fraud-prod')),
    isAllowed(`GetObject in ${names.models}`, () => get(names.models)),
    isDenied('GetObject in another bucket', () => get(names.others)),
    isDenied(`PutObject in ${names.models}`, () => put(names.models)),
    isDenied('PutObject in another bucket', () => put(names.others)),
    ...strangers.map((stranger) =>
      isDenied(`AssumeRoleWithWebIdentity by ${subjectOf(stranger)}`, () => assumeRoleByToken(aws, stranger, roleArn)),
    ),
    isDenied('AssumeRole by a user of the account', () => assumeRole(aws, aws.admin, roleArn)),
  ]);
}

export async function assumeRole(aws: Clients, caller: Credentials, roleArn: string): Promise<Credentials> {
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

/** As a job of a GitHub workflow does. */
async function assumeRoleByToken(aws: Clients, token: string, roleArn: string): Promise<Credentials> {
  const { Credentials: session } = await new STSClient(aws.client(aws.admin)).send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn: roleArn, RoleSessionName: 'proof', WebIdentityToken: token }),
  );
  return credentialsOf(session!);
}

async function isAllowed(claim: string, request: () => Promise<unknown>): Promise<Check> {
  const refusal = await request().then(() => undefined, refusalOf);
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

/** An endpoint that is not there is asked for only by those who may. */
function refusalOf({ name, message }: Error): string | undefined {
  return name === 'ValidationError' && /^Endpoint .* not found/.test(message) ? undefined : name;
}
