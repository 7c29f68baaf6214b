import type { Inputs } from './inputs';
import { type Arn, isAccountId } from '../aws/arn';
import { type Bucket, parseBucket, parsePrefix } from '../aws/bucket';
import { parseEndpoint } from '../aws/endpoint';
import { type Partition, partitionOfRegion } from '../aws/partition';
import type { Target } from '../iam/target';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** Where the model is, as far as the inputs tell: what can't be read is missing. */
export type KnownTarget = Pick<Target, 'region'> &
  Partial<Pick<Target, 'partition' | 'account' | 'endpoint' | 'bucket' | 'prefix'>>;

/** Endpoint, bucket, account and region are to be in one place: an ARN that says otherwise is a mistake somewhere. */
export function readTarget(inputs: Inputs): KnownTarget {
  const { region } = inputs.values;
  const partition = inputs.take('region', partitionOfRegion(region));
  const endpoint = inputs.take('endpoint', parseEndpoint(inputs.values.endpoint));
  const bucket = inputs.take('bucket', parseBucket(inputs.values.bucket));
  const prefix = inputs.take('prefix', parsePrefix(inputs.values.prefix));
  const accountId = inputs.takeText('account-id', parseAccountId);

  if (endpoint?.arn) checkEndpoint(inputs, endpoint.arn, { partition, accountId });
  if (bucket) checkBucket(inputs, bucket, partition);
  if (bucket?.prefix && prefix) inputs.refuse('prefix', 'nothing, because bucket names a folder already');
  return {
    region,
    partition,
    account: accountId ?? endpoint?.arn?.account,
    endpoint: endpoint?.name,
    bucket: bucket?.name,
    prefix: bucket?.prefix || prefix,
  };
}

function parseAccountId(text: string): Parsed<string> {
  return isAccountId(text) ? valid(text) : invalid('an account of 12 digits');
}

function checkEndpoint(
  inputs: Inputs,
  arn: Arn,
  { partition, accountId }: { readonly partition?: Partition; readonly accountId?: string },
): void {
  const { region } = inputs.values;
  if (partition && arn.region !== region) {
    inputs.refuse('endpoint', `an endpoint in ${region}, which is the region, not in ${arn.region}`);
  } else if (partition && arn.partition !== partition) {
    inputs.refuse('endpoint', `an ARN in the partition ${partition}, which ${region} is in, not ${arn.partition}`);
  }
  if (accountId && arn.account !== accountId) {
    inputs.refuse('endpoint', [
      `an endpoint in the account ${accountId}, which is the `,
      { input: 'account-id' },
      `, not in ${arn.account}`,
    ]);
  }
}

function checkBucket(inputs: Inputs, bucket: Bucket, partition: Partition | undefined): void {
  if (!bucket.partition || !partition || bucket.partition === partition) return;
  const { region } = inputs.values;
  inputs.refuse('bucket', `a bucket in the partition ${partition}, which ${region} is in, not in ${bucket.partition}`);
}
