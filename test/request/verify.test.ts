import { itRefuses, problemsWithValues, read } from './problems';

const ROLE = 'arn:aws:iam::123456789012:role/ci/deploy';

itRefuses('deploy-role-arn', {
  'the ARN of a role, arn:PARTITION:iam::ACCOUNT:role/NAME': [
    'arn:aws:sts::123456789012:assumed-role/deploy/session',
    'arn:aws:iam::123456789012:user/deploy',
    'arn:aws:iam::123456789012:role/',
  ],
  'an ARN of the form arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE': ['deploy'],
});

it('takes what AWS is to be asked', () => {
  const { request, problems } = read({
    ...{ verify: 'no-new-access\nno-public-access, simulate deploy-role', 'deploy-role-arn': ROLE },
    ...{ 'approval-accepts-proof': 'true', 'require-approval': 'broadening' },
  });
  expect(problems).toEqual([]);
  expect(request).toMatchObject({
    verify: ['no-new-access', 'no-public-access', 'simulate', 'deploy-role'],
    ...{ deployRoleArn: ROLE, approvalAcceptsProof: true },
  });
});

it('asks for the role where AWS is to be asked about it, and only there', () => {
  expect(problemsWithValues({ verify: 'deploy-role' })).toEqual([
    expect.stringContaining('the ARN of the role that will run `up`, which verify (deploy-role) asks AWS about'),
  ]);
  expect(problemsWithValues({ verify: 'simulate' })).toEqual([]);
});

it('asks for the tests that AWS is to prove', () => {
  expect(problemsWithValues({ verify: 'access-tests' })).toEqual([
    expect.stringContaining('a file of tests, because verify has access-tests'),
  ]);
});

it('takes only a role of the account that the model is in', () => {
  expect(
    problemsWithValues({ verify: 'deploy-role', 'deploy-role-arn': ROLE, 'account-id': '999999999999' })[0],
  ).toContain('a role of the account 999999999999');
});

it.each([
  [{ 'require-approval': 'broadening' }, 'false unless verify has no-new-access, which proves it'],
  [{ 'require-approval': 'any-change', verify: 'no-new-access' }, 'false with require-approval: any-change'],
])('does not let a proof seem to count that never does: %j', (inputs, expected) => {
  expect(problemsWithValues({ ...inputs, 'approval-accepts-proof': 'true' })).toEqual([
    expect.stringContaining(expected),
  ]);
});
