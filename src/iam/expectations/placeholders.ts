import { iamArn, formatArn } from '../../aws/arn';
import type { Partition } from '../../aws/partition';

/** What a test may leave to the model that it is for: `{bucket}`. */
type PlaceholderName = (typeof PLACEHOLDERS)[number];

export const PLACEHOLDERS = [
  ...(['endpoint', 'endpoint-arn', 'bucket', 'bucket-arn', 'prefix', 'region', 'account', 'partition'] as const),
  ...(['role', 'role-arn', 'policy-arn', 'execution-role', 'repository'] as const),
] as const;

/** Their values; what is not known is left out. */
export type PlaceholderValues = Partial<Readonly<Record<PlaceholderName, string>>>;

/** What is known of the model, and of its role. */
export interface Filling {
  readonly partition?: Partition;
  readonly region?: string;
  readonly account?: string;
  readonly endpoint?: string;
  readonly bucket?: string;
  /** Empty for the whole bucket, else a folder that ends in `/`. */
  readonly prefix?: string;
  readonly role?: { readonly name: string; readonly path: string };
  /** An ARN. */
  readonly executionRole?: string;
  /** `OWNER/NAME`, or with its ids. */
  readonly repository?: string;
}

export function placeholderValues(filling: Filling): PlaceholderValues {
  const { partition, region, account, endpoint, bucket, prefix, role, executionRole, repository } = filling;
  const values: Partial<Record<PlaceholderName, string | undefined>> = {
    ...{ partition, region, account, endpoint, bucket, prefix, repository },
    'endpoint-arn':
      partition && region && account && endpoint
        ? formatArn({ partition, service: 'sagemaker', region, account, resource: `endpoint/${endpoint}` })
        : undefined,
    'bucket-arn':
      partition && bucket
        ? formatArn({ partition, service: 's3', region: '', account: '', resource: bucket })
        : undefined,
    role: role?.name,
    'role-arn': partition && account && role ? iamArn('role', { partition, account, ...role }) : undefined,
    'policy-arn': partition && account && role ? iamArn('policy', { partition, account, ...role }) : undefined,
    'execution-role': executionRole,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** @returns the names in braces, right or wrong; an open brace that nothing closes is one as well */
export function placeholdersIn(text: string): readonly string[] {
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name]) => name!);
  return /[{}]/.test(text.replace(PLACEHOLDER, '')) ? [...names, ''] : names;
}

export function isPlaceholder(name: string): name is PlaceholderName {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}

/** @returns the text with the values, where each of them is known */
export function withValues(text: string, values: PlaceholderValues): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => (isPlaceholder(name) ? (values[name] ?? whole) : whole));
}
