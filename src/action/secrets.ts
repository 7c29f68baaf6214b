/** Variables whose values are never to be seen. */
const SECRET_VARIABLES = [
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'PULUMI_ACCESS_TOKEN',
  'PULUMI_CONFIG_PASSPHRASE',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
];

/** @returns what must be masked in the log, and taken out of what masks don't reach, such as comments */
export function secretsOf(environment: NodeJS.ProcessEnv, token: string, backendUrl: string): string[] {
  const secrets = [token, ...SECRET_VARIABLES.map((name) => environment[name] ?? ''), ...urlSecrets(backendUrl)];
  return [...new Set(secrets.filter((secret) => secret.trim() !== ''))];
}

/**
 * The password, and the options that are called secrets, of a backend's address: as they are written there, which is how
 * the address is shown, and as they are meant.
 */
function urlSecrets(text: string): string[] {
  const url = URL.parse(text);
  if (!url) return [];
  const options = url.search
    .slice(1)
    .split('&')
    .filter((option) => /^[^=]*(key|secret|token|password|sig)/i.test(option))
    .map((option) => option.replace(/^[^=]*=?/, ''));
  return [url.password, ...options].flatMap((secret) => [secret, decoded(secret)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A bare % stands for itself.
    return text;
  }
}
