import { foldArn, globOf, matchesGlob, parseResourcePattern } from '../../../src/iam/glob';

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
