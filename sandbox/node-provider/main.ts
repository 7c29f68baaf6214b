/**
 * The sandbox's AWS provider in Node, for the stacks of the bootstrap: its resource types, and those of this project, on
 * whatever AWS the environment points at (AWS_ENDPOINT_URL or AWS_ENDPOINT_URL_IAM). It is started by the engine as
 * `pulumi-resource-aws`. The Action's stacks run on the one in bridge-provider/, which is closer to the real provider; a
 * test of the long suite names every difference.
 */
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { version } from '@pulumi/aws/package.json';
import { bucket, bucketEncryption, bucketPolicy, bucketPublicAccessBlock, bucketVersioning } from './bucket';
import { oidcProvider } from './oidc-provider';
import { policy } from './policy';
import type { Properties, Served } from './resource';
import { role } from './role';
import { rolePolicy } from './role-policy';
import { rolePolicyAttachment } from './role-policy-attachment';
import { serve } from './server';

const TYPES: Readonly<Record<string, Served>> = {
  'aws:iam/policy:Policy': { service: 'iam', type: policy },
  'aws:iam/role:Role': { service: 'iam', type: role },
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': { service: 'iam', type: rolePolicyAttachment },
  'aws:iam/rolePolicy:RolePolicy': { service: 'iam', type: rolePolicy },
  'aws:iam/openIdConnectProvider:OpenIdConnectProvider': { service: 'iam', type: oidcProvider },
  'aws:s3/bucket:Bucket': { service: 's3', type: bucket },
  'aws:s3/bucketVersioning:BucketVersioning': { service: 's3', type: bucketVersioning },
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': {
    service: 's3',
    type: bucketEncryption,
  },
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': { service: 's3', type: bucketPublicAccessBlock },
  'aws:s3/bucketPolicy:BucketPolicy': { service: 's3', type: bucketPolicy },
};

async function main(): Promise<void> {
  const port = await serve({
    version,
    types: TYPES,
    configure: async (config) => {
      const { region } = config;
      // The engine logs what a provider writes to its standard error, as a message for debugging.
      console.error("This is the sandbox's AWS provider in Node, not the real one.");
      const accountOf = async () => (await new STSClient({ region }).send(new GetCallerIdentityCommand({}))).Account!;
      await refuseOtherAccounts(config, accountOf);
      return { iam: new IAMClient({ region }), s3: new S3Client({ region }), accountOf };
    },
  });
  console.log(port);
}

/** The real provider looks before it does anything. Lists arrive as JSON. */
async function refuseOtherAccounts({ allowedAccountIds }: Properties, accountOf: () => Promise<string>): Promise<void> {
  if (allowedAccountIds === undefined) return;
  const allowed: string[] = typeof allowedAccountIds === 'string' ? JSON.parse(allowedAccountIds) : allowedAccountIds;
  const account = await accountOf();
  if (!allowed.includes(account)) throw new Error(`AWS account ID not allowed: ${account}`);
}

void main();
