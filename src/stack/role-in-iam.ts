import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  type Policy,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  type Role,
} from '@aws-sdk/client-iam';
import { type AwsSettings, clientConfig } from './aws';
import { type Owner, ownerByTags } from './ownership';

/** What a policy says, as far as it could be read. */
export interface PolicyText {
  /** Its document as JSON, where it could be read. */
  readonly document?: string;
  /** Why its document could not be read. Plain text. */
  readonly unread?: string;
}

/** A policy on the role that this stack did not put there. It grants and denies as the stack's own policy does. */
export interface ForeignPolicy extends PolicyText {
  /** `inline`: part of the role. `attached`: a managed policy. */
  readonly kind: 'inline' | 'attached';
  /** The name of an inline policy, the ARN of an attached one. */
  readonly name: string;
}

/** What others have put on the role and the policy. To Pulumi's provider that is no difference, so it is looked up here. */
export interface RoleInIam {
  /** Whether there is a role of this name. */
  readonly isThere: boolean;
  /** Whether the stack's own policy is attached to it. */
  readonly hasOwnPolicy: boolean;
  readonly foreignPolicies: readonly ForeignPolicy[];
  /** What could not be looked at, in a sentence each. Plain text. */
  readonly unseen: readonly string[];
}

const NOBODY: RoleInIam = { isThere: false, hasOwnPolicy: false, foreignPolicies: [], unseen: [] };

/** Which role is looked at. */
export interface RoleName {
  readonly roleName: string;
  /** The stack's own policy. */
  readonly policyArn: string;
}

/** A role or a policy that has the name of the stack's, whoever made it. */
export interface Namesake {
  readonly owner: Owner;
  readonly path: string;
}

/** What has the names of the stack's role and policy in IAM. A policy of another path has another ARN, and is not found. */
export interface Namesakes {
  readonly role?: Namesake;
  readonly policy?: Namesake;
}

/**
 * @param ownership the value of the tag of what the stack has made
 * @throws what AWS answers, if it can't be looked at
 */
export async function namesakesInIam(
  { roleName, policyArn }: RoleName,
  ownership: string,
  settings: AwsSettings,
): Promise<Namesakes> {
  const client = new IAMClient(clientConfig(settings));
  const namesake = (found: Role | Policy | undefined): Namesake | undefined =>
    found && { owner: ownerByTags(found.Tags ?? [], ownership), path: found.Path ?? '/' };
  try {
    const [role, policy] = await Promise.all([
      orNothing(client.send(new GetRoleCommand({ RoleName: roleName }))),
      orNothing(client.send(new GetPolicyCommand({ PolicyArn: policyArn }))),
    ]);
    return { role: namesake(role?.Role), policy: namesake(policy?.Policy) };
  } finally {
    client.destroy();
  }
}

/** The answer; nothing where AWS says that there is no such role or policy. */
export async function orNothing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Looks up by name what is on the role. It never fails: what keeps it from an answer is in `unseen`. */
export async function roleInIam(role: RoleName, settings: AwsSettings): Promise<RoleInIam> {
  const client = new IAMClient(clientConfig(settings));
  try {
    const [inline, attached] = await Promise.all([inlinePolicies(client, role), attachedArns(client, role)]);
    const foreign = attached.filter((arn) => arn !== role.policyArn);
    const documents = await Promise.all(foreign.map((arn) => attachedPolicy(client, arn)));
    return {
      isThere: true,
      hasOwnPolicy: attached.includes(role.policyArn),
      foreignPolicies: [...inline, ...documents],
      unseen: [],
    };
  } catch (error) {
    if (isAbsent(error)) return NOBODY;
    return {
      ...NOBODY,
      unseen: [`Whether others have put policies on the role could not be looked at: ${reasonOf(error)}`],
    };
  } finally {
    client.destroy();
  }
}

async function inlinePolicies(client: IAMClient, { roleName }: RoleName): Promise<ForeignPolicy[]> {
  const names: string[] = [];
  for await (const page of paginateListRolePolicies({ client }, { RoleName: roleName })) {
    names.push(...(page.PolicyNames ?? []));
  }
  return Promise.all(
    names.map(async (name): Promise<ForeignPolicy> => {
      const request = new GetRolePolicyCommand({ RoleName: roleName, PolicyName: name });
      const read = async () => (await client.send(request)).PolicyDocument;
      return { kind: 'inline', name, ...(await documentOf(read)) };
    }),
  );
}

async function attachedArns(client: IAMClient, { roleName }: RoleName): Promise<string[]> {
  const arns: string[] = [];
  for await (const page of paginateListAttachedRolePolicies({ client }, { RoleName: roleName })) {
    arns.push(...(page.AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn!));
  }
  return arns;
}

async function attachedPolicy(client: IAMClient, arn: string): Promise<ForeignPolicy> {
  return { kind: 'attached', name: arn, ...(await managedPolicy(client, arn)) };
}

/** What a managed policy says, of the account or of AWS. It never fails: why it could not be read is in the answer. */
export async function policyInIam(arn: string, settings: AwsSettings): Promise<PolicyText> {
  const client = new IAMClient(clientConfig(settings));
  try {
    return await managedPolicy(client, arn);
  } finally {
    client.destroy();
  }
}

/** The default version counts, whatever others there are. */
async function managedPolicy(client: IAMClient, arn: string): Promise<PolicyText> {
  return documentOf(async () => {
    const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: arn }));
    const version = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy!.DefaultVersionId! });
    return (await client.send(version)).PolicyVersion?.Document;
  });
}

/** IAM returns documents URL-encoded. */
async function documentOf(read: () => Promise<string | undefined>): Promise<PolicyText> {
  try {
    return { document: decodeURIComponent((await read()) ?? '') };
  } catch (error) {
    return { unread: reasonOf(error) };
  }
}

/** Whether AWS says that there is no such role or policy. */
export function isAbsent(error: unknown): boolean {
  return (error as Error).name === 'NoSuchEntityException';
}

/** AWS's own words and its code, which tell more than we could say. */
function reasonOf(error: unknown): string {
  const { name, message } = error as Error;
  return message ? `${message} (${name})` : name;
}
