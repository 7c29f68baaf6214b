import { buffer } from 'node:stream/consumers';
import { STSClient } from '@aws-sdk/client-sts';
import { clientConfig } from './aws';
import { type Backend, stateInS3 } from './backend';
import type { StateFile, StateFiles } from './state-file';
import { partitionOfRegion } from '../aws/partition';

/** The options of an address that change nothing, or that are heeded here; with any other one nothing is looked at. */
const KNOWN_OPTIONS = [
  'region',
  'endpoint',
  's3forcepathstyle',
  'use_path_style',
  'awssdk',
  'disablessl',
  'disable_https',
];

/**
 * Reads a state in S3 by two requests of its REST interface, signed by what the SDK signs the others with: its client for S3
 * would make the Action a tenth larger.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 *
 * @param region where the bucket is, unless its address or AWS_REGION says otherwise
 * @returns `undefined` where the address asks for what is not known here
 */
export function filesInS3(
  backend: Backend,
  { region, signal }: { readonly region: string; readonly signal: AbortSignal },
): StateFiles | undefined {
  const { bucket, prefix } = stateInS3(backend)!;
  const options = new Map([...new URL(backend.url).searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  if ([...options.keys()].some((name) => !KNOWN_OPTIONS.includes(name))) return undefined;
  const place = options.get('region') || process.env.AWS_REGION || region;
  const root = rootOf(bucket, place, options);
  if (!root) return undefined;

  const get = async (key: string, query: Record<string, string>): Promise<Buffer> => {
    const client = new STSClient(clientConfig({ region: place, signal }));
    try {
      const path = `${root.pathname.replace(/\/$/, '')}/${key}`;
      const { protocol, hostname, port, host } = root;
      const signer = await client.config.signer({
        name: 'sigv4',
        signingName: 's3',
        signingRegion: place,
        properties: {},
      });
      const request = await signer.sign({
        ...{ method: 'GET', protocol, hostname, port: port ? Number(port) : undefined, path, query, headers: { host } },
      } as Parameters<typeof signer.sign>[0]);
      const { response } = await client.config.requestHandler.handle(request as never, {});
      const body = await buffer(response.body as NodeJS.ReadableStream);
      if (response.statusCode === 200) return body;
      throw new Error(`S3 answers ${response.statusCode}${codeIn(body.toString())}.`);
    } finally {
      client.destroy();
    }
  };
  return {
    async list(start) {
      const found: StateFile[] = [];
      let next: string | undefined;
      do {
        const page = { 'list-type': '2', prefix: prefix + start, ...(next && { 'continuation-token': next }) };
        const answer = (await get('', page)).toString();
        found.push(...objectsIn(answer).map(({ key, modified }) => ({ key: key.slice(prefix.length), modified })));
        next = textOf('NextContinuationToken', answer);
      } while (next);
      return found;
    },
    read: (key) => get(prefix + key, {}),
  };
}

/** Without an endpoint of its own, and without dots in its name, a bucket has a host. */
function rootOf(bucket: string, region: string, options: ReadonlyMap<string, string>): URL | undefined {
  const scheme = [options.get('disablessl'), options.get('disable_https')].includes('true') ? 'http' : 'https';
  const given = options.get('endpoint');
  const endpoint =
    given && !given.includes('://')
      ? `${scheme}://${given}`
      : given || process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL;
  if (endpoint) return URL.parse(`${endpoint.replace(/\/+$/, '')}/${bucket}`) ?? undefined;
  const partition = partitionOfRegion(region);
  const domain = partition.ok ? DOMAINS[partition.value] : undefined;
  if (!domain) return undefined;
  const host = `s3.${region}.${domain}`;
  return new URL(bucket.includes('.') ? `https://${host}/${bucket}` : `https://${bucket}.${host}`);
}

const DOMAINS: Readonly<Record<string, string>> = {
  aws: 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-us-gov': 'amazonaws.com',
};

/** Keys that the engine makes hold nothing that XML writes in another way, but for what a user has in the address. */
function objectsIn(answer: string): StateFile[] {
  return [...answer.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, object]) => ({
    key: unescaped(textOf('Key', object!) ?? ''),
    modified: Date.parse(textOf('LastModified', object!) ?? ''),
  }));
}

function textOf(element: string, xml: string): string | undefined {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
}

function codeIn(answer: string): string {
  const code = textOf('Code', answer);
  return code ? ` (${code})` : '';
}

function unescaped(text: string): string {
  const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => characters[name]!);
}
