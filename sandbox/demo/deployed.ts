import {
  CreatePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Check, equal } from './check';
import type { Place } from './place';
import { canonicalForm } from '../../src/iam/policy/canonical';

/** What there is of a role and its policy, in IAM or in Pulumi's state. */
export interface Deployed {
  readonly policyArn?: string;
  /** In canonical form. */
  readonly policy?: string;
  readonly roleArn?: string;
  /** In canonical form. */
  readonly trust?: string;
  /** The ARNs of the policies that are attached to the role. */
  readonly attached: readonly string[];
}

export const NOTHING: Deployed = { attached: [] };

const ROLE = 'churn-prod';

/** @param name of both the role and the policy */
export async function deployedInIam({ aws }: Pick<Place, 'aws'>, name = ROLE): Promise<Deployed> {
  const iam = new IAMClient(aws.client(aws.admin));
  const policyArn = `arn:aws:iam::${aws.accountId}:policy/${name}`;
  const policy = await orNothing(iam.send(new GetPolicyCommand({ PolicyArn: policyArn })));
  const version = policy?.Policy?.DefaultVersionId;
  const document =
    version && (await iam.send(new GetPolicyVersionCommand({ PolicyArn: policyArn, VersionId: version })));
  const role = await orNothing(iam.send(new GetRoleCommand({ RoleName: name })));
  const attachments = await orNothing(iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name })));
  return {
    policyArn: policy?.Policy?.Arn,
    policy: document ? canonicalForm(decodeURIComponent(document.PolicyVersion!.Document!)) : undefined,
    roleArn: role?.Role?.Arn,
    trust: role && canonicalForm(decodeURIComponent(role.Role!.AssumeRolePolicyDocument!)),
    attached: attachments?.AttachedPolicies?.map(({ PolicyArn }) => PolicyArn!) ?? [],
  };
}

/** @returns `undefined` where there is no stack */
export async function deployedInState(
  sandbox: Pick<Place, 'aws' | 'backendUrl'>,
  stack: string,
): Promise<Deployed | undefined> {
  const resources = await recordedResources(sandbox, stack);
  if (!resources) return undefined;
  const outputsOf = (type: string) => resources.find((resource) => resource.type === type)?.outputs ?? {};
  const [policy, role] = [outputsOf('aws:iam/policy:Policy'), outputsOf('aws:iam/role:Role')];
  return {
    policyArn: policy.arn,
    policy: policy.policy && canonicalForm(policy.policy),
    roleArn: role.arn,
    trust: role.assumeRolePolicy && canonicalForm(role.assumeRolePolicy),
    attached: resources
      .filter(({ type }) => type === 'aws:iam/rolePolicyAttachment:RolePolicyAttachment')
      .map(({ outputs }) => outputs.policyArn!),
  };
}

/** Nothing of the state is lost: the stack is there, and it has what IAM has. */
export async function stateMatchesIam(place: Place, stack: string): Promise<Check> {
  const [state, iam] = await Promise.all([deployedInState(place, stack), deployedInIam(place, place.names.role)]);
  return equal("Pulumi's state has what is in IAM", state, iam);
}

/** Changes the policy as someone would in AWS's console, behind Pulumi's back. */
export async function changePolicyByHand({ aws }: Pick<Place, 'aws'>, document: unknown, name = ROLE): Promise<void> {
  const iam = new IAMClient(aws.client(aws.admin));
  await iam.send(
    new CreatePolicyVersionCommand({
      PolicyArn: `arn:aws:iam::${aws.accountId}:policy/${name}`,
      PolicyDocument: JSON.stringify(document),
      SetAsDefault: true,
    }),
  );
}

interface RecordedResource {
  readonly type: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Of the file that the engine has written; `pulumi stack export` has the same, and takes half a second of processor time. */
async function recordedResources(
  { aws, backendUrl }: Pick<Place, 'aws' | 'backendUrl'>,
  stack: string,
): Promise<RecordedResource[] | undefined> {
  const { hostname, pathname } = new URL(backendUrl);
  const s3 = new S3Client({ ...aws.client(aws.admin), forcePathStyle: true });
  const Key = `${pathname.slice(1)}/.pulumi/stacks/${stack.replace(/^organization\//, '')}.json`.replace(/^\//, '');
  const object = await orNothing(s3.send(new GetObjectCommand({ Bucket: hostname, Key })));
  if (!object) return undefined;
  return JSON.parse(await object.Body!.transformToString()).checkpoint.latest?.resources ?? [];
}

async function orNothing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (/^NoSuch(Entity|Key)/.test((error as Error).name)) return undefined;
    throw error;
  }
}
