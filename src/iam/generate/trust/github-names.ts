import type { GithubRepository } from './github';
import { parseArn, isAccountId } from '../../../aws/arn';
import { invalid, type Parsed, valid } from '../../../shared/parsed';

/** What GitHub calls things, as it ends up in a trust policy: anything that would mean something else there is refused. */

const OWNER = /^[A-Za-z0-9_-]{1,39}$/;
const NAME = /^[A-Za-z0-9._-]{1,100}$/;
const ID = /^[1-9]\d{0,19}$/;

/** Reads `OWNER/NAME` or `OWNER@OWNER_ID/NAME@ID`. */
export function parseGithubRepository(text: string): Parsed<GithubRepository> {
  const match = /^([^/@]+)(?:@([^/@]+))?\/([^/@]+)(?:@([^/@]+))?$/.exec(text);
  const [, owner = '', ownerId, name = '', repositoryId] = match ?? [];
  const ids = [ownerId, repositoryId].filter((id) => id !== undefined);
  return OWNER.test(owner) && NAME.test(name) && !/^\.{1,2}$/.test(name) && ids.length !== 1 && ids.every(isGithubId)
    ? valid({ owner, name, ...(ids.length > 0 && { ownerId, repositoryId }) })
    : invalid('a repository, OWNER/NAME, or with its ids OWNER@OWNER_ID/NAME@ID');
}

export function isGithubId(text: string): boolean {
  return ID.test(text);
}

/**
 * Reads a branch (`main`), or a branch or tag in full (`refs/heads/main`, `refs/tags/v1`).
 *
 * https://git-scm.com/docs/git-check-ref-format
 */
export function parseRef(text: string): Parsed<string> {
  const ref = text.startsWith('refs/') ? text : `refs/heads/${text}`;
  const name = /^refs\/(?:heads|tags)\/(.+)$/s.exec(ref)?.[1] ?? '';
  const isWellFormed =
    ref.length <= 255 &&
    name !== '' &&
    !/[\s~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$|^@$/.test(name) &&
    name.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock') && part !== '');
  return isWellFormed && isPlainInPolicies(name)
    ? valid(ref)
    : invalid('one branch or tag, such as main or refs/tags/v1, without wildcards');
}

/** https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
export function parseEnvironment(text: string): Parsed<string> {
  return text.length <= 255 && isPlainInPolicies(text) && !/[*?]/.test(text)
    ? valid(text)
    : invalid('the name of one environment, of at most 255 characters, without wildcards and ${');
}

/**
 * A policy reads `${…}` as a variable, and can't hold characters after ÿ.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html, the pattern of AssumeRolePolicyDocument
 */
export function isPlainInPolicies(text: string): boolean {
  return !/\$\{|\p{Cc}|[^\u0020-\u00ff]/u.test(text);
}

/** An identity provider for the tokens of GitHub's workflows. */
export interface IdentityProvider {
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
  /** Without `https://`. */
  readonly issuer: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
export function parseIdentityProvider(text: string): Parsed<IdentityProvider> {
  const arn = parseArn(text);
  const issuer = arn.ok
    ? /^oidc-provider\/([A-Za-z0-9.-]+(?:\/[A-Za-z0-9._/-]+)?)$/.exec(arn.value.resource)?.[1]
    : undefined;
  return arn.ok && issuer && arn.value.service === 'iam' && arn.value.region === '' && isAccountId(arn.value.account)
    ? valid({ arn: text, partition: arn.value.partition, account: arn.value.account, issuer })
    : invalid(
        'the ARN of an identity provider, arn:PARTITION:iam::ACCOUNT:oidc-provider/token.actions.githubusercontent.com',
      );
}

/**
 * Who issues the tokens: github.com, an enterprise on ghe.com, or a GitHub Enterprise Server.
 *
 * https://docs.github.com/en/actions/reference/security/oidc
 *
 * @param serverUrl `https://github.com`
 */
export function issuerOf(serverUrl: string): string {
  const host = URL.parse(serverUrl)?.hostname ?? 'github.com';
  if (host === 'github.com') return 'token.actions.githubusercontent.com';
  return host.endsWith('.ghe.com') ? `token.actions.${host}` : `${host}/_services/token`;
}

/** GitHub Enterprise Server has none. */
export function hasImmutableSubjects(serverUrl: string): boolean {
  return !issuerOf(serverUrl).endsWith('/_services/token');
}
