import type { SubjectGrammar } from './subject';

/**
 * Claims that GitLab's tokens have.
 *
 * https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload
 */
export const GITLAB_CLAIMS: readonly string[] = [
  ...['aud', 'sub', 'iss', 'jti', 'exp', 'iat', 'nbf', 'ci_config_ref_uri', 'ci_config_sha', 'deployment_tier'],
  ...['deployment_action', 'environment', 'environment_protected', 'groups_direct', 'job_id', 'job_namespace_id'],
  ...['job_namespace_path', 'job_project_id', 'job_project_path', 'job_source', 'namespace_id', 'namespace_path'],
  ...['pipeline_id', 'pipeline_source', 'project_id', 'project_path', 'project_visibility', 'ref', 'ref_path'],
  ...['ref_protected', 'ref_type', 'runner_environment', 'runner_id', 'sha', 'user_access_level', 'user_email'],
  ...['user_id', 'user_identities', 'user_login'],
];

/**
 * Subjects of GitLab's tokens: `project_path:GROUP/PROJECT:ref_type:branch:ref:NAME`, or fewer of these claims, or others.
 *
 * https://docs.gitlab.com/ci/cloud_services/#configure-a-conditional-role-with-oidc-claims
 */
export const GITLAB_SUBJECT: SubjectGrammar = {
  first: ['project_path'],
  beginnings: GITLAB_CLAIMS.map((claim) => `${claim}:`),
  words: [],
  isClaim: (text) => GITLAB_CLAIMS.includes(text),
  isValue(claim, value) {
    if (claim === 'project_path') return /^[^/\s]+(\/[^/\s]+)+$/.test(value);
    return claim === 'ref_type' ? ['branch', 'tag'].includes(value) : value !== '';
  },
  isStart(claim, start) {
    return claim !== 'ref_type' || ['branch', 'tag'].some((type) => type.startsWith(start));
  },
};
