import type { SubjectGrammar } from './subject';
import { parseGithubRepository, parseRef } from '../generate/trust/github-names';

/**
 * Claims that GitHub's tokens have.
 *
 * https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims
 */
export const GITHUB_CLAIMS: readonly string[] = [
  ...['aud', 'sub', 'iss', 'jti', 'exp', 'iat', 'nbf', 'actor', 'actor_id', 'base_ref', 'check_run_id', 'enterprise'],
  ...['enterprise_id', 'environment', 'environment_node_id', 'event_name', 'head_ref', 'job_workflow_ref'],
  ...['job_workflow_sha', 'ref', 'ref_protected', 'ref_type', 'repository', 'repository_id', 'repository_owner'],
  ...['repository_owner_id', 'repository_visibility', 'run_attempt', 'run_id', 'run_number', 'runner_environment'],
  ...['sha', 'workflow', 'workflow_ref', 'workflow_sha'],
];

/** Properties that an organization defines for its repositories. */
const PROPERTY = /^repo_property_./;

export function isGithubClaim(claim: string): boolean {
  return GITHUB_CLAIMS.includes(claim) || PROPERTY.test(claim);
}

/**
 * Subjects of GitHub's tokens: `repo:OWNER/NAME:CONTEXT` with the context `ref:…`, `environment:…` or `pull_request`, and those
 * that a repository has chosen itself, of whatever claims. `repo` stands for `repository` there.
 *
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository
 */
export const GITHUB_SUBJECT: SubjectGrammar = {
  beginnings: ['pull_request', ...['repo', ...GITHUB_CLAIMS].map((claim) => `${claim}:`), 'repo_property_'],
  words: ['pull_request'],
  isClaim: (text) => text === 'repo' || isGithubClaim(text),
  isValue(claim, value) {
    if (claim === 'repo' || claim === 'repository') return parseGithubRepository(value).ok;
    if (claim === 'ref') return /^refs\/(heads|tags)\//.test(value) ? parseRef(value).ok : /^refs\/./.test(value);
    if (OF_WORKFLOW_FILE.includes(claim)) return /^[^/]+\/[^/]+\/.+@.+$/s.test(value);
    return isNumber(claim) ? /^\d+$/.test(value) : value !== '';
  },
  isStart(claim, start) {
    if (claim === 'ref') return start.startsWith('refs/') || 'refs/'.startsWith(start);
    if (claim === 'repo' || claim === 'repository') return /^[^/\s]*(\/[^/\s]*)?$/.test(start);
    return !isNumber(claim) || /^\d*$/.test(start);
  },
};

function isNumber(claim: string): boolean {
  return /_id$|^run_(number|attempt)$/.test(claim) && !/node_id$/.test(claim);
}

/** The claims that say of which repository a job is. */
export const OF_REPOSITORY = ['repo', 'repository', 'repository_id'];
/** The claims that say which file of which repository is run: `acme/shared/.github/workflows/deploy.yml@refs/heads/main`. */
export const OF_WORKFLOW_FILE = ['job_workflow_ref', 'workflow_ref'];
/** The claims that tell jobs of a repository apart by more than what somebody who can push may choose. */
export const OF_JOB = [
  ...['ref', 'environment', 'pull_request', 'event_name', 'sha', 'job_workflow_sha', 'workflow_sha', 'ref_protected'],
  ...['actor', 'actor_id', 'base_ref', 'head_ref', 'run_id', 'check_run_id', ...OF_WORKFLOW_FILE],
];
