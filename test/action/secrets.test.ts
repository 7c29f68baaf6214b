import { secretsOf } from '../../src/action/secrets';

it('takes the token and the variables that hold secrets', () => {
  const environment = {
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret-key',
    AWS_SESSION_TOKEN: 'session',
    PULUMI_ACCESS_TOKEN: 'pul-1',
    PULUMI_CONFIG_PASSPHRASE: 'open sesame',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc',
    ACTIONS_RUNTIME_TOKEN: 'runtime',
    HOME: '/home/runner',
  };
  expect(secretsOf(environment, 'ghs_1', '')).toEqual([
    'ghs_1',
    'secret-key',
    'session',
    'pul-1',
    'open sesame',
    'oidc',
    'runtime',
  ]);
});

it('leaves out what is empty, blank or there already', () => {
  expect(secretsOf({ AWS_SESSION_TOKEN: '', PULUMI_ACCESS_TOKEN: ' ', ACTIONS_RUNTIME_TOKEN: 'x' }, 'x', '')).toEqual([
    'x',
  ]);
});

it.each<[string, string[]]>([
  ['', []],
  ['not an address', []],
  ['s3://state?region=us-west-2&s3ForcePathStyle=true', []],
  ['https://me:hunter2@pulumi.acme.dev', ['hunter2']],
  ['https://me:p%40ss@pulumi.acme.dev', ['p%40ss', 'p@ss']],
  ['https://me:100%@pulumi.acme.dev', ['100%']],
  ['azblob://state?storage_account=acme&sas_token=sv%3D1', ['sv%3D1', 'sv=1']],
  ['s3://state?awssecret=abc==&region=us-west-2', ['abc==']],
  ['s3://state?secret', []],
])('finds the secrets in the backend %j', (backendUrl, secrets) => {
  expect(secretsOf({}, '', backendUrl)).toEqual(secrets);
});
