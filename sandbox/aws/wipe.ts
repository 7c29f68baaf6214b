import {
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { LocalAws } from './local-aws';

/** What an account has: the names of its roles, and its own policies but for those of users. */
export interface Contents {
  readonly roles: readonly string[];
  readonly policies: readonly string[];
}

export async function contentsOf(aws: LocalAws): Promise<Contents> {
  const iam = new IAMClient(aws.client(aws.admin));
  const [{ Roles = [] }, { Policies = [] }] = await Promise.all([
    iam.send(new ListRolesCommand({ MaxItems: 1000 })),
    iam.send(new ListPoliciesCommand({ Scope: 'Local', MaxItems: 1000 })),
  ]);
  return {
    roles: Roles.map(({ RoleName }) => RoleName!),
    policies: Policies.map(({ Arn }) => Arn!).filter((arn) => !arn.endsWith('-user')),
  };
}

/** Takes an account back to what it had, and empties the bucket of the state. It is what a test leaves behind, removed fast. */
export async function wipe(aws: LocalAws, bucket: string, before: Contents): Promise<void> {
  const { roles, policies } = await contentsOf(aws);
  const iam = new IAMClient(aws.client(aws.admin));
  await Promise.all(roles.filter((role) => !before.roles.includes(role)).map((role) => removeRole(iam, role)));
  await Promise.all(
    policies.filter((policy) => !before.policies.includes(policy)).map((each) => removePolicy(iam, each)),
  );

  const s3 = new S3Client({ ...aws.client(aws.admin), forcePathStyle: true });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  await Promise.all(Contents.map(({ Key }) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))));
}

async function removeRole(iam: IAMClient, RoleName: string): Promise<void> {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  for (const { PolicyArn } of AttachedPolicies) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
}

async function removePolicy(iam: IAMClient, PolicyArn: string): Promise<void> {
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  for (const { VersionId, IsDefaultVersion } of Versions) {
    if (!IsDefaultVersion) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  }
  await iam.send(new DeletePolicyCommand({ PolicyArn }));
}
