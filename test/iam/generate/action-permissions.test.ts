import { POLICY_QUOTA, sizeOfDocument } from '../../../src/aws/quota';
import { INPUTS } from '../../../src/contract';
import {
  ACTION_PERMISSIONS,
  type ActionCommand,
  actionPolicyDocument,
  type ActionScope,
} from '../../../src/iam/generate/action-permissions';
import { toJson } from '../../../src/iam/policy/canonical';

const SCOPE: ActionScope = {
  partition: 'aws',
  account: '123456789012',
  path: '/models/',
  name: 'churn-*',
  stateBucket: 'my-pulumi-state',
  stateFolder: 'prod/churn/',
  stateAccount: '123456789012',
};
const COMMANDS: readonly ActionCommand[] = ['preview', 'up', 'destroy', 'drift'];

const READING = [
  ...['iam:GetPolicy', 'iam:GetPolicyVersion'],
  ...['iam:GetRole', 'iam:ListRolePolicies', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies'],
];
const READING_OTHERS = ['iam:GetPolicy', 'iam:GetPolicyVersion'];
const REMOVING = [
  ...['iam:ListPolicyVersions', 'iam:DeletePolicyVersion', 'iam:DeletePolicy'],
  ...['iam:DetachRolePolicy', 'iam:ListInstanceProfilesForRole', 'iam:DeleteRole'],
];
const MAKING = [
  ...['iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:TagPolicy', 'iam:UntagPolicy'],
  ...[
    'iam:CreateRole',
    'iam:UpdateRole',
    'iam:UpdateRoleDescription',
    'iam:UpdateAssumeRolePolicy',
    'iam:TagRole',
    'iam:UntagRole',
  ],
  ...['iam:ListPolicyTags', 'iam:ListRoleTags'],
  ...['iam:PutRolePermissionsBoundary', 'iam:DeleteRolePermissionsBoundary', 'iam:AttachRolePolicy'],
];
const READING_STATE = ['s3:ListBucket', 's3:GetObject'];
const WRITING_STATE = [...READING_STATE, 's3:PutObject', 's3:DeleteObject'];

test.each<[command: ActionCommand, actions: readonly string[]]>([
  ['preview', [...READING, ...READING_OTHERS, ...READING_STATE]],
  ['drift', [...READING, ...READING_OTHERS, ...READING_STATE]],
  // A change of name or path replaces, so up removes as well.
  ['up', [...READING, ...READING_OTHERS, ...MAKING, ...REMOVING, ...WRITING_STATE]],
  ['destroy', [...READING, ...READING_OTHERS, ...REMOVING, ...WRITING_STATE]],
])('%s needs exactly these actions', (command, actions) => {
  expect(actionsFor(command)).toEqual([...actions].sort());
});

test.each(['preview', 'drift'] as const)('%s needs no action that writes', (command) => {
  expect(actionsFor(command).filter((action) => !/^(iam|s3):(Get|List)/.test(action))).toEqual([]);
});

test('the commands are those of the input', () => {
  expect([...new Set(ACTION_PERMISSIONS.flatMap(({ commands }) => commands))].sort()).toEqual(
    // What `unlock` needs is a part of that, named in docs/locks.md.
    INPUTS.command.choices.filter((command) => command !== 'unlock').sort(),
  );
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
      {
        Effect: 'Allow',
        Action: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
        Resource: ['arn:aws:iam::123456789012:policy/*', 'arn:aws:iam::aws:policy/*'],
      },
      {
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: 'arn:aws:s3:::my-pulumi-state',
        Condition: {
          StringLike: { 's3:prefix': 'prod/churn/.pulumi/*' },
          StringEquals: { 'aws:ResourceAccount': '123456789012' },
        },
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: 'arn:aws:s3:::my-pulumi-state/prod/churn/.pulumi/*',
        Condition: { StringEquals: { 'aws:ResourceAccount': '123456789012' } },
      },
    ],
  });
});

test.each(['aws-cn', 'aws-us-gov'] as const)('in %s the resources are of that partition', (partition) => {
  const document = actionPolicyDocument({ ...SCOPE, partition }, COMMANDS);
  expect([document.Statement].flat().map(({ Resource }) => Resource)).toEqual([
    `arn:${partition}:iam::123456789012:policy/models/churn-*`,
    `arn:${partition}:iam::123456789012:role/models/churn-*`,
    [`arn:${partition}:iam::123456789012:policy/*`, `arn:${partition}:iam::aws:policy/*`],
    `arn:${partition}:iam::123456789012:role/models/churn-*`,
    `arn:${partition}:s3:::my-pulumi-state`,
    `arn:${partition}:s3:::my-pulumi-state/prod/churn/.pulumi/*`,
  ]);
});

test('a state that is in no folder is kept to the folders of Pulumi, in whosever bucket', () => {
  const { stateFolder: _, stateAccount: __, ...scope } = SCOPE;
  const statements = [actionPolicyDocument(scope, ['up']).Statement].flat();
  expect(statements.slice(-2)).toEqual([
    {
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: 'arn:aws:s3:::my-pulumi-state',
      Condition: { StringLike: { 's3:prefix': '.pulumi/*' } },
    },
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      Resource: 'arn:aws:s3:::my-pulumi-state/.pulumi/*',
    },
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
  const resources = new Set(optional.map(({ resource }) => resource));
  expect([...resources]).toEqual(['boundary', 'secrets-key', 'anything', 'role', 'deploy-role']);
});

describe('what AWS is asked of the access itself is needed only where it is to be asked, of', () => {
  const deployRole = 'arn:aws:iam::123456789012:role/deploy';
  const role = 'arn:aws:iam::123456789012:role/models/churn-*';

  test.each<[NonNullable<ActionScope['verify']>[number], ActionCommand, [string, string][]]>([
    ['no-new-access', 'preview', [['access-analyzer:CheckNoNewAccess', '*']]],
    ['no-new-access', 'up', [['access-analyzer:CheckNoNewAccess', '*']]],
    ['no-public-access', 'preview', [['access-analyzer:CheckNoPublicAccess', '*']]],
    ['simulate', 'preview', [['iam:SimulateCustomPolicy', '*']]],
    [
      'simulate',
      'up',
      [
        ['iam:SimulateCustomPolicy', '*'],
        ['iam:SimulatePrincipalPolicy', role],
      ],
    ],
    ['deploy-role', 'preview', [['iam:SimulatePrincipalPolicy', deployRole]]],
    ['deploy-role', 'up', []],
    ['simulate', 'drift', []],
    ['no-new-access', 'destroy', []],
  ])('%s by %s', (member, command, expected) => {
    const grants = (scope: ActionScope) =>
      [actionPolicyDocument(scope, [command]).Statement]
        .flat()
        .flatMap(({ Action, Resource }) => [Action!].flat().map((action) => JSON.stringify([action, Resource])));
    const without = grants(SCOPE);
    const more = grants({ ...SCOPE, verify: [member], deployRole }).filter((grant) => !without.includes(grant));
    expect(more.map((grant) => JSON.parse(grant)).sort()).toEqual(expected);
  });
});

test('several commands need what each of them needs, every action once on each resource', () => {
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
