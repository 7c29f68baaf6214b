import {
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam';
import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { bucketsOf, type RealAccount, RUNS } from './account';
import type { Place } from '../place';

interface Clients {
  readonly iam: IAMClient;
  readonly s3: S3Client;
}

type Aws = Pick<Place['aws'], 'admin' | 'client'>;

/** Notes in the state bucket that a run begins, before it makes anything: whatever becomes of it, it is found again. */
export async function noteRun({ run, stateBucket }: RealAccount, aws: Aws): Promise<void> {
  await clientsFor(aws).s3.send(new PutObjectCommand({ Bucket: stateBucket, Key: `${run}/begun`, Body: '' }));
}

/**
 * Removes all that runs have left, this one and those before whose machine was lost: only one runs at a time. What can't be
 * removed is left for the next, and so is the note of that run.
 *
 * @returns what is left, in a sentence each
 */
export async function cleanUp(account: RealAccount, aws: Aws, say: (line: string) => void): Promise<string[]> {
  const clients = clientsFor(aws);
  const left: string[] = [];
  for (const run of await runsIn(account, clients)) {
    const removals: [what: string, remove: () => Promise<unknown>][] = [
      [`the role ${run}`, () => removeRole(run, clients)],
      [`the policy ${run}`, () => removePolicy(`arn:aws:iam::${account.accountId}:policy/${run}`, clients)],
      ...Object.values(bucketsOf(run)).map(
        (bucket) => [`the bucket ${bucket}`, () => removeBucket(bucket, clients)] as [string, () => Promise<unknown>],
      ),
    ];
    const failed: string[] = [];
    for (const [what, remove] of removals) {
      try {
        await remove();
        say(`${what} is gone`);
      } catch (error) {
        failed.push(`${what} is left: ${(error as Error).message}`);
      }
    }
    if (failed.length === 0) await removeObjects(account.stateBucket, `${run}/`, clients);
    left.push(...failed);
  }
  return left;
}

function clientsFor({ admin, client }: Aws): Clients {
  return { iam: new IAMClient(client(admin)), s3: new S3Client({ ...client(admin), forcePathStyle: true }) };
}

async function runsIn({ stateBucket }: RealAccount, { s3 }: Clients): Promise<string[]> {
  const { CommonPrefixes = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: stateBucket, Prefix: RUNS, Delimiter: '/' }),
  );
  return CommonPrefixes.map(({ Prefix }) => Prefix!.replace(/\/$/, ''));
}

async function removeRole(RoleName: string, { iam }: Clients): Promise<void> {
  const attached = await orNothing(iam.send(new ListAttachedRolePoliciesCommand({ RoleName })));
  for (const { PolicyArn } of attached?.AttachedPolicies ?? []) {
    await orNothing(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
  }
  await orNothing(iam.send(new DeleteRoleCommand({ RoleName })));
}

async function removePolicy(PolicyArn: string, { iam }: Clients): Promise<void> {
  const found = await orNothing(iam.send(new ListPolicyVersionsCommand({ PolicyArn })));
  for (const { VersionId, IsDefaultVersion } of found?.Versions ?? []) {
    if (!IsDefaultVersion) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  }
  await orNothing(iam.send(new DeletePolicyCommand({ PolicyArn })));
}

async function removeBucket(Bucket: string, clients: Clients): Promise<void> {
  await orNothing(removeObjects(Bucket, '', clients).then(() => clients.s3.send(new DeleteBucketCommand({ Bucket }))));
}

/** Of a run there are few: less than a page of them. */
async function removeObjects(Bucket: string, Prefix: string, { s3 }: Clients): Promise<void> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
}

async function orNothing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (/^NoSuch(Entity|Bucket)/.test((error as Error).name)) return undefined;
    throw error;
  }
}
