/**
 * The least that previews the same three resources through the Automation API: what `npm run bench` measures the Action by.
 * `program.ts COMMAND` with the documents, and all that Pulumi and AWS need, in the environment.
 */
import { Policy } from '@pulumi/aws/iam/policy';
import { Role } from '@pulumi/aws/iam/role';
import { RolePolicyAttachment } from '@pulumi/aws/iam/rolePolicyAttachment';
import { LocalWorkspace } from '@pulumi/pulumi/automation';

const { NAME: name = '', POLICY: policy = '', TRUST: assumeRolePolicy = '' } = process.env;

async function program() {
  const { arn } = new Policy('policy', { name, policy });
  const role = new Role('role', { name, assumeRolePolicy });
  new RolePolicyAttachment('attachment', { role: role.name, policyArn: arn });
}

async function main(): Promise<void> {
  const stack = await LocalWorkspace.createOrSelectStack({ projectName: 'inline', stackName: 'dev', program });
  const options = { refresh: true, onOutput: console.log };
  await (process.argv[2] === 'up' ? stack.up(options) : stack.preview(options));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
