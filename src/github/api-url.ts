const GITHUB = 'https://api.github.com';

/** The base of GitHub's API, as octokit takes it: it would ask for `//repos` where it ends in a slash. */
export function apiUrl({ GITHUB_API_URL }: NodeJS.ProcessEnv): string {
  return (GITHUB_API_URL || GITHUB).replace(/\/+$/, '');
}

/** Whether the workflow runs on github.com, so that its token is one of that. */
export function isGithubCom(environment: NodeJS.ProcessEnv): boolean {
  return apiUrl(environment) === GITHUB;
}
