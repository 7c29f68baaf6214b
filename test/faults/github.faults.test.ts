import { setUpStage } from './stage';
import type { ActionRun } from '../../sandbox/action';
import type { Fault } from '../../sandbox/github/faults';

const stage = setUpStage();
const CREATE = { method: 'POST', path: /\/issues\/\d+\/comments$/ };

/** A preview that comments, on a pull request with so many comments of others, while GitHub has this fault. */
async function previewWith(faults: readonly Fault[], environment: NodeJS.ProcessEnv = {}, others = 0) {
  const { github } = stage.sandbox;
  const pullRequest = github.addPullRequest();
  for (let other = 0; other < others; other++) github.addComment({ pullRequest, author: 'octocat', body: `${other}` });
  for (const fault of faults) github.inject(fault);
  const run = await stage.act({
    inputs: {},
    event: { name: 'pull_request', payload: { pull_request: { number: pullRequest } } },
    environment,
  });
  const own = github.comments(pullRequest).filter(({ author }) => author !== 'octocat');
  return { run, own };
}

function expectNothingElseFailed({ exitCode, outputs, summary }: ActionRun): void {
  expect([exitCode, outputs['failure-reason'], outputs['has-changes']]).toEqual([0, '', 'true']);
  expect(summary).toContain('3 to create');
}

it('an answer that is lost, among 500 comments and with a slash too many in the address, leads to no second comment', async () => {
  const GITHUB_API_URL = `${stage.sandbox.github.url}/`;
  const { run, own } = await previewWith([{ ...CREATE, answer: 'lose' }], { GITHUB_API_URL }, 500);
  expectNothingElseFailed(run);
  expect(own).toHaveLength(1);
  expect(run.outputs['comment-url']).toContain('#issuecomment-');
});

it('GitHub is asked again after as long as it says', async () => {
  const body = { message: 'You have exceeded a secondary rate limit.' };
  const refused = { status: 403, body, headers: { 'retry-after': '2' } };
  const { run, own } = await previewWith([{ ...CREATE, answer: refused }]);
  expectNothingElseFailed(run);
  expect(run.log).toContain('trying again in 2 s');
  expect(own).toHaveLength(1);
});

it.each<[string, Fault, string, RegExp]>([
  ['never answers', { answer: 'hang' }, 'github-request=1 comment=6', /took longer than 6 s/],
  [
    'answers with a page',
    { page: '<html>Sign in to the network</html>' },
    'github-retries=2',
    /not its API .*text\/html.*GITHUB_API_URL/,
  ],
])('GitHub that %s is a warning, and everything else is told', async (_, fault, deadlines, told) => {
  const begun = Date.now();
  const { run, own } = await previewWith([{ ...fault, times: Infinity }], {
    MODEL_DEPLOYMENT_IAM_DEADLINES: deadlines,
  });
  stage.sandbox.github.clearFaults();
  expectNothingElseFailed(run);
  expect(run.log).toMatch(/::warning title=No comment on the pull request::/);
  expect(run.log).toMatch(told);
  expect(own).toEqual([]);
  expect(Date.now() - begun).toBeLessThan(40_000);
});
