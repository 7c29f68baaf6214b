import { globsOverlap } from '../../../src/iam/glob/algebra';
import { matchesGlob } from '../../../src/iam/glob/glob';
import { referenceGlob } from '../../../src/iam/glob/reference-pattern';
import { foldArn, resourceGlob } from '../../../src/iam/glob/resource-pattern';

test.each([
  ['arn:aws:s3:::models', true],
  ['arn:aws:s3:::mod*', true],
  ['arn:aws:s3:::models/*', false],
  ['arn:aws:s3:::*', true],
  ['arn:aws:s3:us-west-2::models', false],
])('%s can be a bucket: %s', (entry, expected) => {
  expect(globsOverlap(resourceGlob(entry, true), referenceGlob('arn:%:s3:::%'))).toBe(expected);
});

test.each([
  ['arn:%:s3:::%', 'arn:aws:s3:::models', true],
  ['arn:%:s3:::%', 'arn:aws:s3:::', false],
  ['arn:%:s3:::%', 'arn:aws:s3:::models/churn', false],
  ['arn:%:s3:::%/*', 'arn:aws:s3:::models/churn/1:2', true],
  ['arn:%:s3:::%/*', 'arn:aws:s3:::models/', false],
])('%s and %s: %s', (pattern, arn, matches) => {
  expect(matchesGlob(referenceGlob(pattern), foldArn(arn))).toBe(matches);
});
