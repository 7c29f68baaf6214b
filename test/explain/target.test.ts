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

it.each<[string, unknown[], object]>([
  ['there is no endpoint', ['arn:aws:s3:::models/*'], { bucket: 'models', prefix: '' }],
  ['there is no bucket', [ENDPOINT], { endpoint: 'churn' }],
  ['the endpoint is a pattern', ['arn:aws:sagemaker:us-west-2:123456789012:endpoint/*'], {}],
  ['the bucket is a pattern', [ENDPOINT, 'arn:aws:s3:::models-*'], { endpoint: 'churn' }],
  ['it is an access point', [ENDPOINT, 'arn:aws:s3:us-west-2:123456789012:accesspoint/a'], { endpoint: 'churn' }],
  ['resources are no texts', [{}, 1, null], {}],
])('does not guess where %s', (_, resources, expected) => {
  const { partition: _partition, region: _region, account: _account, ...names } = target(...resources);
  expect(names).toEqual(expected);
});

it.each<[string, unknown[], object]>([
  [
    'that of another resource',
    ['arn:aws-cn:s3:::models', 'arn:aws-cn:ecr:cn-north-1:210987654321:repository/churn'],
    { partition: 'aws-cn', region: 'cn-north-1', account: '210987654321' },
  ],
  ['the partition at least', ['arn:aws-us-gov:s3:::models'], { partition: 'aws-us-gov', region: 'us-east-1' }],
  ['nothing', ['arn:moon:s3:*:*:x', '*'], { partition: 'aws', region: 'us-east-1', account: '123456789012' }],
])('takes for the place, where no endpoint tells it, %s', (_, resources, expected) => {
  expect(target(...resources)).toMatchObject(expected);
});
