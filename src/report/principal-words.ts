import { code, text } from './render/markdown';

const KINDS: Readonly<Record<string, string>> = {
  Service: 'service',
  Federated: 'identity provider',
  CanonicalUser: 'canonical user',
};

/** https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws */
const GITHUB = /^arn:[^:]+:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/;

/** @returns a principal as inline Markdown */
export function principalWords(type: string, value: string): string {
  if (type === 'AWS') return value === '*' ? '**anyone**' : code(value);
  if (type === 'Federated' && GITHUB.test(value)) return `GitHub Actions (${code(value)})`;
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : text(type);
  return value === '*' ? `**any** ${kind}` : `the ${kind} ${code(value)}`;
}
