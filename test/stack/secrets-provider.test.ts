import { isSecretsProvider } from '../../src/stack/secrets-provider';

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
])('%j: %s', (text, expected) => {
  expect(isSecretsProvider(text)).toBe(expected);
});
