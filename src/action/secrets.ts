import { type InputName, INPUTS } from '../contract';
import { isWorthHiding } from '../report/redact';
import { isObject } from '../shared/json';

/** Variables whose values are never to be seen, by how their names end: those of AWS, Azure, Google, Vault, Pulumi, GitHub … */
const SECRET_VARIABLE = new RegExp(
  `(?:^|[_-])(?:${[
    '(?:AUTH)?TOKEN|SECRET|PASS|PASSWORD|PASSWD|PASSPHRASE|PAT|JWT|WEBHOOK(?:_URL)?|CREDENTIALS?|KEYFILE_JSON|CONNECTION_STRING|ASSERTION',
    '(?:ACCESS|ACCOUNT|API|AUTH|ENCRYPTION|PRIVATE|SECRET|SIGNING|STORAGE)_?KEY|IDENTITY_HEADER|AUTHORIZATION|(?<=_)PWD|SSH_?KEY|DEPLOY_?KEY',
  ].join('|')})(?:_\\d+)?$`,
  'i',
);

/** Those that name a file which has such a value. */
const SECRET_FILE =
  /(?:TOKEN|PASSPHRASE|PASSWORD|SECRET|KEY|CREDENTIALS?)_(?:FILE|PATH)$|^GOOGLE_(?:APPLICATION_)?CREDENTIALS$|_CREDS_PATH$/i;

/** What the names of options, members of JSON and settings call a secret, and those of them that only say where one is. */
const SECRET_NAME =
  /secret|token|passw|passphrase|(?:access|account|api|private|storage)_?key|signature|credential|^(?:sig|key)$/i;
const NO_SECRET_NAME = /(?:id|ur[il]|type|file|path|name|provider|endpoint|region|expires?|expir\w+)$/i;

/** @returns the text of a file; empty where there is none, or none of a size that a secret has */
export type ReadSecret = (path: string) => string;

/**
 * @param input the text of an input
 * @returns what must be masked in the log, and taken out of what masks don't reach, such as comments: each secret whole and by
 *   its lines and parts, as far as they are secret
 */
export function secretsOf(
  environment: NodeJS.ProcessEnv,
  input: (name: InputName) => string,
  read: ReadSecret,
): readonly string[] {
  const variables = Object.entries(environment).map(([name, value = '']) => [name, value] as const);
  const values = variables.filter(([name]) => SECRET_VARIABLE.test(name)).map(([, value]) => value);
  const files = variables
    .filter(([name, value]) => SECRET_FILE.test(name) && value !== '')
    .map(([, path]) => read(path));
  const inputs = (Object.keys(INPUTS) as InputName[]).map(input);
  const secrets = [
    ...[input('github-token'), ...values, ...files].flatMap(partsOf),
    // A password may be in any address, such as that of a proxy or of the backend.
    ...[...variables.map(addressOf), ...inputs].flatMap(secretsInAddresses),
  ];
  return [...new Set(secrets.map((secret) => secret.trim()))].filter(isWorthHiding);
}

/** A proxy is given without `http://` too. */
function addressOf([name, value]: readonly [string, string]): string {
  return /_proxy$/i.test(name) && !value.includes('://') ? `http://${value}` : value;
}

/** What the runner can mask: it does so line by line, and a line such as `{` would be masked everywhere. */
export function masksOf(secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => !/[\r\n]/.test(secret));
}

/** Shorter lines tell nothing, and are lines of other texts too. */
const MIN_LINE = 8;

/** A file of settings or of JSON is not secret line by line: that would hide what every other one has as well. */
function partsOf(value: string): readonly string[] {
  const text = value.trim();
  const named = [...membersOf(text), ...settingsOf(text)];
  const [, credentials = ''] = /^(?:Bearer|Basic|token)\s+(\S+)$/i.exec(text) ?? [];
  // Line breaks are written as \\n where a variable can have no others.
  const parts = named.length > 0 ? named : [text, text.replaceAll('\\n', '\n')];
  return [text, credentials, ...parts.flatMap(linesOf)];
}

/** The text, and each line of it that is long enough. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return [text, ...lines.filter((line) => line.length >= MIN_LINE)];
}

/** Of the key file of a service account, for one. */
function membersOf(text: string): readonly string[] {
  if (!text.startsWith('{')) return [];
  try {
    return secretMembers(JSON.parse(text));
  } catch {
    return [];
  }
}

function secretMembers(value: unknown): readonly string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    typeof member === 'string' ? (isSecretName(name) ? [member] : []) : secretMembers(member),
  );
}

/** Of lines such as `aws_secret_access_key = …`, of the parts of a connection string, and of the options in a query. */
function settingsOf(text: string): readonly string[] {
  const pairs = text.split(/[\r\n;?&]+/).map((pair) => /^\s*([\w.-]{1,40})\s*=\s*(.+?)\s*$/.exec(pair));
  return pairs.flatMap((pair) => (pair && isSecretName(pair[1]!) ? asMeant(pair[2]!) : []));
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !NO_SECRET_NAME.test(name);
}

/** A user without a password that is as long may be a token. */
const MIN_USER = 16;

/** The passwords, and the options that are called secrets, of the addresses in a text. */
function secretsInAddresses(text: string): readonly string[] {
  return (text.match(/[a-z][a-z0-9+.-]*:\/\/\S+/gi) ?? []).flatMap((address) => {
    // A password may have / and @ in it, and a path as well.
    const [, user = '', password = ''] = /:\/\/(?:([^/?#:@]*)|[^/?#:@]*:(?!\d+\/)([^?#]*))@/.exec(address) ?? [];
    return [
      ...asMeant(password || (user.length >= MIN_USER ? user : '')),
      ...settingsOf(address.replace(/^[^?]*|#.*$/g, '')),
    ];
  });
}

/** As it is written in an address, and as it is meant. */
function asMeant(text: string): readonly string[] {
  try {
    return [text, decodeURIComponent(text)];
  } catch {
    // A bare % stands for itself.
    return [text];
  }
}
