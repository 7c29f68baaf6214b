import { Policy, type PolicyArgs } from '@pulumi/aws/iam/policy';
import { Role, type RoleArgs } from '@pulumi/aws/iam/role';
import { RolePolicyAttachment } from '@pulumi/aws/iam/rolePolicyAttachment';

/** What is wanted: the properties of the policy and of the role, which is all there is to want of an attachment. */
export interface Access {
  readonly policy: PolicyArgs;
  readonly role: RoleArgs;
}

export const POLICY = 'policy';
export const ROLE = 'role';
export const ATTACHMENT = 'attachment';

/** The three resources of the Action's stack, with every property open. */
export function programOf(access: Access): () => Promise<void> {
  return async () => {
    const policy = new Policy(POLICY, access.policy);
    const role = new Role(ROLE, access.role);
    new RolePolicyAttachment(ATTACHMENT, { role: role.name, policyArn: policy.arn });
  };
}
