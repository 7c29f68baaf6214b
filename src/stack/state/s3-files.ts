import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { IAMClient } from '@aws-sdk/client-iam';
import type { StateFile, StateFiles } from './files';
import { s3Address } from './s3-address';
import { clientConfig } from '../aws';
import type { Backend } from '../backend';

/** What it takes to reach a bucket; the endpoint of IAM does not count here. */
export interface S3Access {
  /** Where neither `backend-url` nor the environment says another. */
  readonly region: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Aborted when nobody waits for an answer any more. */
  readonly signal?: AbortSignal;
}

/** Milliseconds that one request may take. */
const DEADLINE = 10_000;

/**
 * Of a state in S3. Four kinds of requests are no reason for the whole client of S3, which is as large as all other clients
 * together: the client of IAM knows the credentials, and signs them.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function s3Files(backend: Backend, { region: standard, environment, signal }: S3Access): StateFiles {
  const { bucket, region, profile, prefix } = s3Address(backend, standard, environment);

  async function request({ method, url, query, body }: S3Request): Promise<Answer> {
    signal?.throwIfAborted();
    const client = new IAMClient({ ...clientConfig({ region, signal }), profile, signingEscapePath: false });
    try {
      const signer = await client.config.signer({
        name: 'sigv4',
        signingName: 's3',
        signingRegion: region,
        properties: {},
      });
      const { protocol, hostname, port, pathname, host } = url;
      const signed = await signer.sign({
        method,
        protocol,
        hostname,
        port: port === '' ? undefined : Number(port),
        path: pathname,
        query,
        headers: { host, 'x-amz-content-sha256': sha256(body ?? '') },
        body,
      } as HttpRequest);
      const limit = AbortSignal.timeout(DEADLINE);
      const handled = client.config.requestHandler.handle(signed, {
        abortSignal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      const { statusCode, body: stream } = (await handled).response;
      return { statusCode, content: await buffer(stream as Readable) };
    } finally {
      client.destroy();
    }
  }

  return {
    async list(start) {
      const found: StateFile[] = [];
      let next: string | undefined;
      do {
        const query = { 'list-type': '2', prefix: prefix + start, ...(next && { 'continuation-token': next }) };
        const page = taken(await request({ method: 'GET', url: bucket, query })).content.toString();
        found.push(...objectsIn(page).map(({ key, modified }) => ({ path: key.slice(prefix.length), modified })));
        next = elementIn(page, 'NextContinuationToken');
      } while (next);
      return found;
    },

    async read(path) {
      const answer = await request({ method: 'GET', url: objectUrl(path) });
      const isMissing = answer.statusCode === 404 && elementIn(answer.content.toString(), 'Code') === 'NoSuchKey';
      return isMissing ? undefined : taken(answer).content;
    },

    async write(path, text) {
      taken(await request({ method: 'PUT', url: objectUrl(path), body: text }));
    },

    async remove(path) {
      taken(await request({ method: 'DELETE', url: objectUrl(path) }));
    },
  };

  function objectUrl(path: string): URL {
    const url = new URL(bucket);
    const key = (prefix + path).split('/').map(escaped).join('/');
    url.pathname = `${bucket.pathname.replace(/\/$/, '')}/${key}`;
    return url;
  }
}

interface S3Request {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
}

type HttpRequest = Parameters<IAMClient['config']['requestHandler']['handle']>[0];

interface Answer {
  readonly statusCode: number;
  readonly content: Buffer;
}

/** @throws an error with the words of S3 where it refuses */
function taken(answer: Answer): Answer {
  const { statusCode, content } = answer;
  if (statusCode >= 200 && statusCode < 300) return answer;
  const [code, message] = ['Code', 'Message'].map((name) => elementIn(content.toString(), name));
  throw new Error(`S3 answers ${statusCode}${code ? ` (${[code, message].filter(Boolean).join(': ')})` : ''}.`);
}

function objectsIn(page: string): { readonly key: string; readonly modified: number }[] {
  return [...page.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, object]) => ({
    key: elementIn(object!, 'Key') ?? '',
    modified: Date.parse(elementIn(object!, 'LastModified') ?? ''),
  }));
}

/** @returns the text in an element of XML that holds nothing else */
function elementIn(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`)
    .exec(xml)?.[1]!
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => ENTITIES[entity]!);
}

/** As S3 itself writes a key where it checks a signature. */
function escaped(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
