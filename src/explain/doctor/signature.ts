import { createHash, createHmac } from 'node:crypto';
import type { Credentials } from './credentials';

interface UnsignedRequest {
  readonly method: 'GET' | 'POST';
  /** Its path as it is sent, and its query. */
  readonly url: URL;
  /** In lower case. */
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
 * Signature Version 4. The SDK has it too, and with it half a megabyte that a question to AWS does not take.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * @returns all headers to send
 */
export function signedHeaders(
  { method, url, headers, body }: UnsignedRequest,
  { service, region, credentials, now }: Signing,
): Record<string, string> {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const all: Record<string, string> = {
    ...headers,
    host: url.host,
    'x-amz-date': time,
    ...(service === 's3' && { 'x-amz-content-sha256': sha256(body) }),
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(all).sort();
  const canonical = [
    ...[method, url.pathname, canonicalQuery(url)],
    ...[...names.map((name) => `${name}:${all[name]!.trim()}`), ''],
    ...[names.join(';'), sha256(body)],
  ].join('\n');
  const scope = [time.slice(0, 8), region, service, 'aws4_request'].join('/');
  const key = scope.split('/').reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex');
  return {
    ...all,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

function canonicalQuery({ searchParams }: URL): string {
  return [...searchParams]
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .sort()
    .join('&');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
