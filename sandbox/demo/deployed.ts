import {
  CreatePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { type Check, equal } from './check';
import { canonicalForm } from '../../src/iam/policy/canonical';
import { credentialVariables } from '../aws/local-aws';
import { run } from '../process';
import type { Sandbox } from '../sandbox';

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
export async function deployedInIam({ aws }: Pick<Sandbox, 'aws'>, name = ROLE): Promise<Deployed> {
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
export async function deployedInState(sandbox: Sandbox, stack: string): Promise<Deployed | undefined> {
  const resources = await exportedResources(sandbox, stack);
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
export async function stateMatchesIam(sandbox: Sandbox, stack: string): Promise<Check> {
  const [state, iam] = await Promise.all([deployedInState(sandbox, stack), deployedInIam(sandbox)]);
  return equal("Pulumi's state has what is in IAM", state, iam);
}

/** Changes the policy as someone would in AWS's console, behind Pulumi's back. */
export async function changePolicyByHand({ aws }: Sandbox, document: unknown): Promise<void> {
  const iam = new IAMClient(aws.client(aws.admin));
  await iam.send(
    new CreatePolicyVersionCommand({
      PolicyArn: `arn:aws:iam::${aws.accountId}:policy/${ROLE}`,
      PolicyDocument: JSON.stringify(document),
      SetAsDefault: true,
    }),
  );
}

interface ExportedResource {
  readonly type: string;
  readonly outputs: Readonly<Record<string, string>>;
}

async function exportedResources(sandbox: Sandbox, stack: string): Promise<ExportedResource[] | undefined> {
  const env = {
    ...sandbox.environment,
    ...credentialVariables(sandbox.workflowUser),
    AWS_REGION: sandbox.aws.region,
    PULUMI_BACKEND_URL: sandbox.backendUrl,
    PULUMI_SKIP_UPDATE_CHECK: 'true',
  };
  try {
    const exported = await run('pulumi', ['stack', 'export', '--stack', stack], { cwd: sandbox.folder, env });
    return JSON.parse(exported).deployment.resources ?? [];
  } catch (error) {
    if (/no stack named/.test(String(error))) return undefined;
    throw error;
  }
}

async function orNothing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if ((error as Error).name.startsWith('NoSuchEntity')) return undefined;
    throw error;
  }
}
