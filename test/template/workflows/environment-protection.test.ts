import { type LocalGitHub, startLocalGitHub } from '../../../sandbox/github/local-github';
import { run } from '../../../sandbox/process';
import { CHURN, workflowOf } from '../render';

/** On a machine that has other things to do, programs take their time to start. */
jest.setTimeout(30_000);

let github: LocalGitHub;
beforeEach(async () => void (github = await startLocalGitHub()));
afterEach(() => github.stop());

const STEP = workflowOf(CHURN, 'deploy').jobs.access!.steps[0]!;

/** What the step prints; it fails never. */
async function printed({ token = github.token, url = github.url, branch = 'main' } = {}): Promise<string> {
  const output = await run('bash', ['-e', '-c', STEP.run!], {
    env: {
      ...{ PATH: process.env.PATH, GITHUB_API_URL: url, GITHUB_REPOSITORY: 'acme/churn' },
      ...{ ...STEP.env, GH_TOKEN: token, BRANCH: branch },
    },
  });
  expect(github.violations).toEqual([]);
  return output.trim();
}

const PROTECTED = 'The environment production of acme/churn is looked at: it is protected.';
const warning = (words: string) =>
  `::warning title=Unprotected environment::The environment production of acme/churn ${words}, so that whoever may push to the repository may deploy by a workflow of their own. Under Settings, Environments, production: ask for a reviewer, or let only main deploy. bootstrap/README.md has the commands.`;
const unknown = (words: string) =>
  `::notice title=Environment not looked at::Whether anything protects production is not known: ${words}`;

test('is the first step, before anything is assumed, with a token that may read only', () => {
  expect(STEP.env).toEqual({ GH_TOKEN: '${{ github.token }}', ENVIRONMENT: 'production', BRANCH: 'main' });
  expect(workflowOf(CHURN, 'deploy').jobs.access!.permissions).toMatchObject({ actions: 'read', contents: 'read' });
});

test('warns where nothing protects the environment, as one that GitHub has made for the job', async () => {
  expect(await printed()).toBe(warning('asks for no reviewer and lets every branch deploy'));
});

test.each([[{ reviewers: ['mona'] }], [{ branches: ['main'] }], [{ branches: ['release/*', 'main'] }]])(
  'is content with %j',
  async (protection) => {
    github.protectEnvironment('production', protection);
    expect(await printed()).toBe(PROTECTED);
  },
);

test.each(['*', '**', '*/*', '**/*', '?*'])(
  'warns where a pattern that every branch fits may deploy: %s',
  async (pattern) => {
    github.protectEnvironment('production', { branches: ['main', pattern] });
    expect(await printed()).toBe(warning('asks for no reviewer and has a pattern that every branch or tag fits'));
  },
);

test('warns where protected branches may deploy and the deployed one is none', async () => {
  github.protectEnvironment('production', { branches: 'protected' });
  expect(await printed()).toBe(warning('lets protected branches deploy, but main is none'));
});

test.each(['main', 'release/1.0'])('is content with protected branches where %s is one', async (branch) => {
  github.protectEnvironment('production', { branches: 'protected' });
  github.protectBranch(branch);
  expect(await printed({ branch })).toBe(PROTECTED);
});

test('says that it does not know, where it may not ask', async () => {
  const token = github.tokenOf('github-actions[bot]', { actions: 'none' });
  expect(await printed({ token })).toBe(
    unknown('GitHub was asked, and it answers 403 (the job needs the permission actions: read).'),
  );
});

test('says that it does not know, where GitHub is down', async () => {
  expect(await printed({ url: 'http://127.0.0.1:9' })).toBe(unknown('GitHub was asked, and it does not answer.'));
  github.inject({ method: 'GET', path: /environments/, answer: { status: 503, body: { message: '::error::down' } } });
  expect(await printed()).toBe(unknown('GitHub was asked, and it answers 503.'));
});

test.each(['{}', '[]', '<html>', 'null', '', '{"id":1,"protection_rules":{"a":1}}', '::error::x'])(
  'says that it does not know, where something else answers: %s',
  async (page) => {
    github.inject({ path: /environments/, page });
    expect(await printed()).toBe(unknown('GitHub answers with something else.'));
  },
);

test.each([
  [{ branches: ['main'] }, /branch-policies/, '{}'],
  [{ branches: ['main'] }, /branch-policies/, ''],
  [{ branches: 'protected' as const }, /branches.main/, '{}'],
  [{ branches: 'protected' as const }, /branches.main/, '<html>'],
])('says that it does not know, where something else answers who may deploy: %j %s', async (protection, path, page) => {
  github.protectEnvironment('production', protection);
  github.inject({ path, page });
  expect(await printed()).toBe(unknown('GitHub answers with something else.'));
});
