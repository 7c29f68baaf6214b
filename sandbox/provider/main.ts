/**
 * The sandbox's stand-in for the AWS provider, which can't be had from any package registry: the three resource types of
 * this project, with the behaviour of the real provider, on whatever AWS the environment points at (AWS_ENDPOINT_URL_IAM).
 * It is started by the engine as `pulumi-resource-aws`.
 */
import { IAMClient } from '@aws-sdk/client-iam';
import { version } from '@pulumi/aws/package.json';
import { policy } from './policy';
import { role } from './role';
import { rolePolicyAttachment } from './role-policy-attachment';
import { serve } from './server';

async function main(): Promise<void> {
  const port = await serve({
    version,
    types: {
      'aws:iam/policy:Policy': policy,
      'aws:iam/role:Role': role,
      'aws:iam/rolePolicyAttachment:RolePolicyAttachment': rolePolicyAttachment,
    },
    configure: async ({ region }) => {
      // The engine shows what a provider writes to its standard error.
      console.error("This is the sandbox's AWS provider, not the real one.");
      return new IAMClient({ region });
    },
  });
  console.log(port);
}

void main();
