import type { Deployment, Environment } from '../options/deployment';

/**
 * Which jobs may assume a role, by what GitHub says of them in the token's subject, after the repository's name. A job that
 * runs in an environment has that in it, and nothing else.
 *
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function subjectsOf(
  kind: 'reading' | 'writing',
  { name }: Environment,
  { defaultBranch }: Deployment,
): string[] {
  return kind === 'writing' ? [`environment:${name}`] : ['pull_request', `ref:refs/heads/${defaultBranch}`];
}
