import { parseBucket, parsePrefix } from '../../src/aws/bucket';

test.each([
  'abc',
  'a'.repeat(63),
  'my-models',
  'my.models.2',
  '123',
  '1.2.3',
  '1.2.3.4.5',
  '192.168.5.a',
  'a-.b',
  'xn-models',
  'sthree',
  'my-xn--models',
  'models-s3aliases',
  'models-ol-s3',
  'mrap',
  'models.mrap.eu',
  'models-x-s3',
  'models-table-s3',
])('%s is the name of a bucket', (name) => {
  expect(parseBucket(name)).toEqual({ ok: true, value: { name, prefix: '' } });
});

test.each<[name: string, expected: string]>([
  ['', 'a bucket name of 3 to 63'],
  ['ab', 'a bucket name of 3 to 63'],
  ['a'.repeat(64), 'a bucket name of 3 to 63'],
  ['My-models', 'my-models, for S3 has made no names with capital letters since 2018'],
  ['My_models', 'a bucket name of 3 to 63'],
  ['my_models', 'a bucket name of 3 to 63'],
  ['my-modéls', 'a bucket name of 3 to 63'],
  ['my-models*', 'a bucket name of 3 to 63'],
  ['my-models\n', 'a bucket name of 3 to 63'],
  ['-models', 'starts and ends with a letter or digit'],
  ['models-', 'starts and ends with a letter or digit'],
  ['.models', 'starts and ends with a letter or digit'],
  ['models.', 'starts and ends with a letter or digit'],
  ['my..models', 'without two dots in a row'],
  ['192.168.5.4', 'not an IP address'],
  ['999.0.0.999', 'not an IP address'],
  ['xn--models', 'without xn--,'],
  ['sthree-models', 'without sthree-,'],
  ['amzn-s3-demo-models', 'without amzn-s3-demo-,'],
  ['models-s3alias', 'not the alias of an access point, but the bucket behind it'],
  ['models--ol-s3', 'not the alias of an Object Lambda access point'],
  ['models.mrap', 'not the alias of a Multi-Region Access Point'],
  ['models--usw2-az1--x-s3', 'not a directory bucket'],
  ['models--usw2-az1--xa-s3', 'not an access point of a directory bucket'],
  ['models--op-s3', 'not an access point on Outposts'],
  ['models--table-s3', 'not a table bucket'],
])('%j is no name of a bucket: expected %s', (name, expected) => {
  expect(parseBucket(name)).toEqual({ ok: false, expected: expect.stringContaining(expected) });
});

test.each<[text: string, bucket: object]>([
  ['my-models/', { name: 'my-models', prefix: '' }],
  ['my-models/churn', { name: 'my-models', prefix: 'churn/' }],
  ['my-models/churn/v2/', { name: 'my-models', prefix: 'churn/v2/' }],
  ['s3://my-models', { name: 'my-models', prefix: '' }],
  ['s3://my-models/churn/', { name: 'my-models', prefix: 'churn/' }],
  ['S3://my-models', { name: 'my-models', prefix: '' }],
  ['s3://arn:aws:s3:::my-models/churn', { name: 'my-models', prefix: 'churn/', partition: 'aws' }],
  ['my-models/model.tar.gz/', { name: 'my-models', prefix: 'model.tar.gz/' }],
  ['arn:aws:s3:::my-models', { name: 'my-models', prefix: '', partition: 'aws' }],
  ['arn:aws-cn:s3:::my-models/*', { name: 'my-models', prefix: '', partition: 'aws-cn' }],
  ['arn:aws-us-gov:s3:::my-models/churn/*', { name: 'my-models', prefix: 'churn/', partition: 'aws-us-gov' }],
])('%s names a bucket and a folder', (text, value) => {
  expect(parseBucket(text)).toEqual({ ok: true, value });
});

