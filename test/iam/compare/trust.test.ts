import { compareTrust } from '../../../src/iam/compare/trust';

const ACCOUNT = '123456789012';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/ci`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/ci/run-1`;
const SAGEMAKER = { Service: 'sagemaker.amazonaws.com' };
const HOST = 'token.actions.githubusercontent.com';

test.each<[what: string, before: unknown, after: unknown]>([
  ['an account by its number and by its root', { AWS: ACCOUNT }, { AWS: [ROOT] }],
  ['everybody in two forms', '*', { AWS: '*' }],
  ['orders of principals', { AWS: [USER, ROLE], ...SAGEMAKER }, { ...SAGEMAKER, AWS: [ROLE, USER, ROLE] }],
  ['a user beside its account', { AWS: [ACCOUNT] }, { AWS: [ACCOUNT, USER] }],
])('there is no difference between %s', (_, before, after) => {
  expect(compare(trust(before), trust(after))).toEqual([]);
  expect(compare(trust(after), trust(before))).toEqual([]);
});

test.each<[wider: unknown, narrower: unknown]>([
  [{ AWS: ACCOUNT }, { AWS: USER }],
  [{ AWS: ROLE }, { AWS: SESSION }],
  ['*', { AWS: ACCOUNT }],
  ['*', SAGEMAKER],
  [{ Service: ['lambda.amazonaws.com', 'sagemaker.amazonaws.com'] }, SAGEMAKER],
  [{ ...SAGEMAKER, AWS: USER }, SAGEMAKER],
  // Names that examples have must not pass for those that they are examples of.
  [{ AWS: ACCOUNT }, { AWS: `arn:aws:iam::${ACCOUNT}:user/somebody` }],
  [{ AWS: ROLE }, { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/ci/somebody` }],
])('%j is wider than %j', (wider, narrower) => {
  expect(compare(trust(narrower), trust(wider)).map((difference) => difference.split(' ')[0])).toEqual(['gained']);
  expect(compare(trust(wider), trust(narrower)).map((difference) => difference.split(' ')[0])).toEqual(['lost']);
});

test('everybody is more than those who stand for everybody else', () => {
  const examples = {
    AWS: 'arn:aws:iam::000000000000:user/somebody',
    Service: 'some-service.amazonaws.com',
    Federated: 'arn:aws:iam::000000000000:oidc-provider/idp.example.com',
  };
  expect(compare(trust(examples), trust('*'))).toEqual(['gained sts:AssumeRole *']);
  expect(compare(trust('*'), trust(examples))).toEqual(['lost sts:AssumeRole *']);
});

test('a difference names the principal as the policy does, and an example', () => {
  expect(compareTrust(undefined, trust({ AWS: [ROOT] })).differences).toMatchObject([
    {
      kind: 'gained',
      action: 'sts:AssumeRole',
      principal: { type: 'AWS', value: ROOT },
      witness: { action: 'sts:AssumeRole', principal: { value: `arn:aws:iam::${ACCOUNT}:user/somebody` } },
    },
  ]);
});

test('a denial of all but some loses all others', () => {
  const denial = { Effect: 'Deny', Action: 'sts:AssumeRole', NotPrincipal: { AWS: USER } };
  const { differences, unchanged } = compareTrust(
    trust({ AWS: [ACCOUNT, USER] }),
    policy(...statements({ AWS: [ACCOUNT, USER] }), denial),
  );
  expect(differences).toMatchObject([
    { kind: 'lost', principal: { value: '*' }, exceptPrincipals: [{ value: USER }], statement: { effect: 'Deny' } },
  ]);
  expect(unchanged).toMatchObject([{ witness: { principal: { value: USER } } }]);
});

test('a statement of all actions but some excepts them', () => {
  const { Action: _, ...all } = statements(SAGEMAKER)[0] as Record<string, unknown>;
  const [difference] = compareTrust(undefined, policy({ ...all, NotAction: 'sts:SetContext' })).differences;
  expect(difference).toMatchObject({ action: '*', exceptActions: ['sts:SetContext'] });
  expect(difference!.actions).not.toContain('sts:SetContext');
});

test('an asterisk stands for all that a trust policy can be about', () => {
  const [difference] = compareTrust(undefined, trust(SAGEMAKER, 'sts:*')).differences;
  expect([...difference!.actions].sort()).toEqual([
    ...['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity', 'sts:SetContext'],
    ...['sts:SetSourceIdentity', 'sts:TagSession'],
  ]);
});

test('an example of a role is a session of it, whose ARN has no path', () => {
  const [difference] = compareTrust(undefined, trust({ AWS: ROLE })).differences;
  expect(difference!.witness.principal).toEqual({
    type: 'AWS',
    value: `arn:aws:sts::${ACCOUNT}:assumed-role/ci/somebody`,
  });
});

describe('what stays as it was', () => {
  const Condition = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };

  test('is said by the statement of the new document', () => {
    const [statement] = statements(SAGEMAKER);
    const { unchanged } = compareTrust(policy(statement!), policy({ ...statement, Sid: 'New' }));
    expect(unchanged).toMatchObject([
      { kind: 'unchanged', statement: { document: 'after' }, principal: { value: 'sagemaker.amazonaws.com' } },
    ]);
  });

  test('is nothing that changes', () => {
    const { unchanged } = compareTrust(trust(SAGEMAKER), policy({ ...statements(SAGEMAKER)[0], Condition }));
    expect(unchanged).toEqual([]);
  });
});

test('more patterns than can be looked at are said to be incomplete', () => {
  const patterns = Array.from({ length: 60 }, (_, index) => `sts:*${String.fromCharCode(97 + (index % 26))}*${index}*`);
  expect(compareTrust(trust(SAGEMAKER), trust(SAGEMAKER, patterns)).incomplete).toMatch(/overlap in more ways/);
  expect(compareTrust(trust(SAGEMAKER), trust(SAGEMAKER, 'sts:*')).incomplete).toBeUndefined();
});

test('actions that no trust policy is about do not count', () => {
  expect(
    compare(
      trust(SAGEMAKER, ['sts:AssumeRole*', 'sts:SetContext', 'sts:SetSourceIdentity', 'sts:TagSession']),
      trust(SAGEMAKER, '*'),
    ),
  ).toEqual([]);
  expect(compare(trust(SAGEMAKER, 'sts:AssumeRole'), trust(SAGEMAKER, 'sts:*'))).toEqual([
    'gained sts:* sagemaker.amazonaws.com',
  ]);
});

describe('a workflow of GitHub', () => {
  const subject = (operator: string, sub: unknown) =>
    policy({
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}` },
      Condition: merge({ StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' } }, operator, sub),
    });

  test.each<[what: string, before: object, after: object, kinds: readonly string[]]>([
    [
      'of another branch',
      subject('StringEquals', 'repo:a/b:ref:refs/heads/main'),
      subject('StringEquals', 'repo:a/b:ref:refs/heads/dev'),
      ['gained', 'lost'],
    ],
    [
      'of a second branch',
      subject('StringEquals', 'repo:a/b:ref:refs/heads/main'),
      subject('StringEquals', ['repo:a/b:ref:refs/heads/main', 'repo:a/b:ref:refs/heads/dev']),
      ['gained'],
    ],
    [
      'of any branch',
      subject('StringEquals', 'repo:a/b:ref:refs/heads/main'),
      subject('StringLike', 'repo:a/b:*'),
      ['gained'],
    ],
    [
      'of one branch of all',
      subject('StringLike', 'repo:a/b:*'),
      subject('StringEquals', 'repo:a/b:ref:refs/heads/main'),
      ['lost'],
    ],
    [
      'of the same branch, in another form',
      subject('StringLike', 'repo:a/b:ref:refs/heads/main'),
      subject('StringEquals', ['repo:a/b:ref:refs/heads/main']),
      [],
    ],
  ])('%s', (_, before, after, kinds) => {
    expect(compareTrust(before, after).differences.map(({ kind }) => kind)).toEqual(kinds);
  });

  function merge(block: Record<string, Record<string, unknown>>, operator: string, sub: unknown) {
    return { ...block, [operator]: { ...block[operator], [`${HOST}:sub`]: sub } };
  }
});

describe('whom the role’s own account names needs no permission', () => {
  test.each<[before: unknown, after: unknown, differences: readonly string[]]>([
    [{ AWS: ACCOUNT }, { AWS: [ACCOUNT, ROLE] }, [`gained sts:AssumeRole ${ROLE} alone`]],
    [{ AWS: [ROOT, USER] }, { AWS: ROOT }, [`lost sts:AssumeRole ${USER} alone`]],
    [{ AWS: ROOT }, { AWS: USER }, [`gained sts:AssumeRole ${USER} alone`, `lost sts:AssumeRole ${ROOT}`]],
    [SAGEMAKER, { ...SAGEMAKER, AWS: USER }, [`gained sts:AssumeRole ${USER}`]],
    [SAGEMAKER, { ...SAGEMAKER, AWS: ACCOUNT }, [`gained sts:AssumeRole ${ACCOUNT}`]],
    ['*', { AWS: [ACCOUNT, USER] }, ['lost sts:AssumeRole *']],
    [{ AWS: ACCOUNT }, '*', ['gained sts:AssumeRole *']],
    ['*', { AWS: ['*', USER] }, []],
  ])('%j and %j', (before, after, differences) => {
    expect(compareInAccount(trust(before), trust(after))).toEqual(differences);
  });

  test('also under a condition', () => {
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const [account, both] = [{ AWS: ACCOUNT }, { AWS: [ACCOUNT, USER] }].map((Principal) =>
      policy({ ...statements(Principal)[0], Condition }),
    );
    expect(compareInAccount(account, both)).toEqual([`gained sts:AssumeRole ${USER} alone`]);
  });

  test('but only while nothing denies the account as a whole', () => {
    const denial = { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { AWS: ACCOUNT } };
    const [account, both] = [{ AWS: ACCOUNT }, { AWS: [ACCOUNT, USER] }].map((principal) =>
      policy(...statements(principal), denial),
    );
    expect(compareInAccount(account, both)).toEqual([]);
    expect(compareInAccount(both, account)).toEqual([]);
  });

  test('but not if another account does', () => {
    const [account, both] = [trust({ AWS: ACCOUNT }), trust({ AWS: [ACCOUNT, ROLE] })];
    expect(compareTrust(account, both, { account: '999999999999' }).differences).toEqual([]);
  });

  function compareInAccount(before: unknown, after: unknown): string[] {
    return compareTrust(before, after, { account: ACCOUNT }).differences.map(
      ({ kind, action, principal, byTrustAlone }) =>
        `${kind} ${action} ${principal.value}${byTrustAlone ? ' alone' : ''}`,
    );
  }
});

test('SageMaker on behalf of one account, and of any', () => {
  const restricted = policy({
    ...statements(SAGEMAKER)[0],
    Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:sagemaker:us-west-2:${ACCOUNT}:*` } },
  });
  expect(compare(restricted, trust(SAGEMAKER))).toEqual(['gained sts:AssumeRole sagemaker.amazonaws.com']);
  expect(compare(trust(SAGEMAKER), restricted)).toEqual(['lost sts:AssumeRole sagemaker.amazonaws.com']);
});

test('a policy with resources is no trust policy', () => {
  expect(compareTrust(undefined, policy({ ...statements(SAGEMAKER)[0], Resource: '*' })).malformed.after).toContain(
    'no Resource',
  );
});

function compare(before: object, after: object): string[] {
  return compareTrust(before, after).differences.map(
    ({ kind, action, principal }) => `${kind} ${action} ${principal.value}`,
  );
}

function statements(Principal: unknown, Action: unknown = 'sts:AssumeRole'): object[] {
  return [{ Effect: 'Allow', Action, Principal }];
}

function trust(Principal: unknown, Action?: unknown): object {
  return policy(...statements(Principal, Action));
}

function policy(...Statement: object[]): object {
  return { Version: '2012-10-17', Statement };
}
