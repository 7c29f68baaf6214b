import { Policy } from '@pulumi/aws/iam/policy';
import { Role } from '@pulumi/aws/iam/role';
import { RolePolicyAttachment } from '@pulumi/aws/iam/rolePolicyAttachment';
import { ComponentResource, type Output } from '@pulumi/pulumi';
import type { Adoption } from './adoption';
import { COMPONENT } from './beginning';
import type { FirstLook } from './first-look';
import { partName } from './parts';

/**
 * IAM shows this description beside the policy. A change of it replaces the policy, so it never varies, and a policy that is
 * taken over keeps its own.
 */
const POLICY_DESCRIPTION = 'Policy to permit specific operations on S3 and SageMaker for model deployment';

export interface ModelDeploymentAccessArgs {
  /** The name of both the policy and the role. */
  readonly name: string;
  /** The IAM path of both. */
  readonly path: string;
  /** The policy document, as JSON. */
  readonly policy: string;
  /** The trust policy of the role, as JSON. */
  readonly trustPolicy: string;
  readonly permissionsBoundary?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly tags: Readonly<Record<string, string>>;
}

interface ModelDeploymentAccessOptions {
  /** What looks at the beginning before anything is done. */
  readonly look?: FirstLook;
  readonly adoption?: Adoption;
}

/** A policy, a role and their attachment: what a model's deployment may do. */
export class ModelDeploymentAccess extends ComponentResource {
  readonly policyArn: Output<string>;
  readonly roleArn: Output<string>;
  /** Known once everything is there. */
  readonly attached: Output<string>;

  constructor(
    name: string,
    args: ModelDeploymentAccessArgs,
    { look, adoption = {} }: ModelDeploymentAccessOptions = {},
  ) {
    super(COMPONENT, name, {}, look && { stateMigrations: [look.stateMigration.bind(look)] });
    const options = look ? { parent: this, dependsOn: look.dependsOn(this) } : { parent: this };

    const policy = new Policy(
      partName(name, 'policy'),
      {
        name: args.name,
        path: args.path,
        description: POLICY_DESCRIPTION,
        policy: args.policy,
        tags: { ...args.tags },
      },
      { ...options, import: adoption.policy, ignoreChanges: ['description'] },
    );
    const role = new Role(
      partName(name, 'role'),
      {
        name: args.name,
        path: args.path,
        assumeRolePolicy: args.trustPolicy,
        permissionsBoundary: args.permissionsBoundary,
        maxSessionDuration: args.maxSessionDuration,
        tags: { ...args.tags },
      },
      { ...options, import: adoption.role },
    );
    const attachment = new RolePolicyAttachment(
      partName(name, 'attachment'),
      { role: role.name, policyArn: policy.arn },
      { ...options, import: adoption.attachment },
    );

    this.policyArn = policy.arn;
    this.roleArn = role.arn;
    this.attached = attachment.id;
    this.registerOutputs({ policyArn: this.policyArn, roleArn: this.roleArn });
  }
}
