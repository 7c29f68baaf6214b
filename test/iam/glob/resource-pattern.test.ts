import { globIncludes, globsOverlap } from '../../../src/iam/glob/algebra';
import { globOf, matchesGlob } from '../../../src/iam/glob/glob';
import {
  foldArn,
  parseResourcePattern,
  resourceGlob,
  widestResourceGlob,
} from '../../../src/iam/glob/resource-pattern';

const ENDPOINT = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn';

test.each<[pattern: string, resource: string, matches: boolean]>([
  ['*', ENDPOINT, true],
  [ENDPOINT, ENDPOINT, true],
  ['arn:AWS:SageMaker:us-west-2:123456789012:endpoint/churn', ENDPOINT, true],
  ['arn:aws:sagemaker:US-WEST-2:123456789012:endpoint/churn', ENDPOINT, false],
  ['arn:aws:sagemaker:us-west-2:123456789012:endpoint/Churn', ENDPOINT, false],
  ['arn:aws:sagemaker:us-*-2:123456789012:endpoint/*', ENDPOINT, true],
  ['arn:aws:sagemaker:us-west-?:1234567890??:endpoint/*', ENDPOINT, true],
  // A wildcard inside a field stays in it, one at its end may run over colons.
  ['arn:aws:s*r:us-west-2:123456789012:endpoint/churn', ENDPOINT, true],
  ['arn:aws:s*2:123456789012:endpoint/churn', ENDPOINT, false],
  ['arn:aws:sagemaker*:123456789012:endpoint/churn:*', `${ENDPOINT}:v1`, true],
  ['arn:aws:sagemaker?us-west-2:123456789012:endpoint/churn', ENDPOINT, false],
  [
    'arn:aws:logs:us-west-2:123456789012:log-group:/aws/*:b',
    'arn:aws:logs:us-west-2:123456789012:log-group:/aws/a:a:b',
    true,
  ],
  // Missing fields are completed.
  ['arn:aws:sagemaker', ENDPOINT, true],
  ['arn:aws:sagemaker:us-west-2', ENDPOINT, true],
  ['arn:aws:sagemaker:*:endpoint/churn', ENDPOINT, false],
  ['arn:aws:sage', ENDPOINT, false],
  ['arn:aws:sagemaker:us-west-2:123456789012:', ENDPOINT, false],
])('%s and %s: %s', (pattern, resource, matches) => {
  const glob = globOf(parseResourcePattern(pattern, true), () => undefined);
  expect(matchesGlob(glob!, foldArn(resource))).toBe(matches);
});

test('variables are variables only in the last field', () => {
  const variables = parseResourcePattern('arn:aws:s3:${a}:${b}:${c}/${d}', true).filter(
    ({ kind }) => kind === 'variable',
  );
  expect(variables).toMatchObject([{ key: 'c' }, { key: 'd' }]);
});

describe('a variable', () => {
  const user = resourceGlob('arn:aws:s3:::models/${aws:username}', true);

  test.each<[entry: string, includes: boolean]>([
    ['arn:aws:s3:::models/*', true],
    ['arn:aws:s3:::models/${aws:username}', true],
    ['arn:aws:s3:::models/${aws:UserName}', true],
    ['arn:aws:s3:::models/${aws:userid}', false],
    // A value can be of any length.
    [`arn:aws:s3:::models/${'?'.repeat('${aws:username}'.length)}`, false],
    [`arn:aws:s3:::models/*${'?'.repeat('aws:username}'.length)}`, false],
    ['arn:aws:s3:::models/*}', false],
  ])('is a part of * and the same as itself, but otherwise unknown: %s includes it: %s', (entry, includes) => {
    expect(globIncludes(resourceGlob(entry, true), user)).toBe(includes);
  });

  test('includes no text', () => {
    expect(globIncludes(user, resourceGlob('arn:aws:s3:::models/x', true))).toBe(false);
  });

  test('may have the value of any text', () => {
    const widest = widestResourceGlob('arn:aws:s3:::models/${aws:username}', true);
    expect(globsOverlap(widest, resourceGlob('arn:aws:s3:::models/x', true))).toBe(true);
    expect(globsOverlap(widest, resourceGlob('arn:aws:s3:::others/x', true))).toBe(false);
  });
});

test.each<[outer: string, inner: string, includes: boolean]>([
  ['arn:aws:s3:::models/*', 'arn:AWS:S3:::models/x', true],
  ['arn:aws:s3:::models/*', 'arn:aws:s3:::Models/x', false],
  ['arn:aws:sagemaker:*', 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/*', true],
  ['arn:aws:sagemaker', 'arn:aws:sagemaker:us-west-2:*', true],
  ['arn:aws:sage*r:us-west-2:123456789012:*', 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/?', true],
  ['arn:aws:sage*r:us-west-2:123456789012:*', 'arn:aws:sage*:us-west-2:123456789012:endpoint/?', false],
  ['arn:aws:s3:::models/?*', 'arn:aws:s3:::models/*x', true],
  // The last wildcard of a field may run on where those inside may not.
  ['arn:aws:s3?*:*:*:b', 'arn:aws:s3*?:*:*:b', true],
  ['arn:aws:s3*?:*:*:b', 'arn:aws:s3?*:*:*:b', true],
  ['arn:aws:s3*x:us:a:b', 'arn:aws:s3*:us:a:b', false],
])('%s includes %s: %s', (outer, inner, includes) => {
  expect(globIncludes(resourceGlob(outer, true), resourceGlob(inner, true))).toBe(includes);
});
