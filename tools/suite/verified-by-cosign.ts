import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The workflows of Pulumi's repository that sign, or have signed: on a branch or a tag of it, never on a fork. */
const SIGNER =
  '^https://github\\.com/pulumi/pulumi/\\.github/workflows/(sign|ci-prepare-release)\\.yml@refs/(heads|tags)/.+$';
const ISSUER = 'https://token.actions.githubusercontent.com';

/**
 * https://docs.sigstore.dev/cosign/verifying/verify/#keyless-verification-using-openid-connect
 *
 * @param bundle what `cosign sign-blob --bundle` wrote
 * @throws what cosign says, unless Pulumi's release workflow has signed the text
 */
export async function verifiedByCosign(text: string, bundle: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'checksums-'));
  try {
    const [signed, signature] = [join(folder, 'checksums.txt'), join(folder, 'checksums.txt.sig')];
    await writeFile(signed, text);
    await writeFile(signature, bundle);
    const identity = ['--certificate-identity-regexp', SIGNER, '--certificate-oidc-issuer', ISSUER];
    const args = ['verify-blob', '--bundle', signature, ...identity, signed];
    await promisify(execFile)('cosign', args, { env: process.env });
  } finally {
    await rm(folder, { recursive: true });
  }
}
