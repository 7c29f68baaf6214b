/** Whose tokens a role trusts, as far as it is known how their subjects are made. */
export interface OidcProvider {
  /** Without `https://`: the names of its claims start with it. */
  readonly issuer: string;
  readonly kind: 'github' | 'github-server' | 'gitlab' | 'kubernetes' | 'other';
}

const KINDS: readonly (readonly [OidcProvider['kind'], RegExp])[] = [
  // https://docs.github.com/en/actions/reference/security/oidc
  ['github', /^token\.actions\.(githubusercontent\.com|[\w-]+\.ghe\.com)(\/|$)/],
  ['github-server', /\/_services\/token$/],
  // https://docs.gitlab.com/ci/cloud_services/aws/
  ['gitlab', /(^|\.)gitlab\./],
  // https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
  ['kubernetes', /^oidc[.-]eks\./],
];

/** A provider under a name of its own is known by the subjects that are asked for. */
const SUBJECTS: readonly (readonly [OidcProvider['kind'], RegExp])[] = [
  ['gitlab', /^project_path:/],
  ['kubernetes', /^system:serviceaccounts?:/],
];

/**
 * @param issuer what follows `oidc-provider/` in the provider's ARN
 * @param subjects that the trust policy asks for
 */
export function oidcProvider(issuer: string, subjects: readonly string[]): OidcProvider {
  const byName = KINDS.find(([, name]) => name.test(issuer));
  const bySubject = SUBJECTS.find(([, form]) => subjects.some((subject) => form.test(subject)));
  return { issuer, kind: (byName ?? bySubject)?.[0] ?? 'other' };
}
