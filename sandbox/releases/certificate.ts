import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from '../cache';
import { run } from '../process';

/** A certificate that nobody trusts who is not told to. */
interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** The variables that tell Node and Go to trust it; Go then trusts no other, and on macOS takes no notice. */
  readonly trust: Readonly<Record<'NODE_EXTRA_CA_CERTS' | 'SSL_CERT_FILE', string>>;
}

/** The name besides 127.0.0.1 that it is for. */
export const RELEASES_HOST = 'releases.example';

/** Makes one with openssl, once for the machine. */
export async function releasesCertificate(): Promise<Certificate> {
  const folder = await cachedFolder('releases-certificate', async (unfinished) => {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];
    const names = ['-subj', '/CN=releases', '-addext', `subjectAltName=IP:127.0.0.1,DNS:${RELEASES_HOST}`];
    await run('openssl', ['req', '-x509', '-days', '3650', ...key, ...names, '-out', 'cert.pem'], { cwd: unfinished });
  });
  const file = join(folder, 'cert.pem');
  return {
    key: await readFile(join(folder, 'key.pem'), 'utf8'),
    cert: await readFile(file, 'utf8'),
    trust: { NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: file },
  };
}
