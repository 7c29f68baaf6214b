import { invalid, type Parsed, valid } from '../shared/parsed';

/**
 * The AWS partitions and their regions.
 *
 * Source: `partitions.json` of botocore 1.44.8. A region that is not listed is refused, even where it fits the pattern of a
 * partition: a policy for a region that does not exist permits nothing, and nobody would notice.
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

/** @returns the partition that the region is in */
export function partitionOfRegion(region: string): Parsed<Partition> {
  const partition = PARTITIONS.find((candidate) => (REGIONS[candidate] as readonly string[]).includes(region));
  if (partition) return valid(partition);

  const similar = similarRegion(region);
  return invalid(`an AWS region such as ${similar ?? 'us-west-2'}`);
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