test.each<[text: string, expected: string]>([
  ['arn:aws:s3', 'an ARN of the form'],
  ['arn:aws:sagemaker:::my-models', 'the ARN of a bucket'],
  ['arn:aws:s3:us-west-2::my-models', 'arn:aws:s3:::my-models, for the ARN of a bucket has no region and no account'],
  ['arn:aws:s3::123456789012:my-models/a', 'arn:aws:s3:::my-models/a, for the ARN of a bucket'],
  [
    'arn:aws:s3:us-west-2:123456789012:accesspoint/churn',
    'not the access point churn, but the bucket behind it, for a policy names the bucket and the access point apart: aws s3control get-access-point --account-id 123456789012 --name churn --region us-west-2 --query Bucket tells which it is',
  ],
  ['s3://arn:aws:s3:us-west-2:123456789012:accesspoint/churn/v1', 'not the access point churn,'],
  ['arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap', 'not the alias of a Multi-Region Access Point'],
  ['arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/churn', 'not an Object Lambda access point'],
  ['arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/bucket/churn', 'not on Outposts'],
  ['arn:aws:s3express:us-west-2:123456789012:bucket/churn--usw2-az1--x-s3', 'not a directory bucket'],
  ['arn:aws:s3tables:us-west-2:123456789012:bucket/churn', 'not a table bucket'],
  ['arn:aws:s3vectors:us-west-2:123456789012:bucket/churn', 'not a vector bucket'],
  ['arn:aws:s3:::my-models*', 'a bucket name of 3 to 63'],
  ['arn:aws:s3:::*', 'a bucket name of 3 to 63'],
  ['arn:aws:s3:::my-models/chu*', 'without *, ?'],
  ['s3://My-Models/Churn', 'my-models/Churn, for S3 has made no names with capital letters since 2018'],
  ['arn:aws:s3:::My-Models', 'my-models, for S3'],
  ['s3://', 'a bucket name of 3 to 63'],
  ['s3a://my-models/churn', 'my-models/churn, for a bucket is given by its name, not by an address'],
  ['gs://my-models', 'a bucket in S3, not gs://'],
  ['https://my-models.s3.amazonaws.com', 'my-models, for a bucket is given by its name'],
  ['https://my.models.s3.us-west-2.amazonaws.com/churn/', 'my.models/churn, for a bucket'],
  ['HTTPS://my-models.S3-us-west-2.amazonaws.com', 'my-models, for a bucket'],
  ['http://my-models.s3-website-us-west-2.amazonaws.com', 'my-models, for a bucket'],
  ['https://my-models.s3.dualstack.us-west-2.amazonaws.com', 'my-models, for a bucket'],
  ['https://my-models.s3.cn-north-1.amazonaws.com.cn/a%20b', 'my-models/a b, for a bucket'],
  ['my-models.s3.us-west-2.amazonaws.com/churn', 'my-models/churn, for a bucket'],
  ['https://s3.us-west-2.amazonaws.com/my-models/churn/', 'my-models/churn, for a bucket'],
  ['https://s3-us-west-2.amazonaws.com/my-models', 'my-models, for a bucket'],
  ['https://s3.console.aws.amazon.com/s3/buckets/my-models?region=us-west-2&prefix=churn/', 'my-models/churn, for'],
  ['https://us-west-2.console.aws.amazon.com/s3/buckets/my-models', 'my-models, for a bucket'],
  ['https://console.amazonaws-us-gov.com/s3/object/my-models?prefix=churn/model.tar.gz', 'not the file model.tar.gz'],
  ['https://churn-123456789012.s3-accesspoint.us-west-2.amazonaws.com', 'not an access point'],
  ['https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com', 'not the alias of a Multi-Region Access Point'],
  ['https://m--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com', 'not a directory bucket'],
  ['https://s3.amazonaws.com', 'the name of a bucket in S3, not an address'],
  ['https://example.com/my-models', 'the name of a bucket in S3, not an address'],
  ['https://s3.amazonaws.com/%ff', 'a bucket name of 3 to 63'],
  ['my-models/churn/model.tar.gz', 'a folder, with / at its end if it is one, not the file model.tar.gz in it'],
  ['s3://my-models/model.zip', 'not the file model.zip in it'],
  ['my-models//churn', 'without empty parts'],
  ['my-models//', 'without empty parts'],
  ['my-models/*', 'without *, ?'],
])('%s is refused: expected %s', (text, expected) => {
  expect(parseBucket(text)).toEqual({ ok: false, expected: expect.stringContaining(expected) });
});

test.each<[text: string, prefix: string]>([
  ['', ''],
  ['/', ''],
  ['churn', 'churn/'],
  ['churn/', 'churn/'],
  ['/churn/v2', 'churn/v2/'],
  ['a b+c=$5,{x}', 'a b+c=$5,{x}/'],
  ['modèles', 'modèles/'],
  ['ÿ', 'ÿ/'],
  ['a'.repeat(1023), `${'a'.repeat(1023)}/`],
  [`${'é'.repeat(511)}a`, `${'é'.repeat(511)}a/`],
])('the folder %j is the prefix %j', (text, prefix) => {
  expect(parsePrefix(text)).toEqual({ ok: true, value: prefix });
});

test.each<[text: string, expected: string]>([
  ['//', 'without empty parts'],
  ['//churn', 'without empty parts'],
  ['churn//', 'without empty parts'],
  ['churn//v2', 'without empty parts'],
  ['churn*', 'without *, ?'],
  ['chur?', 'without *, ?'],
  ['${aws:username}', 'without *, ?'],
  ['churn\nv2', 'without control characters'],
  ['churn\u0000', 'without control characters'],
  ['churn\u009f', 'without control characters'],
  ['Ā', 'without characters after ÿ'],
  ['模型', 'without characters after ÿ'],
  ['a'.repeat(1024), 'less than 1024 bytes'],
  ['é'.repeat(512), 'less than 1024 bytes'],
])('the folder %j is refused: expected %s', (text, expected) => {
  expect(parsePrefix(text)).toEqual({ ok: false, expected: expect.stringContaining(expected) });
});
