import { parseArn } from '../iam/arn';
import type { Target } from '../iam/target';
import { readStatements, texts } from '../report/statements';

const ENDPOINT = /^endpoint\/([\w-]+)$/;
const BUCKET = /^([\w.-]+)(?:\/(.*))?$/s;

/**
 * The deployment that a policy is for, as far as it can be told: the first endpoint and the first bucket that it names.
 *
 * @param policy JSON
 */
export function targetOf(policy: string): Target | undefined {
  const arns = readStatements(policy)
    .flatMap(({ Resource }) => texts(Resource))
    .map(parseArn)
    .flatMap((arn) => (arn.ok ? [arn.value] : []));
  const endpoint = arns.find(({ service, resource }) => service === 'sagemaker' && ENDPOINT.test(resource));
  const bucket = arns.find(({ service, resource, account }) => service === 's3' && !account && BUCKET.test(resource));
  if (!endpoint || !bucket) return undefined;

  const [, bucketName, key = ''] = BUCKET.exec(bucket.resource)!;
  return {
    partition: endpoint.partition,
    region: endpoint.region,
    account: endpoint.account,
    endpoint: ENDPOINT.exec(endpoint.resource)![1]!,
    bucket: bucketName!,
    prefix: /^[^*?$]+\/(?=\*$)/.exec(key)?.[0] ?? '',
  };
}
