import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { IAMClient } from '@aws-sdk/client-iam';
import { s3Address } from './s3-address';
import type { StateFiles } from './state-files';
import { clientConfig } from '../aws';
import type { Backend } from '../backend';

/** What it takes to reach a bucket; the endpoint of IAM does not count here. */
export interface S3Access {
  /** Where neither `backend-url` nor the environment says another. */
  readonly region: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Milliseconds that one request may take. */
const DEADLINE = 10_000;

/**
 * Of a state in S3. Three kinds of requests are no reason for the whole client of S3, which is as large as all other clients
 * together: the client of IAM knows the credentials, and signs them.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function s3StateFiles(backend: Backend, { region: standard, environment }: S3Access): StateFiles {
  const { region, profile, urlOf } = s3Address(backend, standard, environment);

  async function request(method: 'GET' | 'PUT' | 'DELETE', path: string, body?: string): Promise<Answer> {
    const client = new IAMClient({
      ...clientConfig({ region }),
      profile,
      signingEscapePath: false,
    });
    try {
      const signer = await client.config.signer({
        name: 'sigv4',
        signingName: 's3',
        signingRegion: region,
        properties: {},
      });
      const { protocol, hostname, port, pathname, host } = urlOf(path);
      const signed = await signer.sign({
        method,
        protocol,
        hostname,
        port: port === '' ? undefined : Number(port),
        path: pathname,
        headers: {
          host,
          'x-amz-content-sha256': createHash('sha256')
            .update(body ?? '')
            .digest('hex'),
        },
        body,
      } as HttpRequest);
      const handled = client.config.requestHandler.handle(signed, { abortSignal: AbortSignal.timeout(DEADLINE) });
      const { statusCode, body: stream } = (await handled).response;
      return { statusCode, text: await textOf(stream as Readable) };
    } finally {
      client.destroy();
    }
  }

  return {
    async read(path) {
      const answer = await request('GET', path);
      if (answer.statusCode === 404 && /<Code>NoSuchKey</.test(answer.text)) return undefined;
      return taken(answer).text;
    },
    async write(path, text) {
      taken(await request('PUT', path, text));
    },
    async remove(path) {
      taken(await request('DELETE', path));
    },
  };
}

type HttpRequest = Parameters<IAMClient['config']['requestHandler']['handle']>[0];

interface Answer {
  readonly statusCode: number;
  readonly text: string;
}

/** @throws an error with the words of S3 where it refuses */
function taken(answer: Answer): Answer {
  const { statusCode, text } = answer;
  if (statusCode >= 200 && statusCode < 300) return answer;
  const [code, message] = ['Code', 'Message'].map((name) => new RegExp(`<${name}>([^<]*)<`).exec(text)?.[1]);
  throw new Error(`S3 answers ${statusCode}${code ? ` (${[code, message].filter(Boolean).join(': ')})` : ''}.`);
}
