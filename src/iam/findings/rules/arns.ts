import { isAccountId } from '../../../aws/arn';
import {
  isListedRegion,
  looksLikeRegion,
  type Partition,
  partitionOfRegion,
  PARTITIONS,
  REGIONS_DATE,
  similarRegion,
} from '../../../aws/partition';
import type { ReadPolicy } from '../../policy/policy';
import type { FindingsContext } from '../context';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { quoted } from '../text';
import { statementId } from '../view';
import { startOfName } from './arn-name';
import { resourceTypesOfService } from '../../reference/details';

export const INVALID_ARN: Rule = {
  id: 'invalid-resource-arn',
  severity: 'error',
  title: 'A resource is no ARN.',
  why: 'AWS refuses the document.',
  fix: 'Write arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, or "*".',
  documentation: PAGES.arns,
  refusedByAws: true,
};

const INVALID_PARTITION: Rule = {
  id: 'invalid-arn-partition',
  severity: 'error',
  title: 'The ARN of a resource has a partition that does not exist.',
  why: 'AWS refuses the document.',
  fix: `Write one of ${PARTITIONS.join(', ')}, or *.`,
  documentation: PAGES.arns,
  refusedByAws: true,
  mayBeNewer: true,
};

const INVALID_REGION: Rule = {
  id: 'invalid-arn-region',
  severity: 'error',
  title: 'The ARN of a resource has a region that is none.',
  why: 'AWS stores the document, but the entry matches no resource.',
  fix: 'Correct the region.',
  documentation: PAGES.arns,
};

const UNKNOWN_REGION: Rule = {
  id: 'unknown-arn-region',
  severity: 'warning',
  title: "AWS's list does not have the region of an ARN.",
  why: 'Unless the region is newer than the list, the entry matches no resource. AWS stores the document all the same.',
  fix: 'Correct the region, if it is not a new one.',
  documentation: PAGES.arns,
};

const MISSING_FIELD: Rule = {
  id: 'missing-arn-field',
  severity: 'warning',
  title: 'The ARN of a resource lacks its region or its account.',
  why: "All resources of the service have one, as far as AWS's list goes. AWS stores the document, but the entry matches none of them.",
  fix: 'Write the region and the account, or * where any will do.',
  documentation: PAGES.arns,
};

const REGION_NOT_ALLOWED: Rule = {
  id: 'arn-region-not-allowed',
  severity: 'error',
  title: 'The ARN of a resource without a region has one.',
  why: 'AWS refuses the document.',
  fix: 'Leave the region empty: arn:aws:s3:::BUCKET, arn:aws:iam::ACCOUNT:role/NAME.',
  documentation: PAGES.arns,
  refusedByAws: true,
  // Types of S3 that belong to a region are added now and then.
  mayBeNewer: true,
};

const INVALID_ACCOUNT: Rule = {
  id: 'invalid-arn-account',
  severity: 'error',
  title: 'The ARN of a resource has an account that is none.',
  why: 'AWS stores the document, but the entry matches no resource.',
  fix: 'Write the 12 digits of the account.',
  documentation: PAGES.arns,
};

const INVALID_IAM_PATH: Rule = {
  id: 'invalid-iam-resource',
  severity: 'error',
  title: 'The ARN of an IAM resource has a type that does not exist.',
  why: 'AWS refuses the document.',
  fix: 'Write the type in front of the name: role/NAME, policy/NAME, user/NAME.',
  documentation: PAGES.arns,
  refusedByAws: true,
  mayBeNewer: true,
};

const PARTITION_OF_OTHER_REGION: Rule = {
  id: 'arn-partition-mismatch',
  severity: 'error',
  title: 'The partition of an ARN is not the one of its region, or not the one that the role is in.',
  why: 'AWS stores the document, but the entry matches no resource that the role could reach.',
  fix: 'Correct the partition: it follows from the region.',
  documentation: PAGES.arns,
};

const INCOMPLETE_ARN: Rule = {
  id: 'incomplete-arn',
  severity: 'warning',
  title: 'The ARN of a resource ends too early.',
  why: 'AWS completes it by *, so the statement is about more than it says.',
  fix: 'Write all six parts, and * where it is meant.',
  documentation: PAGES.arns,
};

export const ARN_RULES: readonly Rule[] = [
  ...[INVALID_ARN, INVALID_PARTITION, INVALID_REGION, UNKNOWN_REGION, REGION_NOT_ALLOWED],
  ...[INVALID_ACCOUNT, MISSING_FIELD],
  ...[INVALID_IAM_PATH, PARTITION_OF_OTHER_REGION, INCOMPLETE_ARN],
];

const FIELDS = [
  { name: 'region', at: 3 },
  { name: 'account', at: 4 },
] as const;

/** Those that CreatePolicy names when it refuses another one, and those that came later. */
const IAM_TYPES = [
  ...['user/', 'federated-user/', 'role/', 'group/', 'instance-profile/', 'mfa/', 'server-certificate/', 'policy/'],
  ...[
    'sms-mfa/',
    'saml-provider/',
    'oidc-provider/',
    'report/',
    'access-report/',
    'delegation-request/',
    'role-template/',
    'contextProvider/',
  ],
];

