import { ARN, itRefuses, problemsOf, problemsWithValues } from './problems';
import type { GivenInputs } from '../action/fake-ports';

itRefuses('name', { 'a name of 1 to 64 letters, digits and _+=,.@-': ['churn/prod', 'n'.repeat(65)] });

describe.each(['-access-preview', '-access-deploy', '-access-boundary'])('a name that ends in %s', (end) => {
  const expected = `name: a name that does not end in ${end}, as what the template makes for its workflows does, not `;

  it.each(['preview', 'up'])('is refused for %s, in whatever case, and wherever it comes from', (command) => {
    for (const name of [`churn${end}`, `Churn${end.toUpperCase()}`]) {
      expect(problemsOf({ command, name })).toEqual([`${expected}${name}`]);
    }
    expect(problemsOf({ command, endpoint: `churn${end}` })).toEqual([`${expected}churn${end}`]);
  });

  it.each(['drift', 'destroy'])('can still be looked at and removed by %s', (command) => {
    expect(problemsOf({ command, name: `churn${end}` })).toEqual([]);
  });
});

it('takes a name that has such words elsewhere', () => {
  expect(problemsOf({ name: 'churn-access-deploy-prod' })).toEqual([]);
});

it.each([
  ['/', 'policy/churn-prod'],
  ['/', 'policy/CHURN-prod'],
  ['/models/', 'policy/models/churn-prod'],
])('refuses a policy that would bound itself, with the path %s', (path, policy) => {
  const boundary = `arn:aws:iam::123456789012:${policy}`;
  expect(problemsOf({ endpoint: ARN, 'role-path': path, 'permissions-boundary': boundary })).toEqual([
    "permissions-boundary: another policy than the role's own, which would bound itself",
  ]);
});

itRefuses('role-path', {
  'a path of letters, digits and _+=,.@- that starts and ends with /, such as /models/, of at most 512 characters': [
    ...['models', '/models', `/${'p'.repeat(511)}/`],
  ],
});

itRefuses('permissions-boundary', {
  'the ARN of a managed policy, arn:PARTITION:iam::ACCOUNT:policy/NAME': [
    ...['boundary', 'arn:aws:iam::123456789012:role/boundary'],
  ],
  'a policy in the partition aws, which us-west-2 is in': ['arn:aws-cn:iam::123456789012:policy/b'],
});

itRefuses('max-session-duration', {
  'a whole number of seconds, from 3600 (1 hour) to 43200 (12 hours)': ['3599', '43201', '1h', '-3600', '3600.5'],
});

itRefuses('tags', {
  'one key=value a line, not team': ['team'],
  'one key=value a line, not =fraud': ['=fraud'],
  'a key of letters, digits, spaces and _.:/=+-@, but got "team!"': ['team!=fraud'],
  'a value of letters, digits, spaces and _.:/=+-@ for "team", but got "fraud?"': ['team=fraud?'],
  'a key that does not start with aws:, which is AWS\'s own, but got "aws:team"': ['aws:team=x'],
  [`a key of 1 to 128 characters, but "${'k'.repeat(129)}" has 129`]: [`${'k'.repeat(129)}=x`],
  'a value of at most 256 characters, but that of "team" has 257': [`team=${'v'.repeat(257)}`],
});

it('refuses more tags than IAM takes', () => {
  const tags = Array.from({ length: 50 }, (_, index) => `key${index}=x`).join('\n');
  expect(problemsOf({ tags })).toEqual(['tags: at most 49 tags beside the one of the Action, but there are 50']);
});

it('refuses a tag that is there twice', () => {
  const expected = 'each key once, without regard to case, but "Team" is there twice';
  expect(problemsWithValues({ tags: 'team=a\nTeam=b' })).toEqual([`tags: ${expected}, but got "team=a, Team=b"`]);
});

const BOUNDARY = 'arn:aws:iam::999999999999:policy/b';

it.each<[string, GivenInputs]>([
  ['the endpoint is in', { endpoint: ARN }],
  ['account-id names', { 'account-id': '123456789012' }],
])('refuses a boundary of another account than the one that %s', (_, inputs) => {
  expect(problemsWithValues({ ...inputs, 'permissions-boundary': BOUNDARY })).toEqual([
    `permissions-boundary: a policy of the account 123456789012, or one of AWS's own, but got "${BOUNDARY}"`,
  ]);
});

it.each<[string, GivenInputs]>([
  ["of AWS's own", { endpoint: ARN, 'permissions-boundary': 'arn:aws:iam::aws:policy/x' }],
  ["of AWS's own that has the role's name", { 'permissions-boundary': 'arn:aws:iam::aws:policy/churn-prod' }],
  ['of an account that only the credentials tell', { 'permissions-boundary': BOUNDARY }],
])('takes a boundary %s', (_, inputs) => {
  expect(problemsOf(inputs)).toEqual([]);
});
