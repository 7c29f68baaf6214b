import { type Partition, PARTITIONS } from './partition';
import { invalid, type Parsed, valid } from '../shared/parsed';

/**
 * The parts of an Amazon Resource Name, `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export interface Arn {
  readonly partition: Partition;
  readonly service: string;
  /** Empty for resources without a region. */
  readonly region: string;
  /** Twelve digits, empty for resources without an account, or `aws` for what AWS itself provides. */
  readonly account: string;
  readonly resource: string;
}

export function looksLikeArn(text: string): boolean {
  return text.startsWith('arn:');
}

export function parseArn(text: string): Parsed<Arn> {
  const match = /^arn:([^:]*):([a-z0-9-]+):([^:]*):([^:]*):(.+)$/s.exec(text);
  if (!match) return invalid('an ARN of the form arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE');

  const [, partition, service, region, account, resource] = match as unknown as [string, ...string[]];
  if (!PARTITIONS.includes(partition as Partition)) {
    return invalid(`an ARN in one of the partitions ${PARTITIONS.join(', ')}`);
  }
  if (!['', 'aws'].includes(account!) && !isAccountId(account!)) return invalid('an ARN with an account of 12 digits');
  return valid({
    partition: partition as Partition,
    service: service!,
    region: region!,
    account: account!,
    resource: resource!,
  });
}

export function formatArn({ partition, service, region, account, resource }: Arn): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** @returns the ARN of a role or policy; IAM has no regions. */
export function iamArn(
  kind: 'role' | 'policy',
  { partition, account, path, name }: { partition: Partition; account: string; path: string; name: string },
): string {
  return formatArn({ partition, service: 'iam', region: '', account, resource: `${kind}${path}${name}` });
}
