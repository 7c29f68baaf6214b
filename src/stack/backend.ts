import { posix, win32 } from 'node:path';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** Where Pulumi keeps the state. */
export interface Backend {
  /** As the engine takes it in PULUMI_BACKEND_URL. */
  readonly url: string;
  /** Pulumi Cloud (or a self-hosted one) needs an access token and encrypts secrets itself. */
  readonly isPulumiCloud: boolean;
  /** Whether the state is on this machine's disk, and gone with it. */
  readonly isLocal: boolean;
}

const PULUMI_CLOUD = 'https://api.pulumi.com';
const OBJECT_STORES = ['s3:', 'gs:', 'azblob:'];

/**
 * Reads the text of `backend-url`. An empty text stands for Pulumi Cloud, and needs an access token.
 *
 * @param folder what a relative `file://` path is relative to: the engine runs in a temporary folder, so that it would
 *   otherwise keep the state there. With `/` or `\\` between its parts, as on the platform.
 * @param platform as in `process.platform`
 */
export function parseBackend(
  text: string,
  options: { accessToken?: string; folder: string; platform?: string },
): Parsed<Backend> {
  if (text === '' && !options.accessToken) {
    return invalid(
      'a place for the state: set it to a backend such as s3://my-pulumi-state',
      ', or set the environment variable PULUMI_ACCESS_TOKEN to use Pulumi Cloud',
    );
  }
  if (!isDecodable(text.replace(/\?.*$/, ''))) {
    return invalid('an address where a % that is part of a name is written as %25');
  }
  if (text.startsWith('file://')) return localBackend(text, options.folder, options.platform ?? process.platform);

  const url = URL.parse(text === '' ? PULUMI_CLOUD : text);
  if (url && OBJECT_STORES.includes(url.protocol) && url.hostname !== '') {
    return valid({ url: text, isPulumiCloud: false, isLocal: false });
  }
  if (url && ['https:', 'http:'].includes(url.protocol)) {
    return options.accessToken
      ? valid({ url: url.href.replace(/\/$/, ''), isPulumiCloud: true, isLocal: false })
      : invalid('an access token for this backend in the environment variable PULUMI_ACCESS_TOKEN');
  }
  return invalid('s3://BUCKET, gs://BUCKET, azblob://CONTAINER, file://FOLDER or https://PULUMI-CLOUD');
}

/** On Windows both `file://C:/state` and `file:///C:/state` are written; the engine takes the first of any, with `/` in it. */
function localBackend(text: string, folder: string, platform: string): Parsed<Backend> {
  const path = text.slice('file://'.length);
  const isWindows = platform === 'win32';
  const meant = isWindows ? path.replace(/^\/(?=[A-Za-z]:)/, '') : path;
  // The engine itself knows what ~ stands for.
  const absolute = meant.startsWith('~')
    ? meant
    : (isWindows ? win32 : posix).resolve(folder.replace(/[%?#]/g, encodeURIComponent), meant);
  const url = `file://${isWindows ? absolute.replaceAll('\\', '/') : absolute}`;
  return valid({ url, isPulumiCloud: false, isLocal: true });
}

/** The engine decodes the path of an address. */
function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== undefined;
  } catch {
    return false;
  }
}

/** The backend as it may be shown: without user, password and options, which may hold secrets. */
export function displayedBackend(backend: Backend): string {
  return backend.url.replace(/[?#].*$/, '').replace(/\/\/[^/]*@/, '//');
}

/**
 * The bucket in S3 where the state is, and what the keys of its objects begin with: empty, or a folder with `/` at its end. The
 * engine takes the path as it is written, behind what the option `prefix` says.
 *
 * https://gocloud.dev/howto/blob/#prefix
 */
export function stateInS3({ url }: Backend): { readonly bucket: string; readonly prefix: string } | undefined {
  const address = URL.parse(url);
  if (address?.protocol !== 's3:') return undefined;
  const path = /^s3:\/\/[^/?#]*\/*([^?#]*)/i.exec(url)![1]!;
  const folder = decodeURIComponent(path).replace(/(?<=[^/])$/, '/');
  return { bucket: address.hostname, prefix: (address.searchParams.get('prefix') ?? '') + folder };
}
