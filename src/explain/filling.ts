import { isAccountId, parseArn } from '../aws/arn';
import { parseBucket } from '../aws/bucket';
import { parseEndpoint } from '../aws/endpoint';
import { partitionOfRegion } from '../aws/partition';
import type { Filling } from '../iam/expectations/placeholders';
import { parseGithubRepository } from '../iam/generate/trust/github-names';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** The options that say what the placeholders of tests stand for. */
type Given = Partial<
  Readonly<Record<'endpoint' | 'bucket' | 'region' | 'account' | 'role' | 'execution-role' | 'repository', string>>
>;

/** What is not given stays unknown: taken from the policy itself, it would make tests hold that should not. */
export function readFilling(given: Given): Parsed<Filling> {
  const endpoint = given.endpoint === undefined ? undefined : parseEndpoint(given.endpoint);
  if (endpoint && !endpoint.ok) return invalid(`${endpoint.expected} as --endpoint`);
  const bucket = given.bucket === undefined ? undefined : parseBucket(given.bucket);
  if (bucket && !bucket.ok) return invalid(`${bucket.expected} as --bucket`);
  const role = given.role === undefined ? undefined : parseArn(given.role);
  const region = given.region ?? endpoint?.value.arn?.region;
  const partition = region === undefined ? undefined : partitionOfRegion(region);
  if (partition && !partition.ok) return invalid(`${partition.expected} as --region`);
  if (given.account !== undefined && !isAccountId(given.account)) {
    return invalid('an account of 12 digits as --account');
  }
  const { repository, 'execution-role': executionRole } = given;
  const named = repository === undefined ? undefined : parseGithubRepository(repository);
  if (named && !named.ok) return invalid(`${named.expected} as --repository`);
  if (executionRole !== undefined && !parseArn(executionRole).ok) return invalid('an ARN as --execution-role');

  const arn = role?.ok ? role.value : undefined;
  const [, path, name] = /^role(\/(?:.*\/)?)([^/]+)$/.exec(arn?.resource ?? '') ?? [];
  const filling: { -readonly [K in keyof Filling]: Filling[K] | undefined } = {
    partition: partition?.value ?? arn?.partition ?? endpoint?.value.arn?.partition,
    region,
    account: given.account ?? endpoint?.value.arn?.account ?? arn?.account,
    endpoint: endpoint?.value.name,
    bucket: bucket?.value.name,
    prefix: bucket?.value.prefix,
    role: name === undefined ? undefined : { name, path: path! },
    executionRole,
    repository,
  };
  return valid(Object.fromEntries(Object.entries(filling).filter(([, value]) => value !== undefined)));
}

/** The option that gives a placeholder its value. */
export function optionFor(placeholder: string): string {
  switch (placeholder) {
    case 'endpoint-arn':
      return '--endpoint with the ARN';
    case 'bucket':
    case 'prefix':
      return '--bucket';
    case 'bucket-arn':
      return '--bucket and --region';
    case 'partition':
      return '--region';
    case 'role':
    case 'role-arn':
    case 'policy-arn':
      return '--role';
    default:
      return `--${placeholder}`;
  }
}
