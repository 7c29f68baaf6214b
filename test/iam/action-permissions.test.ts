import type { IAMClient } from '@aws-sdk/client-iam';
import { policy } from '../../sandbox/node-provider/policy';
import type { ResourceType } from '../../sandbox/node-provider/resource';
import { role } from '../../sandbox/node-provider/role';
import { rolePolicyAttachment } from '../../sandbox/node-provider/role-policy-attachment';
import { INPUTS } from '../../src/contract';
import {
  ACTION_PERMISSIONS,
  type ActionCommand,
  actionPolicyDocument,
  type ActionScope,
} from '../../src/iam/action-permissions';
import { toJson } from '../../src/iam/canonical';
import { POLICY_QUOTA, sizeOfDocument } from '../../src/iam/quota';

const SCOPE: ActionScope = {
  partition: 'aws',
  account: '123456789012',
  path: '/models/',
  name: 'churn-*',
  stateBucket: 'my-pulumi-state',
};
const COMMANDS: readonly ActionCommand[] = ['preview', 'up', 'destroy', 'drift'];

const READING = [
  ...['iam:GetPolicy', 'iam:GetPolicyVersion'],
  ...['iam:GetRole', 'iam:ListRolePolicies', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies'],
];
const REMOVING = [
  ...['iam:ListPolicyVersions', 'iam:DeletePolicyVersion', 'iam:DeletePolicy'],
  ...['iam:DetachRolePolicy', 'iam:ListInstanceProfilesForRole', 'iam:DeleteRole'],
];
const MAKING = [
  ...['iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:TagPolicy', 'iam:UntagPolicy'],
  ...['iam:CreateRole', 'iam:UpdateRole', 'iam:UpdateAssumeRolePolicy', 'iam:TagRole', 'iam:UntagRole'],
  ...['iam:PutRolePermissionsBoundary', 'iam:DeleteRolePermissionsBoundary', 'iam:AttachRolePolicy'],
];
const READING_STATE = ['s3:ListBucket', 's3:GetObject'];
const WRITING_STATE = [...READING_STATE, 's3:PutObject', 's3:DeleteObject'];

test.each<[command: ActionCommand, actions: readonly string[]]>([
  ['preview', [...READING, ...READING_STATE]],
  ['drift', [...READING, ...READING_STATE]],
  // A change of name or path replaces, so up removes as well.
  ['up', [...READING, ...MAKING, ...REMOVING, ...WRITING_STATE]],
  ['destroy', [...READING, ...REMOVING, ...WRITING_STATE]],
])('%s needs exactly these actions', (command, actions) => {
  expect(actionsFor(command)).toEqual([...actions].sort());
});

test.each(['preview', 'drift'] as const)('%s needs no action that writes', (command) => {
  expect(actionsFor(command).filter((action) => !/^(iam|s3):(Get|List)/.test(action))).toEqual([]);
});

test('the commands are those of the input', () => {
  expect([...new Set(ACTION_PERMISSIONS.flatMap(({ commands }) => commands))].sort()).toEqual(
    [...INPUTS.command.choices].sort(),
  );
});

describe("the AWS provider's calls", () => {
  /**
   * Calls of the real provider that the sandbox's can do without: it makes a version the default one in a second call,
   * and reads inline policies that somebody else has put on the role.
   */
  const REAL_PROVIDER_ONLY = ['iam:SetDefaultPolicyVersion', 'iam:GetRolePolicy'];

  test.each<[command: ActionCommand, steps: readonly Step[]]>([
    ['preview', [read]],
    ['drift', [read]],
    ['up', [read, create, update, remove]],
    ['destroy', [read, remove]],
  ])('%s is permitted what the provider calls, and nothing else of IAM', async (command, steps) => {
    const { iam, calls } = recordingClient();
    for (const step of steps) await step(iam);

    const permitted = actionsFor(command).filter((action) => action.startsWith('iam:'));
    const needed = new Set([...calls, ...REAL_PROVIDER_ONLY.filter((action) => permitted.includes(action))]);
    expect(permitted).toEqual([...needed].sort());
  });
});

test('a resource has one statement for what has no other conditions, with the actions that are possible on it', () => {
  expect(actionPolicyDocument(SCOPE, ['preview'])).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
        Resource: 'arn:aws:iam::123456789012:policy/models/churn-*',
      },
      {
        Effect: 'Allow',
        Action: ['iam:GetRole', 'iam:ListRolePolicies', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies'],
        Resource: 'arn:aws:iam::123456789012:role/models/churn-*',
      },
      { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: 'arn:aws:s3:::my-pulumi-state' },
      { Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::my-pulumi-state/*' },
    ],
  });
});

test.each(['aws-cn', 'aws-us-gov'] as const)('in %s the resources are of that partition', (partition) => {
  const document = actionPolicyDocument({ ...SCOPE, partition }, COMMANDS);
  expect([document.Statement].flat().map(({ Resource }) => Resource)).toEqual([
    `arn:${partition}:iam::123456789012:policy/models/churn-*`,
    `arn:${partition}:iam::123456789012:role/models/churn-*`,
    `arn:${partition}:iam::123456789012:role/models/churn-*`,
    `arn:${partition}:s3:::my-pulumi-state`,
    `arn:${partition}:s3:::my-pulumi-state/*`,
  ]);
});

test('a state elsewhere needs nothing of S3', () => {
  const document = actionPolicyDocument({ ...SCOPE, stateBucket: undefined }, COMMANDS);
  expect(toJson(document)).not.toContain('s3:');
});

test.each(['preview', 'up'] as const)('%s needs to ask Access Analyzer, where it is to', (command) => {
  const statements = [actionPolicyDocument({ ...SCOPE, accessAnalyzer: true }, [command]).Statement].flat();
  expect(statements.at(-1)).toEqual({ Effect: 'Allow', Action: ['access-analyzer:ValidatePolicy'], Resource: '*' });
});

test.each(['drift', 'destroy'] as const)('%s never asks Access Analyzer', (command) => {
  expect(toJson(actionPolicyDocument({ ...SCOPE, accessAnalyzer: true }, [command]))).not.toContain('access-analyzer');
});

test.each(COMMANDS)('%s needs the key for the secrets, where there is one', (command) => {
  const secretsKey = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const statements = [actionPolicyDocument({ ...SCOPE, secretsKey }, [command]).Statement].flat();
  expect(statements.at(-1)).toEqual({ Effect: 'Allow', Action: ['kms:Encrypt', 'kms:Decrypt'], Resource: secretsKey });
});

describe('what up may do with a role', () => {
  const boundary = 'arn:aws:iam::123456789012:policy/boundary';

  test('is to attach the policy and no other', () => {
    expect(conditionsOn('iam:AttachRolePolicy', SCOPE)).toEqual(OWN_POLICY);
    expect(conditionsOn('iam:DetachRolePolicy', SCOPE)).toEqual(OWN_POLICY);
  });

  test('is nothing that leaves it without its boundary, where it has one', () => {
    const bounded = { ...SCOPE, boundary };
    const hasBoundary = { StringEquals: { 'iam:PermissionsBoundary': boundary } };
    expect(conditionsOn('iam:CreateRole', bounded)).toEqual(hasBoundary);
    expect(conditionsOn('iam:PutRolePermissionsBoundary', bounded)).toEqual(hasBoundary);
    expect(conditionsOn('iam:AttachRolePolicy', bounded)).toEqual({ ...OWN_POLICY, ...hasBoundary });
    expect(toJson(actionPolicyDocument(bounded, COMMANDS))).not.toContain('iam:DeleteRolePermissionsBoundary');
  });

  const OWN_POLICY = { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::123456789012:policy/models/churn-*' } };

  function conditionsOn(action: string, scope: ActionScope) {
    const statements = [actionPolicyDocument(scope, COMMANDS).Statement].flat();
    const found = statements.filter((statement) => [statement.Action!].flat().includes(action));
    expect(found).toHaveLength(1);
    return found[0]!.Condition;
  }
});

test('what is needed only with an input says so', () => {
  const optional = ACTION_PERMISSIONS.filter(({ onlyWith }) => onlyWith !== undefined);
  const inputs = optional.map(({ onlyWith }) => onlyWith!.split(':')[0]);
  expect(Object.keys(INPUTS)).toEqual(expect.arrayContaining(inputs));
  expect(optional.map(({ resource }) => resource)).toEqual(['secrets-key', 'anything']);
});

test('several commands need what each of them needs, every action once', () => {
  const actions = [actionPolicyDocument(SCOPE, COMMANDS).Statement].flat().flatMap(({ Action }) => Action);
  expect([...actions].sort()).toEqual(actionsFor('up'));
});

test('no command needs nothing', () => {
  expect(actionPolicyDocument(SCOPE, []).Statement).toEqual([]);
});

test('the document for all commands fits the quota', () => {
  expect(sizeOfDocument(toJson(actionPolicyDocument(SCOPE, COMMANDS)))).toBeLessThanOrEqual(POLICY_QUOTA);
});

function actionsFor(command: ActionCommand): string[] {
  const statements = [actionPolicyDocument(SCOPE, [command]).Statement].flat();
  return statements.flatMap(({ Action }) => [Action!].flat()).sort();
}

type Step = (iam: IAMClient) => Promise<unknown>;

const POLICY_ARN = 'arn:aws:iam::123456789012:policy/churn';
const TYPES: readonly [type: ResourceType, id: string, inputs: object][] = [
  [policy, POLICY_ARN, { name: 'churn', path: '/', policy: '{}', tags: { team: 'a' } }],
  [role, 'churn', { name: 'churn', path: '/', assumeRolePolicy: '{}', maxSessionDuration: 3600, tags: { team: 'a' } }],
  [rolePolicyAttachment, `churn/${POLICY_ARN}`, { role: 'churn', policyArn: POLICY_ARN }],
];

async function read(iam: IAMClient): Promise<void> {
  for (const [type, id] of TYPES) await type.read(iam, id);
}

async function create(iam: IAMClient): Promise<void> {
  for (const [type, , inputs] of TYPES) await type.create(iam, inputs);
}

/** Every property that can change in place, there and back. */
async function update(iam: IAMClient): Promise<void> {
  const changed = {
    policy: '{"Id":"x"}',
    assumeRolePolicy: '{"Id":"x"}',
    maxSessionDuration: 7200,
    permissionsBoundary: POLICY_ARN,
    tags: { cost: 'b' },
  };
  for (const [type, id, inputs] of TYPES.slice(0, 2)) {
    await type.update(iam, id, inputs, { ...inputs, ...changed });
    await type.update(iam, id, { ...inputs, ...changed }, inputs);
  }
}

async function remove(iam: IAMClient): Promise<void> {
  for (const [type, id, inputs] of TYPES) await type.delete(iam, id, inputs);
}

/** A mock of IAM, for IAM itself doesn't tell which calls it gets. Its one answer has what each of them looks for. */
function recordingClient(): { iam: IAMClient; calls: Set<string> } {
  const calls = new Set<string>();
  const answer = {
    Policy: { Arn: POLICY_ARN, DefaultVersionId: 'v5' },
    PolicyVersion: { Document: '%7B%7D' },
    Role: { AssumeRolePolicyDocument: '%7B%7D' },
    AttachedPolicies: [{ PolicyArn: POLICY_ARN }],
    Versions: [1, 2, 3, 4, 5].map((version) => ({ VersionId: `v${version}`, IsDefaultVersion: version === 5 })),
  };
  const send = async (command: object) => {
    calls.add(`iam:${command.constructor.name.replace(/Command$/, '')}`);
    return answer;
  };
  return { iam: { send } as unknown as IAMClient, calls };
}
