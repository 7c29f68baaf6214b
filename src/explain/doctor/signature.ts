import { AwsV4Signer } from 'aws4fetch';
import type { Credentials } from './credentials';

interface UnsignedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Signing {
  readonly service: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly now: Date;
}

/**
 * Signature Version 4, of all headers. The SDK has it too, and with it half a megabyte that a question to AWS does not take.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * @returns all headers to send
 */
export async function signedHeaders(
  { method, url, headers, body }: UnsignedRequest,
  { service, region, credentials, now }: Signing,
): Promise<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new AwsV4Signer({
    ...{ method, url: url.href, headers: { ...headers, host: url.host }, ...(body && { body }) },
    ...{ accessKeyId, secretAccessKey, sessionToken, service, region, allHeaders: true },
    datetime: now.toISOString().replace(/[-:]|\.\d+/g, ''),
  });
  const signed = await signer.sign();
  return { host: url.host, ...Object.fromEntries(signed.headers) };
}
