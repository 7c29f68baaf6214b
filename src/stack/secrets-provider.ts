const SCHEMES = ['awskms', 'azurekeyvault', 'gcpkms', 'hashivault'];

/** https://www.pulumi.com/docs/iac/concepts/secrets/#available-encryption-providers */
export function isSecretsProvider(text: string): boolean {
  return ['passphrase', 'default'].includes(text) || SCHEMES.some((scheme) => text.startsWith(`${scheme}://`));
}
