import { CREDENTIALS, type FakeIam, list, startFakeIam } from './fake-iam';
import { obstaclesToDeletion } from '../../src/stack/obstacles';
import type { RoleInIam } from '../../src/stack/role-in-iam';

const ARN = 'arn:aws:iam::123456789012:policy/churn';
const OTHER = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const ROLE = { roleName: 'churn', policyArn: ARN };
const IN_IAM: RoleInIam = { isThere: true, hasOwnPolicy: true, foreignPolicies: [], unseen: [] };

type Answers = Parameters<typeof startFakeIam>[0];

const own = { ...process.env };
let iam: FakeIam | undefined;
beforeEach(() => void Object.assign(process.env, CREDENTIALS));
afterEach(async () => {
  process.env = { ...own };
  await iam?.stop();
});

async function found(answers: Answers, inIam: Partial<RoleInIam> = {}) {
  iam = await startFakeIam({
    ListInstanceProfilesForRole: () => list('InstanceProfiles', []),
    GetPolicy: () => policy(1, 0),
    ...answers,
  });
  const settings = { region: 'us-west-2', endpointUrl: iam.url };
  return obstaclesToDeletion(ROLE, Promise.resolve({ ...IN_IAM, ...inIam }), settings);
}

function policy(attachments: number, boundaries: number): string {
  return `<Policy><AttachmentCount>${attachments}</AttachmentCount><PermissionsBoundaryUsageCount>${boundaries}</PermissionsBoundaryUsageCount></Policy>`;
}

it('are none where only the stack uses the role and the policy', async () => {
  expect(await found({})).toEqual([]);
  expect([...iam!.asked].sort()).toEqual([`GetPolicy ${ARN}`, 'ListInstanceProfilesForRole churn']);
});

it('are the policies of others on the role', async () => {
  const foreignPolicies = [
    { kind: 'inline', name: 'by-hand' },
    { kind: 'attached', name: OTHER },
  ] as const;
  expect(await found({}, { foreignPolicies })).toEqual([
    {
      words: 'the inline policy by-hand on the role',
      command: 'aws iam delete-role-policy --role-name churn --policy-name by-hand',
    },
    {
      words: `the policy ${OTHER}, attached to the role`,
      command: `aws iam detach-role-policy --role-name churn --policy-arn ${OTHER}`,
    },
  ]);
});

it('are removed by what is safe to type, whatever the path of a policy is, and its name', async () => {
  const arn = 'arn:aws:iam::123456789012:policy/$(id)/theirs';
  const foreignPolicies = [
    { kind: 'attached', name: arn },
    { kind: 'inline', name: '--debug' },
  ] as const;
  expect((await found({}, { foreignPolicies })).map(({ command }) => command)).toEqual([
    `aws iam detach-role-policy --role-name churn --policy-arn '${arn}'`,
    'aws iam delete-role-policy --role-name churn --policy-name=--debug',
  ]);
});

it('are instance profiles that have the role, on every page', async () => {
  const profile = (name: string) => `<InstanceProfileName>${name}</InstanceProfileName>`;
  const obstacles = await found({
    ListInstanceProfilesForRole: ({ Marker }) =>
      Marker ? list('InstanceProfiles', [profile('b')]) : list('InstanceProfiles', [profile('a')], 'more'),
  });
  expect(obstacles.map(({ command }) => command)).toEqual([
    'aws iam remove-role-from-instance-profile --role-name churn --instance-profile-name a',
    'aws iam remove-role-from-instance-profile --role-name churn --instance-profile-name b',
  ]);
});

it.each<[attachments: number, boundaries: number, hasOwnPolicy: boolean, words: string[]]>([
  [2, 0, true, ['the policy is attached to others than the role (1 ×)']],
  [1, 0, false, ['the policy is attached to others than the role (1 ×)']],
  [1, 3, true, ['the policy is a permissions boundary (3 ×)']],
])('are uses of the policy: %i, and %i as a boundary; on the role: %s', async (attachments, boundaries, has, words) => {
  const obstacles = await found({ GetPolicy: () => policy(attachments, boundaries) }, { hasOwnPolicy: has });
  expect(obstacles).toEqual(
    words.map((each) => ({ words: each, command: `aws iam list-entities-for-policy --policy-arn ${ARN}` })),
  );
});

it('are none of a role and a policy that are not there', async () => {
  const absent = () => ({ error: 'NoSuchEntity' });
  expect(await found({ ListInstanceProfilesForRole: absent, GetPolicy: absent })).toEqual([]);
});

it.each(['ListInstanceProfilesForRole', 'GetPolicy'])('are not known where %s is denied', async (action) => {
  await expect(found({ [action]: () => ({ error: 'AccessDenied' }) })).rejects.toThrow(`${action}: no`);
});
