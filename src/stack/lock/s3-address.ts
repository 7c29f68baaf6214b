import { isIP } from 'node:net';
import { type Partition, partitionOfRegion } from '../../aws/partition';
import { type Backend, stateInS3 } from '../backend';

/** Where the objects of a state are. */
interface S3Address {
  readonly region: string;
  /** Of `~/.aws/config`, where it is not the default. */
  readonly profile?: string;
  /** @returns the object's address */
  urlOf(path: string): URL;
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
 * Finds the bucket as the engine does: by the options of `backend-url`, then by the variables of the AWS SDKs.
 *
 * https://gocloud.dev/howto/blob/#s3
 *
 * @param region where neither says one
 */
export function s3Address(backend: Backend, region: string, environment: NodeJS.ProcessEnv): S3Address {
  const { bucket, prefix } = stateInS3(backend)!;
  const options = new URL(backend.url).searchParams;
  const own = options.get('region') ?? environment.AWS_REGION ?? region;
  const given = options.get('endpoint') ?? environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL;
  const isInsecure = [options.get('disableSSL'), options.get('disable_https')].includes('true');
  const partition = partitionOfRegion(own);
  const standard = `s3.${own}.${SUFFIXES[partition.ok ? partition.value : 'aws']}`;
  const host = given === undefined ? standard : given;
  const base = new URL(/^https?:\/\//.test(host) ? host : `${isInsecure ? 'http' : 'https'}://${host}`);
  const isPathWanted = [options.get('s3ForcePathStyle'), options.get('use_path_style')].includes('true');
  // A certificate is not for names with dots in them, and an IP address has no names below it.
  const isInPath = isPathWanted || bucket.includes('.') || isIP(base.hostname) !== 0;
  return {
    region: own,
    profile: options.get('profile') ?? undefined,
    urlOf(path) {
      const url = new URL(base);
      if (!isInPath) url.hostname = `${bucket}.${base.hostname}`;
      const key = `${prefix}${path}`.split('/').map(encodeURIComponent).join('/');
      url.pathname = [base.pathname.replace(/\/$/, ''), ...(isInPath ? [bucket] : []), key].join('/');
      return url;
    },
  };
}
