import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Check } from './check';
import type { Credentials, LocalAws } from '../aws/local-aws';

/** Tries out what the role may do: assumes it, and asks the enforcing emulator for one thing after the other. */
export async function proveRole(aws: LocalAws, roleArn: string): Promise<Check[]> {
  const credentials = await assumeRole(aws, aws.sagemakerService, roleArn);
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
    isAllowed('PutObject in my-models', () => put('my-models')),
    isDenied('PutObject in another bucket', () => put('payroll')),
    isDenied('AssumeRole by anyone but SageMaker', () => assumeRole(aws, aws.admin, roleArn)),
  ]);
}

export async function assumeRole(aws: LocalAws, caller: Credentials, roleArn: string): Promise<Credentials> {
  const sts = new STSClient(aws.client(caller));
  const { Credentials: session } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'proof' }),
  );
  return {
    accessKeyId: session!.AccessKeyId!,
    secretAccessKey: session!.SecretAccessKey!,
    sessionToken: session!.SessionToken,
  };
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
