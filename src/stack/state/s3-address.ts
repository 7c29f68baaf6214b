import { isIP } from 'node:net';
import { type Partition, partitionOfRegion } from '../../aws/partition';
import { type Backend, stateInS3 } from '../backend';

/** Where the objects of a state are. */
interface S3Address {
  /** Of the bucket itself. */
  readonly bucket: URL;
  /** What all keys begin with: empty, or a folder with `/` at its end. */
  readonly prefix: string;
  readonly region: string;
  /** Of `~/.aws/config`, where it is not the default. */
  readonly profile?: string;
}

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const SUFFIXES: Readonly<Record<Partition, string>> = {
  aws: 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-us-gov': 'amazonaws.com',
  'aws-eusc': 'amazonaws.eu',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
};

/**
 * Finds the bucket as the engine does: by the options of `backend-url`, then by the variables of the AWS SDKs. The engine itself
 * refuses options that it doesn't know, and those that are not looked at here lead to no other bucket.
 *
 * https://gocloud.dev/howto/blob/#s3
 *
 * @param standard the region where neither says one
 */
export function s3Address(backend: Backend, standard: string, environment: NodeJS.ProcessEnv): S3Address {
  const { bucket, prefix } = stateInS3(backend)!;
  const given = [...new URL(backend.url).searchParams].reverse();
  // Of one that is there twice, the first counts.
  const options = new Map(given.map(([name, value]) => [name.toLowerCase(), value]));
  const isSet = (...names: string[]) => names.some((name) => options.get(name) === 'true');
  const region = options.get('region') || environment.AWS_REGION || standard;
  const endpoint = options.get('endpoint') || environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL;
  const host = endpoint || `s3.${region}.${suffixOf(region)}`;
  const url = new URL(
    /^https?:\/\//.test(host) ? host : `${isSet('disablessl', 'disable_https') ? 'http' : 'https'}://${host}`,
  );
  // A certificate is not for names with dots in them, and an IP address has no names below it.
  const isInPath = isSet('s3forcepathstyle', 'use_path_style') || bucket.includes('.') || isIP(url.hostname) !== 0;
  if (isInPath) url.pathname = `${url.pathname.replace(/\/$/, '')}/${bucket}`;
  else url.hostname = `${bucket}.${url.hostname}`;
  return { bucket: url, prefix, region, profile: options.get('profile') };
}

function suffixOf(region: string): string {
  const partition = partitionOfRegion(region);
  return SUFFIXES[partition.ok ? partition.value : 'aws'];
}
