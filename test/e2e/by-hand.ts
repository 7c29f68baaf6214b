import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  type IAMClient,
  ListPolicyVersionsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagPolicyCommand,
  TagRoleCommand,
  UntagPolicyCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { toJson } from '../../src/iam/policy/canonical';

/** The default name of the role and of its policy in the sandbox. */
export const NAME = 'churn-prod';
/** Policies of others. */
export const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';
const OTHERS = 'arn:aws:iam::123456789012:policy/others';
const INLINE = 'by-hand';

const DOCUMENT = toJson({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});
const TRUST = toJson({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** What somebody does in AWS's console to the role and the policy of this name, behind Pulumi's back. */
export type Hand = ReturnType<typeof handOn>;

export function handOn(iam: IAMClient, name: string) {
  const RoleName = name;
  const PolicyArn = `arn:aws:iam::123456789012:policy/${name}`;

  const deleteOtherVersions = async () => {
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    for (const { VersionId, IsDefaultVersion } of Versions) {
      if (!IsDefaultVersion) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    }
  };
  /** As many versions as there may be, the last of them the one that counts. */
  const addVersions = async () => {
    await deleteOtherVersions();
    for (let version = 2; version <= 5; version++) {
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: DOCUMENT, SetAsDefault: true }));
    }
  };
  const detach = () => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  const removeBoundary = () => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
  const addPoliciesOfOthers = async () => {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: INLINE, PolicyDocument: DOCUMENT }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: OTHERS }));
  };

  return {
    addVersions,
    detach,
    removeBoundary,
    addPoliciesOfOthers,

    /** Every property that can be changed. */
    async changeEverything() {
      await addVersions();
      const Tags = [{ Key: 'team', Value: 'other' }, { Key: 'by', Value: 'hand' }]; // prettier-ignore
      await iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
      await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['cost'] }));
      await iam.send(new TagRoleCommand({ RoleName, Tags }));
      await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['cost'] }));
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: TRUST }));
      await iam.send(new UpdateRoleCommand({ RoleName, Description: 'by hand', MaxSessionDuration: 7200 }));
      await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: BOUNDARY }));
      await addPoliciesOfOthers();
      await detach();
    },

    async deleteRole() {
      await detach();
      await iam.send(new DeleteRoleCommand({ RoleName }));
    },

    async deletePolicy() {
      await detach();
      await deleteOtherVersions();
      await iam.send(new DeletePolicyCommand({ PolicyArn }));
    },
  };
}

/** The policies that others have in the account. */
export async function addOtherPolicies(iam: IAMClient): Promise<void> {
  for (const arn of [BOUNDARY, OTHERS]) {
    await iam.send(new CreatePolicyCommand({ PolicyName: arn.split('/')[1], PolicyDocument: DOCUMENT }));
  }
}

/** Takes back what others have put on the role, if they have. */
export async function removePoliciesOfOthers(iam: IAMClient, RoleName: string): Promise<void> {
  const removals = [
    iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: INLINE })),
    iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: OTHERS })),
  ];
  for (const removal of await Promise.allSettled(removals)) {
    if (removal.status === 'rejected' && removal.reason.name !== 'NoSuchEntityException') throw removal.reason;
  }
}
