import { isListedRegion, looksLikeRegion, PARTITIONS, partitionOfRegion } from '../../src/aws/partition';

test.each([
  ['us-east-1', 'aws'],
  ['us-west-2', 'aws'],
  ['eu-central-2', 'aws'],
  ['mx-central-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['cn-northwest-1', 'aws-cn'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['eusc-de-east-1', 'aws-eusc'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-iso-west-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['us-isob-west-1', 'aws-iso-b'],
  ['eu-isoe-west-1', 'aws-iso-e'],
  ['us-isof-east-1', 'aws-iso-f'],
  ['us-isof-south-1', 'aws-iso-f'],
])('%s is in %s', (region, partition) => {
  expect(partitionOfRegion(region)).toEqual({ ok: true, value: partition });
  expect(isListedRegion(region)).toBe(true);
});

test.each([
  ['us-west-9', 'aws'],
  ['nz-north-1', 'aws'],
  ['cn-south-1', 'aws-cn'],
  ['us-gov-central-1', 'aws-us-gov'],
  ['eusc-fr-west-1', 'aws-eusc'],
  ['us-iso-central-1', 'aws-iso'],
  ['us-isob-north-1', 'aws-iso-b'],
  ['eu-isoe-north-1', 'aws-iso-e'],
  ['us-isof-west-1', 'aws-iso-f'],
])('%s may be a region of later, and would be in %s', (region, partition) => {
  expect(partitionOfRegion(region)).toEqual({ ok: true, value: partition });
  expect(isListedRegion(region)).toBe(false);
});

test('there are eight partitions', () => {
  expect(PARTITIONS).toEqual([
    ...['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'],
  ]);
});

test.each<[region: string, suggested: string]>([
  ['US-WEST-2', 'us-west-2'],
  ['us_west_2', 'us-west-2'],
  ['uswest2', 'us-west-2'],
  ['us-west-2a', 'us-west-2'],
  ['cn-north', 'us-west-2'],
  ['aws-global', 'us-west-2'],
  ['eu-moon-west-1', 'us-west-2'],
  ['cn-west-2a', 'us-west-2'],
  ['us-west-2\n', 'us-west-2'],
  ['constructor', 'us-west-2'],
  ['*', 'us-west-2'],
  ['', 'us-west-2'],
])('%j is no region, and %s is suggested', (region, suggested) => {
  expect(partitionOfRegion(region)).toEqual({ ok: false, expected: `an AWS region such as ${suggested}` });
});

test.each([
  ['us-west-9', true],
  ['xx-moon-10', true],
  ['us-gov-south-1', true],
  ['us-west-2a', false],
  ['US-WEST-2', false],
  ['us', false],
])('%s has the form of a region: %s', (text, expected) => {
  expect(looksLikeRegion(text)).toBe(expected);
});
