import { masksOf, secretsOf } from '../../src/action/secrets';
import type { InputName } from '../../src/contract';
import { redactor } from '../../src/report/redact';

type Given = Partial<Record<InputName, string>>;

function secrets(environment: NodeJS.ProcessEnv, inputs: Given = {}, files: Record<string, string> = {}) {
  return secretsOf(
    environment,
    (name) => inputs[name] ?? '',
    (path) => files[path] ?? '',
  );
}

const PRIVATE_KEY = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0B', 'AQEFAASCBKcwggSjAgEAAoIB'].join('\n');
const KEY_FILE = {
  type: 'service_account',
  private_key_id: '0123',
  private_key: `${PRIVATE_KEY}\n-----END PRIVATE KEY-----\n`,
  client_email: 'deploy@acme.iam.gserviceaccount.com',
  token_uri: 'https://oauth2.googleapis.com/token',
};

describe('what is secret', () => {
  it.each([
    ...['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN'],
    ...['PULUMI_ACCESS_TOKEN', 'PULUMI_CONFIG_PASSPHRASE', 'VAULT_TOKEN', 'VAULT_SERVER_TOKEN'],
    ...['AZURE_STORAGE_KEY', 'AZURE_STORAGE_SAS_TOKEN', 'AZURE_CLIENT_SECRET', 'AZURE_STORAGE_CONNECTION_STRING'],
    ...['ARM_CLIENT_SECRET', 'ARM_ACCESS_KEY', 'ARM_SAS_TOKEN', 'AZURE_CLIENT_CERTIFICATE_PASSWORD'],
    ...['GOOGLE_CREDENTIALS', 'GOOGLE_OAUTH_ACCESS_TOKEN', 'CLOUDSDK_AUTH_ACCESS_TOKEN', 'GOOGLE_CLOUD_KEYFILE_JSON'],
    ...['GITHUB_TOKEN', 'GH_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'NPM_TOKEN', 'MY_PAT'],
    ...['INPUT_GITHUB-TOKEN', 'DB_PASSWORD', 'identity_header', 'MYSQL_PWD', 'CI_JOB_JWT', 'SLACK_WEBHOOK_URL'],
    ...['npm_config__authToken', 'DEPLOY_KEY', 'SSH_KEY'],
  ])('is the value of %s', (name) => {
    expect(secrets({ [name]: 'canary-1' })).toContain('canary-1');
  });

  it.each([
    ...['HOME', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_ROLE_ARN', 'KMS_KEY', 'CACHE_KEY', 'GITHUB_SHA'],
    ...[
      'PWD',
      'OLDPWD',
      'INIT_CWD',
      'INPUT_SECRETS-PROVIDER',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'ACTIONS_ID_TOKEN_REQUEST_URL',
      'SECRET_ARN',
    ],
  ])('is not the value of %s', (name) => {
    expect(secrets({ [name]: 'canary-1' })).toEqual([]);
  });

  it('is the token that is given', () => {
    expect(secrets({}, { 'github-token': 'ghs_1' })).toEqual(['ghs_1']);
  });

  it.each([
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    'AZURE_FEDERATED_TOKEN_FILE',
    'PULUMI_CONFIG_PASSPHRASE_FILE',
    'AWS_SHARED_CREDENTIALS_FILE',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'GOOGLE_CREDENTIALS',
    'GOOGLE_GHA_CREDS_PATH',
  ])('is what is in the file that %s names', (name) => {
    expect(secrets({ [name]: '/tmp/file' }, {}, { '/tmp/file': 'canary-1\n' })).toContain('canary-1');
  });
});

describe('of a value with several parts', () => {
  it('each line is secret that is long enough to tell something', () => {
    expect(secrets({ PULUMI_CONFIG_PASSPHRASE: ' first-line\r\n  {\nsecond-line \n' })).toEqual([
      'first-line\r\n  {\nsecond-line',
      'first-line',
      'second-line',
    ]);
  });

  it.each([
    ['a value', { GOOGLE_CREDENTIALS: JSON.stringify(KEY_FILE, undefined, 2) }, {}],
    ['a file', { GOOGLE_APPLICATION_CREDENTIALS: '/key.json' }, { '/key.json': JSON.stringify(KEY_FILE) }],
  ])('the private key of a key file is secret, line by line, and not what else it has: %s', (_, environment, files) => {
    const clean = redactor(secrets(environment, {}, files));
    expect(clean(`key MIIEvQIBADANBgkqhkiG9w0B`)).toBe('key ***');
    expect(clean(JSON.stringify(`x AQEFAASCBKcwggSjAgEAAoIB y`))).toBe('"x *** y"');
    const harmless = `${KEY_FILE.client_email} "type": "service_account", ${KEY_FILE.token_uri} {`;
    expect(clean(harmless)).toBe(harmless);
  });

  it('a key with its line breaks written as \\n is secret line by line', () => {
    expect(secrets({ TF_PRIVATE_KEY: PRIVATE_KEY.replaceAll('\n', '\\n') })).toContain('MIIEvQIBADANBgkqhkiG9w0B');
  });

  it.each<[string, NodeJS.ProcessEnv, string[]]>([
    ['a signature', { AZURE_STORAGE_SAS_TOKEN: '?sv=2024&sp=rw&sig=abc%2Fdef%3D' }, ['abc%2Fdef%3D', 'abc/def=']],
    ['a signature in front', { AZURE_STORAGE_SAS_TOKEN: 'sig=abc%2Fdef&sv=2024' }, ['abc%2Fdef', 'abc/def']],
    [
      'a connection string',
      { AZURE_STORAGE_CONNECTION_STRING: 'DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=a2V5/a2V5==' },
      ['a2V5/a2V5=='],
    ],
    ['an authorization', { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Bearer abcdef' }, ['abcdef']],
  ])('%s is secret by itself', (_, environment, expected) => {
    expect(secrets(environment)).toEqual(expect.arrayContaining(expected));
  });

  it('the keys in a file of profiles are secret, and the names of profiles are not', () => {
    const file = '[default]\naws_access_key_id = AKIAX\naws_secret_access_key = abc/def\n';
    const found = secrets({ AWS_SHARED_CREDENTIALS_FILE: '/aws' }, {}, { '/aws': file });
    expect(found).toEqual([file.trim(), 'abc/def']);
  });
});

describe('in an address', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['not an address', []],
    ['s3://state?region=us-west-2&s3ForcePathStyle=true&kmskeyid=alias/acme', []],
    ['https://me:hunter2@pulumi.acme.dev', ['hunter2']],
    ['https://me:p%40ss@pulumi.acme.dev', ['p%40ss', 'p@ss']],
    ['https://me:100%@pulumi.acme.dev', ['100%']],
    ['https://me:p/a@ss@pulumi.acme.dev/x', ['p/a@ss']],
    ['https://me:a:b:c@pulumi.acme.dev', ['a:b:c']],
    ['https://0123456789abcdef@pulumi.acme.dev', ['0123456789abcdef']],
    ['https://github.com/acme/churn@v1', []],
    ['azblob://state?storage_account=acme&sas_token=sv%3D1', ['sv%3D1', 'sv=1']],
    ['s3://state?awssecret=abc==&region=us-west-2', ['abc==']],
    ['s3://state?secret', []],
  ])('such as %j, the passwords and the options that are called secrets are found', (address, expected) => {
    expect(secrets({}, { 'backend-url': address })).toEqual(expected);
    expect(secrets({ PULUMI_RELEASES_URL: address })).toEqual(expected);
  });

  it.each(['HTTPS_PROXY', 'http_proxy', 'ALL_PROXY'])(
    'of a proxy they are found with and without http://: %s',
    (name) => {
      for (const value of ['http://me:pass-word@proxy:3128', 'me:pass-word@proxy:3128']) {
        expect(secrets({ [name]: value })).toEqual(['pass-word']);
      }
    },
  );

  it.each<InputName>(['secrets-provider', 'aws-endpoint-url', 'tags'])('of %s as well', (name) => {
    expect(secrets({}, { [name]: 'hashivault://me:pass-word@vault?token=abcd-1' })).toEqual(['pass-word', 'abcd-1']);
  });
});

it('leaves out what is empty, blank, short, an ordinary word or there already', () => {
  const environment = {
    A_TOKEN: '',
    B_TOKEN: ' ',
    C_TOKEN: 'abc',
    D_TOKEN: 'Policy',
    E_TOKEN: 'abcd',
    F_TOKEN: 'abcd ',
  };
  expect(secrets(environment)).toEqual(['abcd']);
});

it('masks line by line, for the runner masks what is printed, and never a line that others have too', () => {
  expect(masksOf(secrets({ PULUMI_CONFIG_PASSPHRASE: 'first-line\n{\nsecond-line' }))).toEqual([
    'first-line',
    'second-line',
  ]);
});
