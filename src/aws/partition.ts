import { invalid, type Parsed, valid } from '../shared/parsed';

/**
 * The AWS partitions and their regions.
 *
 * Source: `partitions.json` of botocore 1.44.8.
 */
const REGIONS = {
  aws: [
    ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1'],
    ...['ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5'],
    ...['ap-southeast-6', 'ap-southeast-7', 'ca-central-1', 'ca-west-1', 'eu-central-1', 'eu-central-2', 'eu-north-1'],
    ...['eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'il-central-1', 'me-central-1'],
    ...['me-south-1', 'me-west-1', 'mx-central-1', 'sa-east-1', 'sa-west-1', 'us-east-1', 'us-east-2', 'us-west-1'],
    ...['us-west-2'],
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-eusc': ['eusc-de-east-1'],
  'aws-iso': ['us-iso-east-1', 'us-iso-west-1'],
  'aws-iso-b': ['us-isob-east-1', 'us-isob-west-1'],
  'aws-iso-e': ['eu-isoe-west-1'],
  'aws-iso-f': ['us-isof-east-1', 'us-isof-south-1'],
} as const;

/** When the list was that of botocore. */
export const REGIONS_DATE = '2026-11-30';

export type Partition = keyof typeof REGIONS;

export const PARTITIONS = Object.keys(REGIONS) as Partition[];

/**
 * What names of regions begin with in partitions other than `aws`, whose regions begin with two letters and one word.
 *
 * Source: the patterns of regions in `partitions.json` of botocore 1.44.8.
 */
const STARTS: Readonly<Record<Exclude<Partition, 'aws'>, string>> = {
  'aws-cn': 'cn-',
  'aws-us-gov': 'us-gov-',
  'aws-eusc': 'eusc-',
  'aws-iso': 'us-iso-',
  'aws-iso-b': 'us-isob-',
  'aws-iso-e': 'eu-isoe-',
  'aws-iso-f': 'us-isof-',
};

/** @returns the partition that the region is in, or would be in: no list is newer than its date */
export function partitionOfRegion(region: string): Parsed<Partition> {
  const partition = partitionByStart(region);
  return partition && looksLikeRegion(region)
    ? valid(partition)
    : invalid(`an AWS region such as ${similarRegion(region) ?? 'us-west-2'}`);
}

function partitionByStart(region: string): Partition | undefined {
  const others = PARTITIONS.filter((partition) => partition !== 'aws');
  const other = others.find((partition) => region.startsWith(STARTS[partition]));
  return other ?? (/^[a-z]{2}-[a-z]+-\d/.test(region) ? 'aws' : undefined);
}

/** Whether AWS had the region when the list was made. */
export function isListedRegion(region: string): boolean {
  return PARTITIONS.some((partition) => (REGIONS[partition] as readonly string[]).includes(region));
}

/** Whether a text has the form of a region, of this list or of a later one. */
export function looksLikeRegion(text: string): boolean {
  return /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(text);
}

/** The region that differs only in separators and case, or in one character. */
export function similarRegion(region: string): string | undefined {
  const letters = lettersOf(region);
  const all = PARTITIONS.flatMap((partition): readonly string[] => REGIONS[partition]);
  return all.find((known) => lettersOf(known) === letters) ?? all.find((known) => differsByOne(known, region));
}

function lettersOf(region: string): string {
  return region.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function differsByOne(a: string, b: string): boolean {
  return a.length === b.length && [...a].filter((character, index) => character !== b[index]).length === 1;
}