/** Resources of S3 that belong to a region; buckets and objects do not. */
const REGIONAL_S3_TYPES = [
  'accesspoint/',
  'job/',
  'storage-lens/',
  'storage-lens-group/',
  'access-grants/',
  'async-request/',
];

export function checkArns({ statements }: ReadPolicy, context: FindingsContext): Problem[] {
  return statements.flatMap((statement) =>
    (statement.resources?.entries ?? []).flatMap((entry): Problem[] => {
      const found = problemOfArn(entry, context.target?.partition);
      return found ? [{ rule: found[0], statement: statementId(statement), message: found[1] }] : [];
    }),
  );
}

type Found = readonly [rule: Rule, message: string];

function problemOfArn(entry: string, ofRole: Partition | undefined): Found | undefined {
  if (entry === '*') return undefined;
  const arn = quoted(entry);
  // Partitions have no variables. That a variable is in another wrong part is a finding of its own.
  const partition = entry.split(':')[1];
  const fields = entry.replace(/\$\{[^}]*\}/g, '*').split(':');
  const [prefix, , service, region, account] = fields as [string, ...(string | undefined)[]];
  if (prefix !== 'arn' || partition === undefined) {
    return [INVALID_ARN, `The resource ${arn} is neither an ARN nor "*".`];
  }
  if (partition !== '*' && !PARTITIONS.includes(partition as Partition)) {
    return [INVALID_PARTITION, `The resource ${arn} has the partition ${quoted(partition)}.`];
  }
  if (service === undefined || service === '' || /[*?]/.test(service)) {
    return [INVALID_ARN, `The resource ${arn} does not name a service in full.`];
  }
  const ofType = problemOfType(entry, service, fields);
  if (ofType) return ofType;
  if (fields.length < 6) {
    return entry.includes('::')
      ? [INVALID_ARN, `The resource ${arn} has too few parts.`]
      : [INCOMPLETE_ARN, `The resource ${arn} has ${fields.length} of 6 parts.`];
  }
  return (
    problemOfRegion(arn, partition, region!, ofRole) ?? problemOfAccount(arn, account!) ?? missingField(arn, fields)
  );
}

/** Only where it is known of all resources of the service that they have such a field. */
function missingField(arn: string, fields: readonly string[]): Found | undefined {
  const forms = resourceTypesOfService(fields[2]!).map(({ arnPattern }) => arnPattern.split(':'));
  const missing = FIELDS.find(
    ({ at }) => fields[at] === '' && forms.length > 0 && forms.every((form) => form[at] !== ''),
  );
  return missing && [MISSING_FIELD, `The resource ${arn} has no ${missing.name}.`];
}

function problemOfType(entry: string, service: string, fields: readonly string[]): Found | undefined {
  // AWS completes an ARN that ends before its account by asterisks, one of which is the region.
  const hasRegion = fields[3] !== '' || fields.length < 5;
  const resource = entry.slice(startOfName(entry));
  if (service === 'iam') {
    if (hasRegion) return [REGION_NOT_ALLOWED, `The resource ${quoted(entry)} has a region, but IAM has none.`];
    // The root of an account is the resource of sts:AssumeRoot.
    if (['*', 'root'].includes(resource) || IAM_TYPES.some((type) => resource.startsWith(type))) return undefined;
    return [INVALID_IAM_PATH, `The resource ${quoted(entry)} is of none of IAM's types.`];
  }
  if (service === 's3' && hasRegion && !REGIONAL_S3_TYPES.some((type) => resource.startsWith(type))) {
    return [REGION_NOT_ALLOWED, `The resource ${quoted(entry)} has a region, but names of buckets are global.`];
  }
  return undefined;
}

function problemOfRegion(
  arn: string,
  partition: string,
  region: string,
  ofRole: Partition | undefined,
): Found | undefined {
  if (partition !== '*' && ofRole !== undefined && partition !== ofRole) {
    return [PARTITION_OF_OTHER_REGION, `The resource ${arn} is not in the partition ${ofRole}, as the role is.`];
  }
  if (region === '' || /[*?]/.test(region)) return undefined;
  const ofRegion = partitionOfRegion(region);
  if (!ofRegion.ok || !isListedRegion(region)) return problemOfUnlisted(arn, region);
  if (partition === '*' || partition === ofRegion.value) return undefined;
  return [PARTITION_OF_OTHER_REGION, `The resource ${arn} has a region of the partition ${ofRegion.value}.`];
}

/** No list is newer than its date, so what has the form of a region may be one. */
function problemOfUnlisted(arn: string, region: string): Found {
  if (!looksLikeRegion(region)) return [INVALID_REGION, `The resource ${arn} has the region ${quoted(region)}.`];
  const similar = similarRegion(region);
  return [
    UNKNOWN_REGION,
    `The resource ${arn} has the region ${quoted(region)}, which is not in AWS's list of ${REGIONS_DATE}.${similar ? ` Did you mean ${similar}?` : ''}`,
  ];
}

/** Some resources belong to AWS itself (`aws`), or to a service of it. */
function problemOfAccount(arn: string, account: string): Found | undefined {
  if (['', 'aws', 'cloudfront'].includes(account) || isAccountId(account)) return undefined;
  if (/[*?]/.test(account) && /^[\d*?]{1,12}$/.test(account)) return undefined;
  return [INVALID_ACCOUNT, `The resource ${arn} has the account ${quoted(account)}, not one of 12 digits.`];
}
