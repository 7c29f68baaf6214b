import { asObject } from './json';

/** The events that GitHub runs with the rights of the fork when a pull request comes from one. */
const RUN_AS_FORK = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];

/**
 * Whether GitHub makes the workflow's token read-only whatever `permissions` say, as it does for pull requests from forks.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories
 */
export function isReadOnlyForFork(eventName: string, payload: unknown): boolean {
  if (!RUN_AS_FORK.includes(eventName)) return false;
  const pullRequest = asObject(asObject(payload)?.pull_request);
  const repositoryOf = (side: 'head' | 'base') => asObject(asObject(pullRequest?.[side])?.repo)?.id;
  // A fork that was deleted since has no repository at all.
  return pullRequest !== undefined && repositoryOf('head') !== repositoryOf('base');
}
