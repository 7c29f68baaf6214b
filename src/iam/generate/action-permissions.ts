import { formatArn, iamArn } from '../../aws/arn';
import type { Partition } from '../../aws/partition';
import type { PolicyDocument, Statement } from '../policy/document';

/** What the Action does when it is given a command. */
export type ActionCommand = 'preview' | 'up' | 'destroy' | 'drift';

const EVERY: readonly ActionCommand[] = ['preview', 'up', 'destroy', 'drift'];
const WRITING: readonly ActionCommand[] = ['up', 'destroy'];

/**
 * What a permission is on. `any-policy`: those of the account and of AWS, since others may attach what they like to the role.
 * `anything` where AWS knows no resource for it.
 */
export type ActionResource =
  | 'policy'
  | 'role'
  | 'any-policy'
  | 'boundary'
  | 'state-bucket'
  | 'state-objects'
  | 'secrets-key'
  | 'deploy-role'
  | 'anything';

/** What AWS is asked about the access itself, where the input `verify` says so. */
type Verified = 'no-new-access' | 'no-public-access' | 'simulate' | 'deploy-role' | 'access-tests';

/** AWS permissions that the role of the workflow needs, so that the Action can do its work. */
export interface ActionPermission {
  readonly actions: readonly string[];
  readonly resource: ActionResource;
  readonly commands: readonly ActionCommand[];
  /** What it is for, as the end of a sentence that starts with "to". */
  readonly purpose: string;
  /** The input that asks for it, with its value; none where it is needed always. */
  readonly onlyWith?: string;
  /** The member of `verify` that asks for it; none where it is needed without. */
  readonly verified?: Verified;
  /** What has to hold beside it. */
  readonly provided?: readonly Provision[];
  /** Where the role has to have a boundary, it is not there to be taken away. */
  readonly unlessBounded?: boolean;
}

/** `own-policy`: the policy that is attached is the Action's own. `boundary`: the role has its boundary, if it is to have one. */
type Provision = 'own-policy' | 'boundary';

/**
 * Exactly what the Action itself needs: the calls of the AWS provider for a policy, a role and their attachment, and those
 * of Pulumi for a state in S3. The table in docs/aws-permissions.md, and the role that a scaffolded repository sets up, are made from this.
 *
 * Some calls that the provider knows are left out on purpose:
 * - `iam:SetDefaultPolicyVersion`: it makes a version the default one as it creates it, unless it is told to wait in between.
 * - `iam:DeleteRolePolicy`, `iam:RemoveRoleFromInstanceProfile`, and detaching any policy but its own: so that it can not take
 *   away with the role what others have put on it.
 * - `iam:ListEntitiesForPolicy`: only a resource that this stack does not have needs it.
 */
