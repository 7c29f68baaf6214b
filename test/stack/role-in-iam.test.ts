import { CREDENTIALS, type FakeIam, list, startFakeIam } from './fake-iam';
import { namesakesInIam, policyInIam, roleInIam } from '../../src/stack/role-in-iam';

const OWN = 'arn:aws:iam::123456789012:policy/churn';
const OTHER = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const ROLE = { roleName: 'churn', policyArn: OWN };
const DOCUMENT = '{"Statement":[]}';

type Answers = Parameters<typeof startFakeIam>[0];

const ANSWERS: Answers = {
  ListRolePolicies: () => list('PolicyNames', []),
  ListAttachedRolePolicies: () => attached(OWN),
};

function attached(...arns: string[]): string {
  return list(
    'AttachedPolicies',
    arns.map((arn) => `<PolicyArn>${arn}</PolicyArn>`),
  );
}

const own = { ...process.env };
let iam: FakeIam | undefined;
beforeEach(() => void Object.assign(process.env, CREDENTIALS));
afterEach(async () => {
  process.env = { ...own };
  await iam?.stop();
});

async function lookedUp(answers: Answers) {
  iam = await startFakeIam({ ...ANSWERS, ...answers });
  return roleInIam(ROLE, { region: 'us-west-2', endpointUrl: iam.url });
}

it("has no policies of others where there is only the stack's own", async () => {
  expect(await lookedUp({})).toEqual({ isThere: true, hasOwnPolicy: true, foreignPolicies: [], unseen: [] });
  expect([...iam!.asked].sort()).toEqual(['ListAttachedRolePolicies churn', 'ListRolePolicies churn']);
});

it('has what others have put on the role, page by page, with the version of a document that counts', async () => {
  const found = await lookedUp({
    ListRolePolicies: ({ Marker }) =>
      Marker ? list('PolicyNames', ['second']) : list('PolicyNames', ['first'], 'more'),
    GetRolePolicy: ({ PolicyName }) =>
      `<PolicyName>${PolicyName}</PolicyName><PolicyDocument>${encodeURIComponent(`{"Id":"${PolicyName}"}`)}</PolicyDocument>`,
    ListAttachedRolePolicies: ({ Marker }) => (Marker ? attached(OTHER) : list('AttachedPolicies', [], 'more')),
    GetPolicy: () => '<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>',
    GetPolicyVersion: ({ VersionId }) =>
      `<PolicyVersion><Document>${encodeURIComponent(DOCUMENT)}</Document><VersionId>${VersionId}</VersionId></PolicyVersion>`,
  });
  expect(found).toEqual({
    isThere: true,
    hasOwnPolicy: false,
    foreignPolicies: [
      { kind: 'inline', name: 'first', document: '{"Id":"first"}' },
      { kind: 'inline', name: 'second', document: '{"Id":"second"}' },
      { kind: 'attached', name: OTHER, document: DOCUMENT },
    ],
    unseen: [],
  });
  expect(iam!.asked).toEqual(
    expect.arrayContaining(['GetRolePolicy churn first', `GetPolicy ${OTHER}`, `GetPolicyVersion ${OTHER} v3`]),
  );
});

it('names a policy whose document it may not read', async () => {
  const { foreignPolicies } = await lookedUp({ ListAttachedRolePolicies: () => attached(OWN, OTHER) });
  expect(foreignPolicies).toEqual([{ kind: 'attached', name: OTHER, unread: 'GetPolicy: no (AccessDenied)' }]);
});

it('has nothing of a role that is not there', async () => {
  const absent = () => ({ error: 'NoSuchEntity' });
  expect(await lookedUp({ ListRolePolicies: absent, ListAttachedRolePolicies: absent })).toEqual({
    isThere: false,
    hasOwnPolicy: false,
    foreignPolicies: [],
    unseen: [],
  });
});

it('says what it could not look at', async () => {
  const { isThere, unseen } = await lookedUp({ ListRolePolicies: () => ({ error: 'AccessDenied' }) });
  expect(isThere).toBe(false);
  expect(unseen).toEqual([expect.stringMatching(/could not be looked at: ListRolePolicies: no \(AccessDenied\)$/)]);
});

describe('a managed policy', () => {
  async function read(answers: Answers) {
    iam = await startFakeIam(answers);
    return policyInIam(OTHER, { region: 'us-west-2', endpointUrl: iam.url });
  }
  const GetPolicy = () => '<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>';

  it('says what its default version says', async () => {
    const GetPolicyVersion = () =>
      `<PolicyVersion><Document>${encodeURIComponent(DOCUMENT)}</Document></PolicyVersion>`;
    expect(await read({ GetPolicy, GetPolicyVersion })).toEqual({ document: DOCUMENT });
    expect(iam!.asked).toEqual([`GetPolicy ${OTHER}`, `GetPolicyVersion ${OTHER} v3`]);
  });

  it.each<[string, Answers, string]>([
    ['there is none', { GetPolicy: () => ({ error: 'NoSuchEntity' }) }, 'GetPolicy: no (NoSuchEntityException)'],
    ['it may not be read', {}, 'GetPolicy: no (AccessDenied)'],
    ['its version may not be read', { GetPolicy }, 'GetPolicyVersion: no (AccessDenied)'],
  ])('says why it could not be read: %s', async (_, answers, unread) => {
    expect(await read(answers)).toEqual({ unread });
  });
});

describe('what has the names of the role and the policy', () => {
  const ownership = 'abc';
  const tag = (value: string) =>
    `<Tags><member><Key>model-deployment-iam:stack</Key><Value>${value}</Value></member></Tags>`;

  it('is told with whose it is, and where', async () => {
    iam = await startFakeIam({
      GetRole: () => `<Role><RoleName>churn</RoleName><Path>/x/</Path>${tag('other')}</Role>`,
      GetPolicy: () => `<Policy><PolicyName>churn</PolicyName><Path>/</Path>${tag(ownership)}</Policy>`,
    });
    expect(await namesakesInIam(ROLE, ownership, { region: 'us-west-2', endpointUrl: iam.url })).toEqual({
      role: { owner: 'other-stack', path: '/x/' },
      policy: { owner: 'this-stack', path: '/' },
    });
  });

  it('is nothing where there is nothing, and an error where that can not be looked at', async () => {
    iam = await startFakeIam({
      GetRole: () => ({ error: 'NoSuchEntity' }),
      GetPolicy: () => ({ error: 'NoSuchEntity' }),
    });
    const settings = { region: 'us-west-2', endpointUrl: iam.url };
    expect(await namesakesInIam(ROLE, ownership, settings)).toEqual({ role: undefined, policy: undefined });
    await iam.stop();
    iam = await startFakeIam({ GetRole: () => ({ error: 'NoSuchEntity' }) });
    await expect(namesakesInIam(ROLE, ownership, { ...settings, endpointUrl: iam.url })).rejects.toThrow(
      'GetPolicy: no',
    );
  });
});
