import { targetOf } from '../../src/explain/target';

const ENDPOINT = 'arn:aws-cn:sagemaker:cn-north-1:123456789012:endpoint/churn';

function target(...resources: unknown[]) {
  return targetOf(JSON.stringify({ Statement: resources.map((Resource) => ({ Effect: 'Allow', Resource })) }));
}

it.each([
  ['a whole bucket', 'arn:aws-cn:s3:::models/*', ''],
  ['a folder', 'arn:aws-cn:s3:::models/a/b/*', 'a/b/'],
  ['a bucket itself', 'arn:aws-cn:s3:::models', ''],
  ['names in a folder', 'arn:aws-cn:s3:::models/a/b*', ''],
  ['folders that vary', 'arn:aws-cn:s3:::models/*/b/*', ''],
])('finds the endpoint, and %s', (_, bucket, prefix) => {
  expect(target([ENDPOINT, 'x'], bucket)).toEqual({
    ...{ partition: 'aws-cn', region: 'cn-north-1', account: '123456789012' },
    ...{ endpoint: 'churn', bucket: 'models', prefix },
  });
});

it.each<[string, unknown[]]>([
  ['there is no endpoint', ['arn:aws:s3:::models/*']],
  ['there is no bucket', [ENDPOINT]],
  ['the endpoint is a pattern', ['arn:aws:sagemaker:us-west-2:123456789012:endpoint/*', 'arn:aws:s3:::models/*']],
  ['the bucket is a pattern', [ENDPOINT, 'arn:aws:s3:::models-*']],
  ['it is an access point', [ENDPOINT, 'arn:aws:s3:us-west-2:123456789012:accesspoint/a']],
  ['resources are no texts', [{}, 1, null]],
])('does not guess where %s', (_, resources) => {
  expect(target(...resources)).toBeUndefined();
});