export const ACTION_PERMISSIONS: readonly ActionPermission[] = [
  {
    actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    resource: 'policy',
    commands: EVERY,
    purpose: 'read the policy',
  },
  {
    actions: ['iam:GetRole', 'iam:ListRolePolicies', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies'],
    resource: 'role',
    commands: EVERY,
    purpose: 'read the role and what is attached to it',
  },
  {
    actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    resource: 'any-policy',
    commands: EVERY,
    purpose: 'read what others have attached to the role; where it is denied, the report says so',
  },
  {
    actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    resource: 'boundary',
    commands: EVERY,
    purpose: 'read what the boundary allows (optional: where it is denied, the report says that it was not looked at)',
    onlyWith: 'permissions-boundary',
  },
  {
    actions: ['iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:TagPolicy', 'iam:UntagPolicy'],
    resource: 'policy',
    commands: ['up'],
    purpose: 'create and change the policy',
  },
  {
    actions: ['iam:ListPolicyVersions', 'iam:DeletePolicyVersion', 'iam:DeletePolicy'],
    resource: 'policy',
    commands: WRITING,
    purpose: 'remove the policy, and versions of it over the limit of five',
  },
  {
    actions: [
      ...['iam:UpdateRole', 'iam:UpdateRoleDescription', 'iam:UpdateAssumeRolePolicy'],
      ...['iam:TagRole', 'iam:UntagRole'],
    ],
    resource: 'role',
    commands: ['up'],
    purpose: 'change the role',
  },
  {
    actions: ['iam:ListPolicyTags'],
    resource: 'policy',
    commands: ['up'],
    purpose: 'read tags without a value after they were changed',
  },
  {
    actions: ['iam:ListRoleTags'],
    resource: 'role',
    commands: ['up'],
    purpose: 'read tags without a value after they were changed',
  },
  {
    actions: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'],
    resource: 'role',
    commands: ['up'],
    purpose: 'create the role, and bound it',
    provided: ['boundary'],
  },
  {
    actions: ['iam:DeleteRolePermissionsBoundary'],
    resource: 'role',
    commands: ['up'],
    purpose: 'take away a boundary that is not wanted any more',
    unlessBounded: true,
  },
  {
    actions: ['iam:AttachRolePolicy'],
    resource: 'role',
    commands: ['up'],
    purpose: 'attach the policy, and no other',
    provided: ['own-policy', 'boundary'],
  },
  {
    actions: ['iam:DetachRolePolicy'],
    resource: 'role',
    commands: WRITING,
    purpose: 'detach the policy, and no other',
    provided: ['own-policy'],
  },
  {
    actions: ['iam:ListInstanceProfilesForRole', 'iam:DeleteRole'],
    resource: 'role',
    commands: WRITING,
    purpose: 'remove the role',
  },
  {
    actions: ['s3:ListBucket'],
    resource: 'state-bucket',
    commands: EVERY,
    purpose: 'find the state',
  },
  { actions: ['s3:GetObject'], resource: 'state-objects', commands: EVERY, purpose: 'read the state' },
  {
    actions: ['s3:PutObject', 's3:DeleteObject'],
    resource: 'state-objects',
    commands: WRITING,
    purpose: 'write the state, its lock and its history',
  },
  {
    // https://www.pulumi.com/docs/iac/concepts/secrets/#aws-key-management-service-kms
    actions: ['kms:Encrypt', 'kms:Decrypt'],
    resource: 'secrets-key',
    commands: EVERY,
    purpose: 'encrypt the secrets in the state',
    onlyWith: 'secrets-provider: awskms://…',
  },
  {
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamaccessanalyzer.html
    actions: ['access-analyzer:ValidatePolicy'],
    resource: 'anything',
    commands: ['preview', 'up'],
    purpose: 'have AWS check the documents as well',
    onlyWith: 'access-analyzer: true',
  },
  {
    actions: ['access-analyzer:CheckNoNewAccess'],
    resource: 'anything',
    commands: ['preview', 'up'],
    purpose: 'have AWS compare the documents',
    onlyWith: 'verify: no-new-access',
    verified: 'no-new-access',
  },
  {
    actions: ['access-analyzer:CheckNoPublicAccess'],
    resource: 'anything',
    commands: ['preview', 'up'],
    purpose: 'have AWS look for a trust policy that lets everybody in',
    onlyWith: 'verify: no-public-access',
    verified: 'no-public-access',
  },
  {
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
    actions: ['iam:SimulateCustomPolicy'],
    resource: 'anything',
    commands: ['preview', 'up'],
    purpose: 'have AWS simulate what the policy allows',
    onlyWith: 'verify: simulate',
    verified: 'simulate',
  },
  {
    actions: ['iam:SimulatePrincipalPolicy'],
    resource: 'role',
    commands: ['up'],
    purpose: 'have AWS simulate what the role may do, once it has its policy',
    onlyWith: 'verify: simulate',
    verified: 'simulate',
  },
  {
    actions: ['iam:SimulatePrincipalPolicy'],
    resource: 'deploy-role',
    commands: ['preview'],
    purpose: 'have AWS simulate whether the role that runs `up` may do what the change needs',
    onlyWith: 'verify: deploy-role',
    verified: 'deploy-role',
  },
  {
    actions: ['access-analyzer:CheckAccessNotGranted', 'access-analyzer:CheckNoNewAccess'],
    resource: 'anything',
    commands: ['preview', 'up'],
    purpose: 'have AWS prove what tests of access say that the role may not do',
    onlyWith: 'verify: access-tests',
    verified: 'access-tests',
  },
];

export interface ActionScope {
  readonly partition: Partition;
  readonly account: string;
  /** The path of the roles and policies. */
  readonly path: string;
  /** The name of the role and the policy, or a pattern of it. */
  readonly name: string;
  /** The S3 bucket of the state, if it is there. */
  readonly stateBucket?: string;
  /** The folder in it that `backend-url` names, with `/` at its end; none where it names the bucket alone. */
  readonly stateFolder?: string;
  /** The account that has the bucket: nobody else's bucket of that name is meant. None where it may be anybody's. */
  readonly stateAccount?: string;
  /** The ARN of the KMS key for the secrets in the state, if there is one. */
  readonly secretsKey?: string;
  /** Whether AWS is to check the documents as well. */
  readonly accessAnalyzer?: boolean;
  /** What AWS is asked about the access itself. */
  readonly verify?: readonly Verified[];
  /** The ARN of the role that will run `up`, where AWS is asked about it. */
  readonly deployRole?: string;
  /** The ARN of the policy that bounds the role, if one does. */
  readonly boundary?: string;
}

/** The least identity policy for a role whose workflows run these commands. */
export function actionPolicyDocument(scope: ActionScope, commands: readonly ActionCommand[]): PolicyDocument {
  const needed = ACTION_PERMISSIONS.filter(
    ({ commands: needing, unlessBounded, verified }) =>
      needing.some((each) => commands.includes(each)) &&
      !(unlessBounded && scope.boundary) &&
      (verified === undefined || scope.verify?.includes(verified)),
  );
  const statements = new Map<string, Statement & { readonly Action: string[] }>();
  for (const { resource, provided, actions, verified } of needed) {
    const arn = resource === 'anything' && verified ? '*' : arnOf(resource, scope);
    if (arn === undefined) continue;
    const conditions = conditionsOf({ resource, provided }, scope);
    const key = JSON.stringify([resource, conditions]);
    const statement = statements.get(key) ?? { Effect: 'Allow', Action: [], Resource: arn, ...conditions };
    statement.Action.push(...actions);
    statements.set(key, statement);
  }
  return { Version: '2012-10-17', Statement: [...statements.values()] };
}

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 *
 * @returns the element `Condition` of a statement, or nothing
 */
function conditionsOf(
  { resource, provided = [] }: Pick<ActionPermission, 'resource' | 'provided'>,
  scope: ActionScope,
): Pick<Statement, 'Condition'> {
  const Condition = resource.startsWith('state-') ? stateConditions(resource, scope) : roleConditions(provided, scope);
  return Object.keys(Condition).length > 0 ? { Condition } : {};
}

function roleConditions(provided: readonly Provision[], scope: ActionScope): NonNullable<Statement['Condition']> {
  return {
    ...(provided.includes('own-policy') ? { ArnEquals: { 'iam:PolicyARN': iamArn('policy', scope) } } : {}),
    ...(provided.includes('boundary') && scope.boundary
      ? { StringEquals: { 'iam:PermissionsBoundary': scope.boundary } }
      : {}),
  };
}

/**
 * A listing has the prefix that it asks for, and so has a question for an object that is not there: it is answered by 404 to
 * those who may list its key, and by 403, a failure to the engine, to others.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
function stateConditions(resource: ActionResource, scope: ActionScope): NonNullable<Statement['Condition']> {
  return {
    ...(resource === 'state-bucket' ? { StringLike: { 's3:prefix': stateKeys(scope) } } : {}),
    ...(scope.stateAccount ? { StringEquals: { 'aws:ResourceAccount': scope.stateAccount } } : {}),
  };
}

/** Everything that Pulumi and the Action keep there. */
function stateKeys({ stateFolder = '' }: ActionScope): string {
  return `${stateFolder}.pulumi/*`;
}

/** @returns what a statement names for it; `undefined` where there is no such resource, or nothing more to name */
export function arnOf(resource: ActionResource, scope: ActionScope): string | string[] | undefined {
  const { partition, stateBucket } = scope;
  switch (resource) {
    case 'policy':
    case 'role':
      return iamArn(resource, scope);
    case 'any-policy':
      return [scope.account, 'aws'].map((account) => iamArn('policy', { partition, account, path: '/', name: '*' }));
    case 'boundary':
      // Who may read any policy may read this one.
      return undefined;
    case 'secrets-key':
      return scope.secretsKey;
    case 'deploy-role':
      return scope.deployRole;
    case 'anything':
      return scope.accessAnalyzer ? '*' : undefined;
    case 'state-bucket':
    case 'state-objects': {
      if (!stateBucket) return undefined;
      const objects = resource === 'state-objects' ? `/${stateKeys(scope)}` : '';
      return formatArn({ partition, service: 's3', region: '', account: '', resource: `${stateBucket}${objects}` });
    }
  }
}
