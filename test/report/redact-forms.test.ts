import { withoutForms } from '../../src/report/redact-forms';

const clean = (text: string) => withoutForms(text, '***');

// Put together, so that scanners for leaked secrets don't report them.
const part = (length: number) => 'Abcdefghij0123456789'.repeat(5).slice(0, length);
const JWT = ['eyJhbGciOiJSUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', part(43)].join('.');
const KEY = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');

it.each<[text: string, expected: string]>([
  [`token ghp_${part(36)}.`, 'token ***'],
  [`ghs_${part(36)} and`, '*** and'],
  [`ghs_123_${JWT}`, '***'],
  [`github_pat_${part(22)}_${part(59)}`, '***'],
  [`pul-${'0123456789abcdef'.repeat(3).slice(0, 40)}!`, '***!'],
  [`hvs.${part(24)}`, '***'],
  [`s.${part(24)}`, '***'],
  ['the key AKIAIOSFODNN7EXAMPLE is', 'the key *** is'],
  [`ASIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`, '***'],
  [`IQoJb3JpZ2lu${part(80)}==`, '***'],
  [`ya29.${part(40)}`, '***'],
  [`id ${JWT} end`, 'id *** end'],
  [`a ${KEY}\nMII\nEv\n-----END PRIVATE KEY----- b`, 'a *** b'],
  [`a ${KEY.replace('PRIVATE', 'RSA PRIVATE')}\\nMII\\nEv and no end`, 'a ***'],
  ['proxyconnect http://me:pa@ss@proxy:3128/: refused', 'proxyconnect http://***@proxy:3128/: refused'],
  ['Get "https://me:pass@host/a@b?c"', 'Get "https://***@host/a@b?c"'],
  [`https://${part(40)}@github.com/acme`, 'https://***@github.com/acme'],
  [
    'https://a.blob.core.windows.net/s?sv=2024&sig=a%2Fb%3D&se=1',
    'https://a.blob.core.windows.net/s?sv=2024&sig=***&se=1',
  ],
  ['azblob://state?sas_token=abc&x=1', 'azblob://state?sas_token=***&x=1'],
  ['https://s3/x?X-Amz-Credential=A%2F1&X-Amz-Signature=0ab', 'https://s3/x?X-Amz-Credential=***&X-Amz-Signature=***'],
  ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic ***'],
  ['"authorization":"token local-1234"', '"authorization":"token ***"'],
  [`sent Bearer ${part(20)}`, 'sent Bearer ***'],
  ['aws_secret_access_key = abc/def+1', 'aws_secret_access_key = ***'],
  ['{"SecretAccessKey":"abc/def","SessionToken":"xyzw1"}', '{"SecretAccessKey":"***","SessionToken":"***"}'],
  ['{\\"password\\":\\"hunter2\\"}', '{\\"password\\":\\"***\\"}'],
  ['<SecretAccessKey>abc/def</SecretAccessKey>', '<SecretAccessKey>***</SecretAccessKey>'],
  ['DB_PASSWORD=hunter2 x', 'DB_PASSWORD=*** x'],
  ['AccountName=acme;AccountKey=a2V5/a2V5==;x', 'AccountName=acme;AccountKey=***;x'],
  ['X-Vault-Token: abcdefg1', 'X-Vault-Token: ***'],
  ['//npm.acme.dev/:_authToken=abcdefgh', '//npm.acme.dev/:_authToken=***'],
])('what has the form of a secret is taken out: %s', (text, expected) => {
  expect(clean(text)).toBe(expected);
});

it.each([
  'arn:aws:secretsmanager:us-west-2:123456789012:secret:churn/token-AbCdEf',
  '{"StringEquals":{"aws:RequestTag/password":"x-yz-1","sts:ExternalId":"churn-7f3a","aws:TokenIssueTime":"2026"}}',
  '"token.actions.githubusercontent.com:sub": "repo:acme@123456/churn@456789:environment:prod"',
  '{"Action":["iam:ChangePassword","iam:CreateAccessKey","sts:GetSessionToken"]}',
  'arn:aws:s3:::ghp_*',
  'https://github.com/acme/churn/actions/runs/1@v1, git@github.com:acme/churn.git, ssh://git@github.com/acme',
  'Set the access token in PULUMI_ACCESS_TOKEN: id-token: write',
  'get stack: passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE',
  'error: incorrect passphrase, the security token included in the request is invalid: InvalidClientTokenId',
  '0f5c1e2b7a9d4c3e8f60718293a4b5c6d7e8f901 AROAIOSFODNN7EXAMPLE:session AIDAIOSFODNN7EXAMPLE',
  'basic authentication, bearer of the permissions, s.amazonaws.com, s3://bucket?region=us-west-2&kmskeyid=alias/x',
])('what has not is left as it is: %s', (text) => {
  expect(clean(text)).toBe(text);
});
