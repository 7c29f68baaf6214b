/** What `aws-actions/configure-aws-credentials` asks GitHub for. */
const AUDIENCE = 'sts.amazonaws.com';

/** @returns a token as GitHub gives it to a job, without a signature: the emulator looks at none, see emulator.py */
export function unsignedToken(subject: string): string {
  const claims = { iss: 'https://token.actions.githubusercontent.com', aud: AUDIENCE, sub: subject };
  return ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'unsigned'].join('.');
}

/**
 * The token of the job that this process runs in, from GitHub.
 *
 * https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 *
 * @throws Error where the job may not have one, or GitHub gives none
 */
export async function ownToken({
  ACTIONS_ID_TOKEN_REQUEST_URL: url,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
}: NodeJS.ProcessEnv): Promise<string> {
  if (!url || !token) throw new Error('This job gets no token: it needs the permission id-token: write.');
  const asked = new URL(url);
  asked.searchParams.set('audience', AUDIENCE);
  const response = await fetch(asked, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error(`GitHub gives no token: ${response.status} ${await response.text()}`);
  const { value } = (await response.json()) as { value: string };
  return value;
}

/** @param token as from GitHub: a JSON Web Token */
export function subjectOf(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string };
  return claims.sub;
}
