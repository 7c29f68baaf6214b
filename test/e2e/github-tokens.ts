/** What the real octokit asks of GitHub, where, and with which permissions of the token. */
import type { Permissions } from '../../sandbox/github/account';
import type { LocalGitHub } from '../../sandbox/github/local-github';
import type { PullRequestApi } from '../../src/github/api';
import { apiUrl } from '../../src/github/api-url';
import { boundedRequests } from '../../src/github/bounded-requests';
import { httpStatus } from '../../src/github/http-status';
import { pullRequestApi } from '../../src/github/octokit-api';
import { TOKEN_PERMISSIONS, type TokenPermission } from '../../src/github/token-permissions';
import { type WorkflowRunApi, workflowRunApi } from '../../src/github/workflow-runs';

type Api = PullRequestApi & WorkflowRunApi;
type Requests = Readonly<Record<keyof Api, (api: Api) => Promise<unknown>>>;

/** Every request that the Action can make. Those that find something again come after those that make it. */
function requests(pullRequest: number, comment: number): Requests {
  return {
    viewerLogin: (api) => api.viewerLogin(),
    listComments: async (api) => {
      for await (const page of api.listComments(pullRequest)) if (page.length === 0) return;
    },
    createComment: (api) => api.createComment(pullRequest, 'new'),
    updateComment: (api) => api.updateComment(comment, 'newer'),
    labels: (api) => api.labels(pullRequest),
    labelEvents: (api) => api.labelEvents(pullRequest),
    pullRequest: (api) => api.pullRequest(pullRequest),
    changedFiles: (api) => api.changedFiles(pullRequest),
    reviews: (api) => api.reviews(pullRequest),
    permissionOf: (api) => api.permissionOf('octocat'),
    pushersOf: (api) => api.pushersOf('feature', 'c0ffee0000000000000000000000000000000000'),
    pullRequestsOfCommit: (api) => api.pullRequestsOfCommit('c0ffee0000000000000000000000000000000000'),
    statusOf: (api) => api.statusOf({ owner: 'acme', repository: 'churn', run: 41, attempt: 1 }),
    removeLabel: (api) => api.removeLabel(pullRequest, 'iam-approved'),
    deleteComment: (api) => api.deleteComment(comment),
  };
}

async function apiOf(token: string, options: object): Promise<Api> {
  // An ES module: this file is run as CommonJS, which can only load it like this.
  const { getOctokit } = await import('@actions/github');
  const octokit = getOctokit(token, options);
  octokit.hook.wrap(
    'request',
    boundedRequests(() => undefined),
  );
  return { ...pullRequestApi(octokit, { owner: 'acme', repo: 'churn' }), ...workflowRunApi(octokit) };
}

const NAMES = { actions: 'actions', contents: 'contents', issues: 'issues', 'pull-requests': 'pullRequests' } as const;
const NONE: Permissions = { actions: 'none', contents: 'none', issues: 'none', pullRequests: 'none' };

/** @returns what GitHub refuses a token that has all that the Action needs, one that lacks one of it, and one that only reads */
export async function tokenPermissions(github: LocalGitHub) {
  github.setAttempt(41, 1, 'completed');
  const documented = TOKEN_PERMISSIONS.filter(({ user }) => user === 'action');
  const refusedWith = async (given: readonly Pick<TokenPermission, 'permission' | 'level'>[]) => {
    const entries = given.map(({ permission, level }) => [NAMES[permission as keyof typeof NAMES], level]);
    return refused(github, github.tokenOf('github-actions[bot]', { ...NONE, ...Object.fromEntries(entries) }));
  };
  const lacking: Record<string, string[]> = {};
  for (const one of documented) lacking[one.permission] = await refusedWith(documented.filter((each) => each !== one));
  return {
    nothing: await refusedWith(documented),
    ...lacking,
    writing: await refusedWith(documented.map((each) => ({ ...each, level: 'read' }))),
  };
}

async function refused(github: LocalGitHub, token: string): Promise<string[]> {
  const api = await apiOf(token, { baseUrl: github.url });
  const pullRequest = github.addPullRequest({ labels: ['iam-approved'] });
  const { id } = github.addComment({ pullRequest, author: 'github-actions[bot]', body: 'old' });
  const names: string[] = [];
  for (const [name, ask] of Object.entries(requests(pullRequest, id))) {
    await ask(api).catch((error: unknown) => {
      if (httpStatus(error) !== 403) throw error;
      names.push(name);
    });
  }
  return names;
}

/** As the runner tells them. */
const APIS = ['https://api.github.com', 'https://api.acme.ghe.com', 'https://github.acme.dev/api/v3'];

/** @returns for each GitHub, what all addresses of its REST API begin with, and the address of GraphQL */
export async function hosts() {
  const asked = await Promise.all(APIS.map((api) => addressesOf(api)));
  return Object.fromEntries(asked.map((addresses, index) => [APIS[index], addresses]));
}

async function addressesOf(GITHUB_API_URL: string) {
  const addresses: string[] = [];
  const fetch = async (url: string) => {
    addresses.push(url);
    return Response.json(url.endsWith('/graphql') ? { data: { viewer: { login: 'me' } } } : {});
  };
  const api = await apiOf('token', { baseUrl: apiUrl({ GITHUB_API_URL }), request: { fetch } });
  // What they make of such an answer is not asked here.
  for (const ask of Object.values(requests(1, 1))) await ask(api).catch(() => undefined);
  const rest = addresses.filter((address) => !address.endsWith('/graphql'));
  return {
    graphql: addresses.filter((address) => !rest.includes(address)),
    rest: [...new Set(rest.map((address) => address.replace(/(\/repos\/acme\/churn\/).*/, '$1')))],
    count: addresses.length,
  };
}
