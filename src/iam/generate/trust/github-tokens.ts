import { isPlainInPolicies } from './github-names';
import { invalid, type Parsed, valid } from '../../../shared/parsed';
import { GITHUB_SUBJECT, OF_REPOSITORY, OF_WORKFLOW_FILE } from '../../oidc/github';
import { readSubject } from '../../oidc/subject';

/** What is asked of GitHub's tokens, where a user says it in full. */

/**
 * Whom tokens are for, as the identity provider in IAM lists it.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html
 */
export function parseAudience(text: string): Parsed<string> {
  return text.length <= 255 && /^[\x21-\x7e]+$/.test(text) && !isOpen(text)
    ? valid(text)
    : invalid('the audience of a token, such as sts.amazonaws.com.cn, without wildcards and ${');
}

const EXAMPLE =
  'repo:OWNER/NAME:ref:refs/heads/main:job_workflow_ref:OWNER/OTHER/.github/workflows/FILE.yml@refs/heads/main';

/**
 * The subject of tokens of a repository that has chosen of which claims it is made. One that names neither a repository nor a
 * workflow file could be that of anybody: every repository may choose the same claims.
 *
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-token-claims
 */
export function parseSubject(subject: string): Parsed<string> {
  if (isOpen(subject)) return invalid(`subjects in full, without *, ? and \${, not ${subject}`);
  const { parts, fault } = readSubject(subject, false, GITHUB_SUBJECT);
  if (fault !== undefined || !isPlainInPolicies(subject)) {
    const field = subject.split(':')[fault ?? 0] ?? '';
    const where = fault === undefined ? '' : `, which goes wrong at ${JSON.stringify(field)}`;
    return invalid(`subjects as the tokens have them, such as ${EXAMPLE}, not ${subject}${where}`);
  }
  const isNamed = parts.some(({ claim }) => OF_REPOSITORY.includes(claim) || OF_WORKFLOW_FILE.includes(claim));
  return isNamed
    ? valid(subject)
    : invalid(
        `subjects that name the repository (repo:OWNER/NAME, repository_id:ID) or the workflow that is called (job_workflow_ref:…), because those of any repository could be ${subject}`,
      );
}

function isOpen(text: string): boolean {
  return /[*?]|\$\{/.test(text);
}
