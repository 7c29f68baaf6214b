import { ACTION_PERMISSIONS, type ActionScope } from '../../../src/iam/generate/action-permissions';
import {
  type Deployment,
  deployNeeds,
  type Need,
  type PlannedChange,
  statementsFor,
  unmetNeeds,
} from '../../../src/iam/verify/deploy-needs';
import { simulatorCalls } from '../../../src/iam/verify/simulator-calls';

const SCOPE: ActionScope = {
  ...{ partition: 'aws', account: '123456789012', path: '/', name: 'churn' },
  ...{ stateBucket: 'our-state', stateFolder: 'prod/' },
};
const POLICY_ARN = 'arn:aws:iam::123456789012:policy/churn';
const ROLE_ARN = 'arn:aws:iam::123456789012:role/churn';
const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';
const [POLICY, ROLE] = ['aws:iam/policy:Policy', 'aws:iam/role:Role'];
const ATTACHMENT = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';

const READING = [
  ...['GetPolicy', 'GetPolicyVersion', 'GetRole', 'ListRolePolicies', 'GetRolePolicy', 'ListAttachedRolePolicies'],
].map((name) => `iam:${name}`);
const STATE = ['s3:ListBucket', 's3:GetObject', 's3:PutObject', 's3:DeleteObject'];

const change = (
  type: string,
  operation: PlannedChange['operation'],
  ...properties: PlannedChange['properties']
): PlannedChange => ({ type, operation, properties });
const updated = (type: string, path: string, before: unknown, after: unknown) =>
  change(type, 'update', { path, before, after });
const deploymentOf = (changes: readonly PlannedChange[], more: Partial<Deployment> = {}): Deployment => ({
  ...{ changes, isTagging: false, tags: {}, scope: SCOPE },
  ...more,
});
const EVERYTHING_NEW = [change(POLICY!, 'create'), change(ROLE!, 'create'), change(ATTACHMENT, 'create')];
const actionsOf = (needs: readonly Need[]) => needs.map(({ action }) => action);
/** Beside reading and the state, which are always needed. */
const neededFor = (...changes: readonly PlannedChange[]) =>
  actionsOf(deployNeeds(deploymentOf(changes))).filter((action) => ![...READING, ...STATE].includes(action));

test('up always reads what is there, and writes the state', () => {
  expect(actionsOf(deployNeeds(deploymentOf([])))).toEqual([...READING, ...STATE]);
});

test.each<[string, PlannedChange[], string[]]>([
  ['all of it anew', EVERYTHING_NEW, ['CreatePolicy', 'TagPolicy', 'TagRole', 'CreateRole', 'AttachRolePolicy']],
  [
    'another policy',
    [updated(POLICY!, 'policy', '{}', '{ }')],
    ['CreatePolicyVersion', 'ListPolicyVersions', 'DeletePolicyVersion'],
  ],
  ['another trust policy', [updated(ROLE!, 'assumeRolePolicy', '{}', '{ }')], ['UpdateAssumeRolePolicy']],
  ['longer sessions', [updated(ROLE!, 'maxSessionDuration', 3600, 7200)], ['UpdateRole']],
  ['another description', [updated(ROLE!, 'description', 'a', 'b')], ['UpdateRoleDescription']],
  ['another tag', [updated(ROLE!, 'tags.team', 'fraud', 'risk')], ['TagRole']],
  ['no tag any more', [updated(ROLE!, 'tags.team', 'fraud', undefined)], ['UntagRole']],
  ['a boundary', [updated(ROLE!, 'permissionsBoundary', '', BOUNDARY)], ['PutRolePermissionsBoundary']],
  ['no boundary', [updated(ROLE!, 'permissionsBoundary', BOUNDARY, '')], ['DeleteRolePermissionsBoundary']],
  [
    'other names',
    [change(POLICY!, 'replace'), change(ROLE!, 'replace'), change(ATTACHMENT, 'replace')],
    [
      ...['CreatePolicy', 'TagPolicy', 'ListPolicyVersions', 'DeletePolicyVersion', 'DeletePolicy', 'TagRole'],
      ...['CreateRole', 'AttachRolePolicy', 'DetachRolePolicy', 'ListInstanceProfilesForRole', 'DeleteRole'],
    ],
  ],
])('%s needs, besides, exactly what that takes', (_, changes, actions) => {
  expect(neededFor(...changes).sort()).toEqual(actions.map((name) => `iam:${name}`).sort());
});

test('of tags without a value, it is read back whether they are there, whichever tag changes', () => {
  const changed = [updated(POLICY!, 'tags.team', 'fraud', 'risk')];
  const listed = (tags: Record<string, string>) =>
    actionsOf(deployNeeds(deploymentOf(changed, { tags }))).filter((action) => /List\w+Tags/.test(action));
  expect([listed({ team: 'risk' }), listed({ team: 'risk', reviewed: '' })]).toEqual([[], ['iam:ListPolicyTags']]);
});

test('tags that are no change of the access are needed as well', () => {
  const actions = actionsOf(deployNeeds(deploymentOf([], { isTagging: true })));
  expect(actions).toEqual(expect.arrayContaining(['iam:TagPolicy', 'iam:TagRole']));
});

