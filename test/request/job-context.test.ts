import { jobContext } from '../../src/request/job-context';

const VARIABLES = {
  GITHUB_REPOSITORY: 'acme/churn',
  GITHUB_REPOSITORY_ID: '456789',
  GITHUB_REPOSITORY_OWNER_ID: '123456',
};
const REPOSITORY = {
  full_name: 'acme/churn',
  id: 456789,
  owner: { login: 'acme', id: 123456 },
  default_branch: 'trunk',
  created_at: '2026-07-20T08:00:00Z',
};
const KNOWN = { owner: 'acme', name: 'churn', ownerId: '123456', repositoryId: '456789' };

function presentRepository(environment: NodeJS.ProcessEnv, payload: unknown) {
  return jobContext(environment, payload).repository;
}

it('takes names and ids from the variables, and the rest from the event', () => {
  expect(presentRepository(VARIABLES, { repository: REPOSITORY })).toEqual({
    ...KNOWN,
    defaultBranch: 'trunk',
    createdAt: Date.UTC(2026, 6, 20, 8),
  });
});

it('takes the ids from the event where there are no variables', () => {
  expect(presentRepository({ GITHUB_REPOSITORY: 'acme/churn' }, { repository: REPOSITORY })).toMatchObject(KNOWN);
});

it('reads the seconds that pushes have in place of a date', () => {
  const repository = { ...REPOSITORY, created_at: Date.UTC(2026, 6, 20, 8) / 1000 };
  expect(presentRepository(VARIABLES, { repository })?.createdAt).toBe(Date.UTC(2026, 6, 20, 8));
});

it.each<[string, unknown]>([
  ['none', undefined],
  ['null', null],
  ['one without a repository', { schedule: '17 5 * * *' }],
  ['one of another repository', { repository: { ...REPOSITORY, full_name: 'evil/churn' } }],
  ['one whose repository is a text', { repository: 'acme/churn' }],
  [
    'one that makes no sense',
    { repository: { full_name: 'acme/churn', id: {}, owner: 7, default_branch: 7, created_at: 'then' } },
  ],
])('knows no more than the variables say if the event is %s', (_, payload) => {
  expect(presentRepository(VARIABLES, payload)).toEqual(KNOWN);
});

it('takes the branch that a schedule runs on for the default branch', () => {
  const variables = { ...VARIABLES, GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: 'refs/heads/release/1' };
  expect(presentRepository(variables, { schedule: '17 5 * * *' })?.defaultBranch).toBe('release/1');
  expect(presentRepository({ ...variables, GITHUB_EVENT_NAME: 'push' }, {})?.defaultBranch).toBeUndefined();
  expect(presentRepository({ ...variables, GITHUB_REF: 'refs/tags/v1' }, {})?.defaultBranch).toBeUndefined();
  expect(presentRepository(variables, { repository: REPOSITORY })?.defaultBranch).toBe('trunk');
});

it.each(['*', 'x', '-1', '0', '1e3', ''])('takes the id %j for none', (id) => {
  const variables = { ...VARIABLES, GITHUB_REPOSITORY_ID: id, GITHUB_REPOSITORY_OWNER_ID: id };
  expect(presentRepository(variables, {})).toEqual({ owner: 'acme', name: 'churn' });
});

it.each([undefined, '', 'churn', 'acme/*', 'acme/churn/x'])('knows no repository by the name %j', (name) => {
  expect(presentRepository({ ...VARIABLES, GITHUB_REPOSITORY: name }, { repository: REPOSITORY })).toBeUndefined();
});
