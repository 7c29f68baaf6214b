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
  ['My-models', 'a bucket name of 3 to 63'],
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
  ['models-s3alias', 'without -s3alias,'],
  ['models--ol-s3', 'without --ol-s3,'],
  ['models.mrap', 'without .mrap,'],
  ['models--usw2-az1--x-s3', 'without --x-s3,'],
  ['models--table-s3', 'without --table-s3,'],
])('%j is no name of a bucket: expected %s', (name, expected) => {
  expect(parseBucket(name)).toEqual({ ok: false, expected: expect.stringContaining(expected) });
});

test.each<[text: string, bucket: object]>([
  ['my-models/', { name: 'my-models', prefix: '' }],
  ['my-models/churn', { name: 'my-models', prefix: 'churn/' }],
  ['my-models/churn/v2/', { name: 'my-models', prefix: 'churn/v2/' }],
  ['s3://my-models', { name: 'my-models', prefix: '' }],
  ['s3://my-models/churn/', { name: 'my-models', prefix: 'churn/' }],
  ['arn:aws:s3:::my-models', { name: 'my-models', prefix: '', partition: 'aws' }],
  ['arn:aws-cn:s3:::my-models/*', { name: 'my-models', prefix: '', partition: 'aws-cn' }],
  ['arn:aws-us-gov:s3:::my-models/churn/*', { name: 'my-models', prefix: 'churn/', partition: 'aws-us-gov' }],
])('%s names a bucket and a folder', (text, value) => {
  expect(parseBucket(text)).toEqual({ ok: true, value });
});

test.each<[text: string, expected: string]>([
  ['arn:aws:s3', 'an ARN of the form'],
  ['arn:aws:sagemaker:::my-models', 'the ARN of a bucket'],
  ['arn:aws:s3:us-west-2::my-models', 'the ARN of a bucket'],
  ['arn:aws:s3::123456789012:my-models', 'the ARN of a bucket'],
  ['arn:aws:s3:us-west-2:123456789012:accesspoint/churn', 'the ARN of a bucket'],
  ['arn:aws:s3:::my-models*', 'a bucket name of 3 to 63'],
  ['arn:aws:s3:::*', 'a bucket name of 3 to 63'],
  ['arn:aws:s3:::my-models/chu*', 'without *, ?'],
  ['S3://my-models', 'a bucket name of 3 to 63'],
  ['s3://', 'a bucket name of 3 to 63'],
  ['https://my-models.s3.amazonaws.com', 'a bucket name of 3 to 63'],
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
