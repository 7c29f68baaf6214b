import { type BrokenRule, broken } from './broken-rule';
import type { Parts } from './parts';

/** Endpoint, bucket, account and region are to be in one place: an ARN that says otherwise is a mistake somewhere. */
export function brokenPlaceRules(region: string, parts: Parts): BrokenRule[] {
  return [...brokenEndpointRules(region, parts), ...brokenBucketRules(region, parts)];
}

function brokenEndpointRules(region: string, { endpoint, partition, account }: Parts): BrokenRule[] {
  const arn = endpoint?.arn;
  if (!arn) return [];
  const rules: BrokenRule[] = [];
  if (partition && arn.region !== region) {
    rules.push(broken('endpoint', `an endpoint in ${region}, which is the region, not in ${arn.region}`));
  } else if (partition && arn.partition !== partition) {
    const expected = `an ARN in the partition ${partition}, which ${region} is in, not ${arn.partition}`;
    rules.push(broken('endpoint', expected));
  }
  if (account && arn.account !== account) {
    const expected = `an endpoint in the account ${account}, which is the account-id, not in ${arn.account}`;
    rules.push(broken('endpoint', expected));
  }
  return rules;
}

function brokenBucketRules(region: string, { bucket, prefix, partition }: Parts): BrokenRule[] {
  const rules: BrokenRule[] = [];
  if (bucket?.partition && partition && bucket.partition !== partition) {
    const expected = `a bucket in the partition ${partition}, which ${region} is in, not in ${bucket.partition}`;
    rules.push(broken('bucket', expected));
  }
  if (bucket?.prefix && prefix) rules.push(broken('prefix', 'nothing, because bucket names a folder already'));
  return rules;
}
