import { OWNERSHIP_TAG } from '../../src/aws/names';
import { isOwnershipTag, ownerByTags, ownershipOf } from '../../src/stack/ownership';

const backend = (url: string) => ({ url, isPulumiCloud: false, isLocal: false });
const HERE = ownershipOf('organization/p/churn', backend('s3://state'));

it('is the same for the same stack, however its place is reached', () => {
  expect(HERE).toMatch(/^[0-9a-f]{64}$/);
  for (const url of ['s3://state/', 's3://state?region=us-west-2&awssdk=v2']) {
    expect(ownershipOf('organization/p/churn', backend(url))).toBe(HERE);
  }
});

it.each([
  ['stack', 'organization/p/churn2', 's3://state'],
  ['bucket', 'organization/p/churn', 's3://state2'],
  ['folder', 'organization/p/churn', 's3://state/team'],
])('is another one for another %s', (_, stack, url) => {
  expect(ownershipOf(stack, backend(url))).not.toBe(HERE);
});

it.each([
  [
    'this-stack',
    [
      { Key: 'team', Value: 'fraud' },
      { Key: OWNERSHIP_TAG, Value: HERE },
    ],
  ],
  ['other-stack', [{ Key: OWNERSHIP_TAG, Value: 'f00' }]],
  ['others', [{ Key: 'team', Value: HERE }]],
  ['others', []],
])('tells %s by the tags', (owner, tags) => {
  expect(ownerByTags(tags, HERE)).toBe(owner);
});

it('is known among the properties', () => {
  expect(isOwnershipTag(`tags.${OWNERSHIP_TAG}`)).toBe(true);
  expect(isOwnershipTag(`tagsAll.${OWNERSHIP_TAG}`)).toBe(true);
  expect(isOwnershipTag('tags.team')).toBe(false);
});
