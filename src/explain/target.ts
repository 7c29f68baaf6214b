import { type Arn, parseArn } from '../aws/arn';
import { type Partition, PARTITIONS } from '../aws/partition';
import { parseDocumentText } from '../iam/policy/document-text';
import { namedEntries } from '../iam/policy/policy';
import { readPolicy } from '../iam/policy/read';
import type { PartialTarget } from '../iam/target';

const ENDPOINT = /^endpoint\/([\w-]+)$/;
const BUCKET = /^([\w.-]+)(?:\/(.*))?$/s;

/** Of these, others like a resource are made up where the policy names nothing of a region. */
const ANYWHERE = { region: 'us-east-1', account: '123456789012' };

/**
 * The deployment that a policy is for, as far as it can be told: the first endpoint and the first bucket that it names.
 *
 * @param policy JSON
 */
export function targetOf(policy: string): PartialTarget {
  const arns = readPolicy(parseDocumentText(policy), 'identity')
    .statements.flatMap(({ resources }) => namedEntries(resources))
    .map(parseArn)
    .flatMap((arn) => (arn.ok ? [arn.value] : []));
  const endpoint = arns.find(({ service, resource }) => service === 'sagemaker' && ENDPOINT.test(resource));
  const bucket = arns.find(({ service, resource, account }) => service === 's3' && !account && BUCKET.test(resource));
  return {
    ...locationOf(endpoint ?? arns.find(isLocated) ?? bucket),
    ...(endpoint && { endpoint: ENDPOINT.exec(endpoint.resource)![1]! }),
    ...(bucket && bucketOf(bucket)),
  };
}

function locationOf(arn: Arn | undefined): Pick<PartialTarget, 'partition' | 'region' | 'account'> {
  const partition = PARTITIONS.find((known) => known === arn?.partition) ?? ('aws' satisfies Partition);
  return arn && isLocated(arn) ? { partition, region: arn.region, account: arn.account } : { partition, ...ANYWHERE };
}

function isLocated({ region, account }: Arn): boolean {
  return /^[a-z0-9-]+$/.test(region) && /^\d{12}$/.test(account);
}

function bucketOf({ resource }: Arn): Pick<PartialTarget, 'bucket' | 'prefix'> {
  const [, bucket, key = ''] = BUCKET.exec(resource)!;
  return { bucket, prefix: /^[^*?$]+\/(?=\*$)/.exec(key)?.[0] ?? '' };
}
