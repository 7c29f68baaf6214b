/** `"password": "…"`, `password='…'`, `\"password\":\"…\"`. Behind a colon and a blank, words without digits are prose. */
const IS = `["'\\\\]{0,4}\\s*(?:=>?\\s*|:(?:\\s*(?=["'\\\\])|\\s+(?=\\S*\\d)|(?=\\S)))["'\\\\]{0,4}`;
const VALUE = `([^\\s"'\\\\<>&;,(){}[\\]]{4,})`;

/** What these names have is secret, wherever they stand. A name behind a colon or a slash is one of a condition key or an ARN. */
const SECRET_NAMES = [
  '(?:aws_?)?secret_?access_?key|(?:aws_?)?session_?token|security_?token|client_?secret|(?:access|refresh|id|sas|auth)_?token',
  '(?:account|api|private|storage)_?key|sharedaccess(?:key|signature)|x-vault-token|x-amz-security-token',
].join('|');

/**
 * Forms of secrets that nobody has named, as providers, SDKs and servers may tell them. What is replaced is the first group, or
 * all of it. None has `*` or `?` in it, so that no pattern of a policy is taken for one.
 */
const FORMS: readonly RegExp[] = [
  // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
  /\bgh[pousr]_[A-Za-z0-9_.-]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}/g,
  // https://www.pulumi.com/docs/administration/access-identity/access-tokens/
  /\bpul-[A-Za-z0-9]{16,}/g,
  // https://developer.hashicorp.com/vault/docs/concepts/tokens#token-prefixes
  /\bhv[sbr]\.[A-Za-z0-9_-]{16,}|(?<![\w.])s\.[A-Za-z0-9]{24}(?![\w.])/g,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}(?:[\s:/,;"'|=]{1,3}[A-Za-z0-9/+]{40})?(?![A-Za-z0-9])/g,
  /(?<![A-Za-z0-9])(?:FwoGZXIvYXdz|IQoJb3JpZ2lu)[A-Za-z0-9+/=%_-]{20,}/g,
  /\bya29\.[A-Za-z0-9_-]{16,}|\bGOCSPX-[A-Za-z0-9_-]{16,}|\bAIza[A-Za-z0-9_-]{35}/g,
  /\bnpm_[A-Za-z0-9]{36}\b|\bglpat-[A-Za-z0-9_-]{20,}|\bxox[abeprs]-[A-Za-z0-9-]{10,}/g,
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
  // JSON Web Tokens: https://www.rfc-editor.org/rfc/rfc7519
  // To look for the dot first, and only where the letters begin, takes no time for many letters without one.
  /(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]+\.)(?:[A-Za-z0-9_-]*?[_-])??(eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?)/g,
  // User and password of an address, up to its last @: a password may have one too.
  /\b[a-z][a-z0-9+.-]{0,20}:(?:\/|\\\/|%2F){2}([^\s/"'<>:@]*:[^\s/"'<>]{1,2000})@/gi,
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/([A-Za-z0-9_.~%-]{20,})@/gi,
  /(?:[?&;]|&amp;|%26|%3F)(?:[\w.-]*(?:token|secret|passw(?:or)?d|signature|credential|access_?key|api_?key)|sig)(?:=|%3D)([^&\s"'#<>\\]+)/gi,
  /(?<![A-Za-z0-9])sig=([A-Za-z0-9%+/_-]{16,}=*)/g,
  /\bauthorization["'\\]{0,4}\s*[:=]\s*["'\\]{0,4}(?:[A-Za-z0-9_-]+\s+)?([^\s"'\\,]{8,})/gi,
  /\b(?:bearer|basic)\s+(?=\S*[0-9A-Z=])([A-Za-z0-9._~+/=-]{16,})/gi,
  /_authtoken["'\\]{0,4}\s*[:=]\s*["'\\]{0,4}([^\s"'\\]{4,})/gi,
  new RegExp(`(?<![:/.A-Za-z0-9-])(?:${SECRET_NAMES})${IS}${VALUE}`, 'gi'),
  new RegExp(
    `(?<![:/.A-Za-z0-9-])(?:passw(?:or)?d|passphrase)(?:=|["'\\\\]{1,4}\\s*[:=]\\s*)["'\\\\]{0,4}${VALUE}`,
    'gi',
  ),
  /<(?:SecretAccessKey|SessionToken|AccessToken|Password)>([^<\s]+)</gi,
];

/** @returns the text with what has the form of a secret replaced */
export function withoutForms(text: string, replacement: string): string {
  return FORMS.reduce(
    (rest, form) =>
      rest.replace(form, (whole: string, ...groups: unknown[]) =>
        typeof groups[0] === 'string' ? replacedIn(whole, groups[0], replacement) : replacement,
      ),
    text,
  );
}

function replacedIn(whole: string, secret: string, replacement: string): string {
  const start = whole.lastIndexOf(secret);
  return whole.slice(0, start) + replacement + whole.slice(start + secret.length);
}
