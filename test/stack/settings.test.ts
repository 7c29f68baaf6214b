import { fullStackName, parseSecretsProvider, parseStackName } from '../../src/stack/settings';

describe("the stack's full name", () => {
  const OTHERS = { url: 's3://state', isPulumiCloud: false, isLocal: false };
  const CLOUD = { url: 'https://api.pulumi.com', isPulumiCloud: true, isLocal: false };

  it.each([
    ['churn', OTHERS, 'organization/model-deployment-iam/churn'],
    ['organization/churn', OTHERS, 'organization/model-deployment-iam/churn'],
    ['churn', CLOUD, 'model-deployment-iam/churn'],
    ['acme/churn', CLOUD, 'acme/model-deployment-iam/churn'],
  ])('%s in %j', (stackName, backend, name) => {
    expect(fullStackName({ stackName, backend })).toBe(name);
  });
});

it.each([
  ['churn', true],
  ['churn-prod.us-west-2_1', true],
  ['acme/churn', true],
  ['s'.repeat(100), true],
  ['s'.repeat(101), false],
  ['', false],
  ['acme/team/churn', false],
  ['/churn', false],
  ['acme/', false],
  ['churn prod', false],
  ['churn\n', false],
  ['kürn', false],
])('%j as a stack name: %s', (text, expected) => {
  expect(parseStackName(text).ok).toBe(expected);
});

it.each([
  ['passphrase', true],
  ['default', true],
  ['awskms://alias/pulumi?region=us-west-2', true],
  ['azurekeyvault://acme.vault.azure.net/keys/pulumi', true],
  ['gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k', true],
  ['hashivault://pulumi', true],
  ['', false],
  ['awskms', false],
  ['awskms:alias/pulumi', false],
  ['Passphrase', false],
  ['s3://state', false],
])('%j as a secrets provider: %s', (text, expected) => {
  expect(parseSecretsProvider(text).ok).toBe(expected);
});
