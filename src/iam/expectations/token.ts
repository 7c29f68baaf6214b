import type { Expected, TestContext } from './access-test';
import { invalid, type Parsed, valid } from '../../shared/parsed';
import { parseGithubRepository, parseRef } from '../generate/trust/github-names';
import { isGithubClaim } from '../oidc/github';
import { oidcProvider } from '../oidc/provider';
import { encodedValue } from '../oidc/subject';

/** Claims to their values, of which a token has one each; `null` where it does not have the claim. */
export type Claims = Readonly<Record<string, readonly string[] | null>>;

/** Who comes with a token, and what his request has. */
export interface TokenCaller {
  /** Without `https://`. */
  readonly issuer: string;
  /** The ARN of the identity provider; absent for the one of the issuer in the role's account. */
  readonly provider?: string;
  readonly context: TestContext;
}

const GITHUB = 'token.actions.githubusercontent.com';
const AUDIENCE = 'sts.amazonaws.com';

/**
 * A token as IAM sees it. Its subject is made of repository, environment and ref, as GitHub makes it by default, unless the
 * test has it as `sub`.
 *
 * What is to be denied counts in each form that the subject can have, with any audience, and in any environment that is not
 * named. What is to be allowed has the form in which the repository is written, the usual audience, and no environment that is
 * not named.
 *
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export function tokenCaller(claims: Claims, expect: Expected): Parsed<TokenCaller> {
  const { issuer: issuers, provider, ...rest } = claims;
  const issuer = issuers?.[0] ?? GITHUB;
  const isOfGithub = oidcProvider(issuer, []).kind.startsWith('github');
  const unknown = isOfGithub ? Object.keys(rest).find((claim) => !isGithubClaim(claim)) : undefined;
  if (unknown !== undefined) {
    return invalid(`a claim of GitHub's tokens such as repository, ref or environment, not ${unknown}`);
  }
  if (!isOfGithub && !rest.sub) return invalid(`the claim sub: how ${issuer} makes it is not known`);

  const read = isOfGithub ? githubClaims(rest, expect) : valid(rest);
  if (!read.ok) return read;
  const all = { ...(expect === 'allow' && { aud: [AUDIENCE] }), ...read.value };
  return valid({
    issuer,
    ...(provider && { provider: provider[0] }),
    context: Object.fromEntries(Object.entries(all).map(([claim, values]) => [`${issuer}:${claim}`, values])),
  });
}

function githubClaims(claims: Claims, expect: Expected): Parsed<Claims> {
  const { repository, ref, ...rest } = claims;
  const repositories = (repository ?? []).map(readRepository);
  const wrong = repositories.find((each) => !each.ok);
  if (wrong && !wrong.ok) return wrong;
  const refs = (ref ?? []).map((each) => (isPattern(each) ? valid(each) : parseRef(each)));
  const wrongRef = refs.find((each) => !each.ok);
  if (wrongRef && !wrongRef.ok) return wrongRef;

  const read = repositories.flatMap((each) => (each.ok ? each.value : []));
  const fullRefs = refs.flatMap((each) => (each.ok ? each.value : []));
  const contexts = contextsOf(claims, fullRefs, expect);
  const subjects = read.flatMap((each) =>
    formsOf(each, expect).flatMap((form) => contexts.map((end) => `${form}:${end}`)),
  );
  return valid({
    ...(read.length > 0 && { sub: subjects }),
    ...(read.length > 0 && {
      repository: read.map(({ owner, name }) => (name === undefined ? owner : `${owner}/${name}`)),
    }),
    ...(fullRefs.length > 0 && { ref: fullRefs }),
    ...rest,
  });
}

interface Repository {
  readonly owner: string;
  /** Absent for a pattern without a slash. */
  readonly name?: string;
  readonly ownerId?: string;
  readonly repositoryId?: string;
}

function readRepository(text: string): Parsed<Repository> {
  if (!isPattern(text)) return parseGithubRepository(text);
  const [owner, name, ...more] = text.split('/');
  return more.length === 0 && !text.includes('@')
    ? valid({ owner: owner!, ...(name !== undefined && { name }) })
    : invalid('a repository, or a pattern such as acme/*');
}

function formsOf({ owner, name, ownerId, repositoryId }: Repository, expect: Expected): readonly string[] {
  if (name === undefined) return [`repo:${owner}`];
  const classic = `repo:${owner}/${name}`;
  const immutable = `repo:${owner}@${ownerId ?? '*'}/${name}@${repositoryId ?? '*'}`;
  if (expect === 'deny' || isPattern(classic)) return [classic, immutable];
  return [ownerId === undefined ? classic : immutable];
}

/** What a subject says of the job; of a job with an environment, nothing else. */
function contextsOf(claims: Claims, refs: readonly string[], expect: Expected): readonly string[] {
  const { environment, event_name: event } = claims;
  if (environment) return environment.map((name) => `environment:${encodedValue(name)}`);
  const isOfPullRequest = event?.every((each) => each === 'pull_request') ?? false;
  if (!isOfPullRequest && refs.length === 0) return ['*'];
  const contexts = isOfPullRequest ? ['pull_request'] : refs.map((ref) => `ref:${ref}`);
  return expect === 'deny' && environment === undefined ? [...contexts, 'environment:*'] : contexts;
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}
