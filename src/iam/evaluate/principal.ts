import type { PrincipalType, Selection } from '../policy/policy';
import type { PrincipalEntry } from '../policy/well-formed';

/**
 * Who makes a request. An AWS principal is a user, a role, a session of a role, a federated user or an account's root, by
 * its ARN; a service is known by its name (`sagemaker.amazonaws.com`), a federated identity by its provider.
 */
export interface RequestPrincipal {
  readonly type: PrincipalType;
  readonly value: string;
}

/**
 * How well the principals of a trust policy fit the one that makes the request, from worst to best:
 * - `account`: its account, whose own policies decide then
 * - `identity`: the role, or the user, that it is or that its session belongs to
 * - `exact`: itself, or everybody; a permissions boundary does not limit that, except for a role
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic
 */
export type PrincipalMatch = (typeof MATCHES)[number];

const MATCHES = ['none', 'account', 'identity', 'exact'] as const;

export function matchPrincipals(
  { not, entries }: Selection<PrincipalEntry>,
  principal: RequestPrincipal,
): PrincipalMatch {
  const best = entries.reduce((rank, entry) => Math.max(rank, MATCHES.indexOf(matchPrincipal(entry, principal))), 0);
  if (!not) return MATCHES[best]!;
  return best === 0 ? byItself(principal) : 'none';
}

function matchPrincipal(entry: PrincipalEntry, principal: RequestPrincipal): PrincipalMatch {
  // {"AWS": "*"} is the same as "*": everybody, services and federated identities as well.
  if (isEverybody(entry)) return 'exact';
  if (entry.type !== principal.type) return 'none';
  if (entry.value === principal.value) return byItself(principal);
  if (entry.type !== 'AWS') return 'none';

  const account = accountOfEntry(entry.value);
  if (account !== undefined) return account === accountOfArn(principal.value) ? 'account' : 'none';
  return coversSession(entry.value, principal.value) ? 'identity' : 'none';
}

export function isBetterMatch(match: PrincipalMatch, than: PrincipalMatch): boolean {
  return MATCHES.indexOf(match) > MATCHES.indexOf(than);
}

export function isEverybody({ type, value }: PrincipalEntry): boolean {
  return type === 'AWS' && value === '*';
}

function byItself({ type, value }: RequestPrincipal): PrincipalMatch {
  return type === 'AWS' && /^arn:[^:]*:iam:[^:]*:[^:]*:role\//.test(value) ? 'identity' : 'exact';
}

/** @returns the account that an entry of the type AWS names as a whole, by its number or its root */
export function accountOfEntry(value: string): string | undefined {
  return /^(?:arn:[^:]*:iam::(\d{12}):root|(\d{12}))$/
    .exec(value)
    ?.slice(1)
    .find((account) => account !== undefined);
}

export function accountOfArn(arn: string): string | undefined {
  return arn.split(':')[4] || undefined;
}

/**
 * Whether the ARN of a role or a user covers that of a session: `arn:aws:iam::A:role/PATH/NAME` covers
 * `arn:aws:sts::A:assumed-role/NAME/SESSION`, which has no path.
 */
function coversSession(identity: string, session: string): boolean {
  const sessionParts = /^arn:([^:]*):sts::([^:]*):(assumed-role|federated-user)\/([^/]+)/.exec(session);
  const identityParts = /^arn:([^:]*):iam::([^:]*):(role|user)\/(?:.*\/)?([^/]+)$/.exec(identity);
  if (!sessionParts || !identityParts) return false;

  const [, partition, account, kind, name] = identityParts;
  return (
    partition === sessionParts[1] &&
    account === sessionParts[2] &&
    (kind === 'role'
      ? // The names of roles are unique without regard to case; that of a user counts as it is written.
        sessionParts[3] === 'assumed-role' && name!.toLowerCase() === sessionParts[4]!.toLowerCase()
      : sessionParts[3] === 'federated-user' && name === sessionParts[4])
  );
}
