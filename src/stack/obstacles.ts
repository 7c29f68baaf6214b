import { GetPolicyCommand, IAMClient, type Policy, paginateListInstanceProfilesForRole } from '@aws-sdk/client-iam';
import { type AwsSettings, clientConfig } from './aws';
import { type ForeignPolicy, orNothing, type RoleInIam, type RoleName } from './role-in-iam';
import { shellOption } from '../shared/shell';

/** Something that keeps IAM from deleting the role or the policy, and that the stack does not remove. */
export interface Obstacle {
  /** Such as `the inline policy by-hand on the role`. Plain text. */
  readonly words: string;
  /** A command of the AWS CLI that removes it, or shows who uses it, safe to type. */
  readonly command: string;
}

/**
 * What a deletion would run into after it had deleted the rest. The provider would try again for two minutes, or take off
 * what others have put there, which is not for the Action to do.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 *
 * @param inIam what is on the role; it may still be being looked up
 * @throws what AWS answers, if it can't be looked at
 */
export async function obstaclesToDeletion(
  role: RoleName,
  inIam: Promise<RoleInIam>,
  settings: AwsSettings,
): Promise<Obstacle[]> {
  const client = new IAMClient(clientConfig(settings));
  try {
    const [{ foreignPolicies, hasOwnPolicy }, profiles, policy] = await Promise.all([
      inIam,
      orNothing(instanceProfiles(client, role)),
      orNothing(ownPolicy(client, role)),
    ]);
    return [
      ...foreignPolicies.map((foreign) => foreignObstacle(role, foreign)),
      ...(profiles ?? []).map((profile) => profileObstacle(role, profile)),
      ...(policy ? usesElsewhere(role, hasOwnPolicy, policy) : []),
    ];
  } finally {
    client.destroy();
  }
}

/** A policy that the stack did not put on the role. In the path of its ARN IAM takes any sign, `$(…)` too. */
export function foreignObstacle({ roleName }: RoleName, { kind, name }: ForeignPolicy): Obstacle {
  return kind === 'inline'
    ? {
        words: `the inline policy ${name} on the role`,
        command: `aws iam delete-role-policy --role-name ${roleName} ${shellOption('policy-name', name)}`,
      }
    : {
        words: `the policy ${name}, attached to the role`,
        command: `aws iam detach-role-policy --role-name ${roleName} ${shellOption('policy-arn', name)}`,
      };
}

async function instanceProfiles(client: IAMClient, { roleName }: RoleName): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListInstanceProfilesForRole({ client }, { RoleName: roleName })) {
    names.push(...(page.InstanceProfiles ?? []).map(({ InstanceProfileName }) => InstanceProfileName!));
  }
  return names;
}

function profileObstacle({ roleName }: RoleName, profile: string): Obstacle {
  return {
    words: `the instance profile ${profile}, which has the role`,
    command: `aws iam remove-role-from-instance-profile --role-name ${roleName} ${shellOption('instance-profile-name', profile)}`,
  };
}

async function ownPolicy(client: IAMClient, { policyArn }: RoleName): Promise<Policy | undefined> {
  return (await client.send(new GetPolicyCommand({ PolicyArn: policyArn }))).Policy;
}

/** IAM counts who has the policy; to ask who they are would take a permission that the Action does not need otherwise. */
function usesElsewhere({ policyArn }: RoleName, isOnRole: boolean, policy: Policy): Obstacle[] {
  const { AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 } = policy;
  const uses = [
    { what: 'attached to others than the role', count: AttachmentCount - Number(isOnRole) },
    { what: 'a permissions boundary', count: PermissionsBoundaryUsageCount },
  ];
  return uses
    .filter(({ count }) => count > 0)
    .map(({ what, count }) => ({
      words: `the policy is ${what} (${count} ×)`,
      command: `aws iam list-entities-for-policy ${shellOption('policy-arn', policyArn)}`,
    }));
}