test('every permission of up that nothing makes up for is needed by some change', () => {
  const all = [POLICY!, ROLE!].flatMap((type) => [
    change(type, 'create'),
    change(type, 'replace'),
    ...['policy', 'assumeRolePolicy', 'maxSessionDuration', 'description'].map((path) => updated(type, path, 1, 2)),
    ...['', 'x'].flatMap((value) => [
      updated(type, 'tags.a', 'b', value),
      updated(type, 'permissionsBoundary', 1, value),
    ]),
    updated(type, 'tags.a', 'b', undefined),
  ]);
  const deployment = deploymentOf([...all, change(ATTACHMENT, 'replace')], { tags: { reviewed: '' } });
  const needed = new Set(actionsOf(deployNeeds(deployment)));
  const listed = ACTION_PERMISSIONS.filter(
    ({ commands, onlyWith, resource }) =>
      commands.includes('up') && onlyWith === undefined && resource !== 'any-policy',
  ).flatMap(({ actions }) => actions);
  const missing = listed.filter((action) => ![...needed, ...READING, ...STATE].includes(action));
  expect(missing).toEqual([]);
});

test('each is asked where it is needed, with what policies may ask for', () => {
  const needs = deployNeeds(deploymentOf(EVERYTHING_NEW, { scope: { ...SCOPE, boundary: BOUNDARY } }));
  const of = (action: string) => needs.find((need) => need.action === action);
  const entry = (key: string, value: string) => ({ key, values: [value], type: 'string' });
  const boundary = entry('iam:permissionsboundary', BOUNDARY);
  expect(of('iam:CreateRole')).toEqual({ action: 'iam:CreateRole', resources: [ROLE_ARN], context: [boundary] });
  expect(of('iam:AttachRolePolicy')!.context).toEqual([entry('iam:policyarn', POLICY_ARN), boundary]);
  expect(of('s3:ListBucket')).toEqual({
    ...{ action: 's3:ListBucket', resources: ['arn:aws:s3:::our-state'] },
    context: [entry('s3:prefix', 'prod/.pulumi/'), entry('aws:resourceaccount', '123456789012')],
  });
  expect(of('s3:PutObject')!.resources).toEqual(['arn:aws:s3:::our-state/prod/.pulumi/meta.yaml']);
});

test('what is created or tagged has its tags, for policies that ask for them', () => {
  const needs = deployNeeds(deploymentOf(EVERYTHING_NEW, { tags: { team: 'fraud', cost: '7' } }));
  const withTags = needs.filter(({ context }) => context.some(({ key }) => key === 'aws:tagkeys'));
  expect(actionsOf(withTags).sort()).toEqual(
    ['CreatePolicy', 'CreateRole', 'TagPolicy', 'TagRole'].map((name) => `iam:${name}`),
  );
  expect(withTags[0]!.context).toEqual([
    { key: 'aws:requesttag/team', values: ['fraud'], type: 'string' },
    { key: 'aws:requesttag/cost', values: ['7'], type: 'string' },
    { key: 'aws:tagkeys', values: ['team', 'cost'], type: 'stringList' },
  ]);
});

describe('of a role that gets another name', () => {
  const former = { ...SCOPE, path: '/old/', name: 'churn-old' };
  const deployment = deploymentOf([change(ROLE!, 'replace'), change(POLICY!, 'replace')], { former });
  const needs = deployNeeds(deployment);

  test('the old one is removed', () => {
    const resourceOf = (action: string) => needs.find((need) => need.action === action)!.resources;
    expect(resourceOf('iam:DeleteRole')).toEqual(['arn:aws:iam::123456789012:role/old/churn-old']);
    expect(resourceOf('iam:CreateRole')).toEqual([ROLE_ARN]);
  });

  test('the statements name both', () => {
    const missing = needs.filter(({ action }) => ['iam:DeleteRole', 'iam:CreateRole'].includes(action));
    expect(statementsFor(missing, deployment).Statement).toEqual([
      { Effect: 'Allow', Action: ['iam:CreateRole'], Resource: ROLE_ARN },
      { Effect: 'Allow', Action: ['iam:DeleteRole'], Resource: 'arn:aws:iam::123456789012:role/old/churn-old' },
    ]);
  });
});

describe('what AWS answers', () => {
  const deployment = deploymentOf(EVERYTHING_NEW);
  const needs = deployNeeds(deployment);
  const answers = simulatorCalls(needs).flatMap(({ actions, resources, context }) =>
    actions.flatMap((action) =>
      resources.map((resource) => ({
        ...{ action, resource, context, missingKeys: [], isBeyondBoundary: false },
        isAllowed: !['iam:AttachRolePolicy', 's3:PutObject', 'iam:TagRole'].includes(action),
      })),
    ),
  );

  test('tells what is missing, with the statements that allow it, conditions included', () => {
    const { missing, open } = unmetNeeds(needs, answers);
    expect([actionsOf(missing), open]).toEqual([['iam:TagRole', 'iam:AttachRolePolicy', 's3:PutObject'], []]);
    expect(statementsFor(missing, deployment).Statement).toEqual([
      { Effect: 'Allow', Action: ['iam:TagRole'], Resource: ROLE_ARN },
      {
        ...{ Effect: 'Allow', Action: ['iam:AttachRolePolicy'], Resource: ROLE_ARN },
        Condition: { ArnEquals: { 'iam:PolicyARN': POLICY_ARN } },
      },
      { Effect: 'Allow', Action: ['s3:PutObject'], Resource: 'arn:aws:s3:::our-state/prod/.pulumi/*' },
    ]);
  });

  test('is not known where it is missing', () => {
    const { missing, open } = unmetNeeds(needs, []);
    expect([missing, open]).toEqual([[], needs]);
  });

  test('tells what policies ask for that nobody knows yet', () => {
    const lacking = answers.map((answer) => ({ ...answer, missingKeys: ['aws:sourceip'] }));
    expect(unmetNeeds(needs, answers).unknownKeys).toEqual([]);
    expect(unmetNeeds(needs, lacking).unknownKeys).toEqual(['aws:sourceip']);
  });
});
