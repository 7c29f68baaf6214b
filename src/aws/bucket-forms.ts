import { parseArn } from './arn';

/**
 * Other ways to name a bucket, and what else is named in such ways. Each is told by its name, with what to write instead where
 * it can be told from the text.
 */

/** What can be told of a text: what to write instead, or why nothing can be. */
export type OtherForm =
  | { readonly instead: string; readonly because: string }
  /** The end of a sentence that starts with "expected". */
  | { readonly expected: string };

const BEHIND = 'the bucket behind it, for a policy names the bucket and the access point apart';

/**
 * Names with an ending that S3 gives to what is no bucket, or no general purpose one.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/-s3alias$/, `not the alias of an access point, but ${BEHIND}: aws s3control list-access-points tells which it is`],
  [/--ol-s3$/, 'not the alias of an Object Lambda access point, but the bucket that the objects are in'],
  [/\.mrap$/, `not the alias of a Multi-Region Access Point, but ${BEHIND}: the one in the region of the endpoint`],
  [/--x-s3$/, 'a general purpose bucket, not a directory bucket, which has another way to allow access'],
  [/--xa-s3$/, 'a general purpose bucket, not an access point of a directory bucket'],
  [/--op-s3$/, 'a bucket in a region, not an access point on Outposts'],
  [/--table-s3$/, 'a general purpose bucket, not a table bucket'],
];

/** @returns what a name is of, if its ending says so */
export function formOfName(name: string): OtherForm | undefined {
  const expected = ENDINGS.find(([ending]) => ending.test(name))?.[1];
  return expected === undefined ? undefined : { expected };
}

/** ARNs of other services that have to do with S3. */
const SERVICES: Readonly<Record<string, string>> = {
  's3-object-lambda': 'not an Object Lambda access point, but the bucket that the objects are in',
  's3-outposts': 'a bucket in a region, not on Outposts',
  s3express: 'a general purpose bucket, not a directory bucket, which has another way to allow access',
  s3tables: 'a general purpose bucket, not a table bucket',
  s3vectors: 'a general purpose bucket, not a vector bucket',
};

/** @param text that looks like an ARN, and is not that of a bucket */
export function formOfArn(text: string): OtherForm | undefined {
  const arn = parseArn(text);
  if (!arn.ok) return undefined;
  const { partition, service, region, account, resource } = arn.value;
  if (service !== 's3') return SERVICES[service] === undefined ? undefined : { expected: SERVICES[service] };
  const [, point] = /^accesspoint\/([^/]+)/.exec(resource) ?? [];
  if (point === undefined) {
    return {
      instead: `arn:${partition}:s3:::${resource}`,
      because: 'for the ARN of a bucket has no region and no account',
    };
  }
  if (point.endsWith('.mrap')) return formOfName(point);
  const command = `aws s3control get-access-point --account-id ${account} --name ${point} --region ${region} --query Bucket`;
  return { expected: `not the access point ${point}, but ${BEHIND}: ${command} tells which it is` };
}

const ADDRESS = 'for a bucket is given by its name, not by an address';
/** Of S3 itself, in whatever region: `s3.us-west-2.amazonaws.com`, `s3-website-us-west-2.…`, `s3.dualstack.….amazonaws.com.cn`. */
const SERVER = String.raw`s3(?:[.-][a-z0-9.-]+)?\.amazonaws\.(?:com(?:\.cn)?|eu)`;

/** @returns what the address of a bucket or of objects in it comes to; that of a page of the console as well */
export function formOfAddress(text: string): OtherForm | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 's3') return undefined;
  if (scheme === 's3a' || scheme === 's3n') return { instead: text.replace(/^[^/]*\/\//, ''), because: ADDRESS };
  if (scheme !== undefined && !/^https?$/.test(scheme)) return { expected: `a bucket in S3, not ${scheme}://` };

  const url = URL.parse(scheme === undefined ? `https://${text}` : text);
  if (!url) return undefined;
  const place = placeAt(url);
  if (place !== undefined) return typeof place === 'string' ? { instead: place, because: ADDRESS } : place;
  return scheme === undefined ? undefined : { expected: `the name of a bucket in S3, not an address` };
}

function placeAt({ hostname: host, pathname, searchParams }: URL): string | OtherForm | undefined {
  const path = decoded(pathname);
  if (/(^|\.)console\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/.test(host)) {
    const [, bucket] = /^\/s3\/(?:buckets|object)\/([^/]+)/.exec(path) ?? [];
    return bucket && `${bucket}/${searchParams.get('prefix') ?? ''}`.replace(/\/$/, '');
  }
  if (/\.s3-accesspoint\./.test(host)) return { expected: `not an access point, but ${BEHIND}` };
  if (/\.mrap\.accesspoint\./.test(host)) return formOfName('alias.mrap');
  if (/\.s3express-/.test(host)) return formOfName('bucket--x-s3');
  if (new RegExp(`^${SERVER}$`).test(host)) return path.replace(/^\//, '').replace(/\/$/, '') || undefined;
  const [, bucket] = new RegExp(String.raw`^(.+)\.${SERVER}$`).exec(host) ?? [];
  return bucket && `${bucket}${path}`.replace(/\/$/, '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
