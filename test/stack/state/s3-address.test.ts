import { s3Address } from '../../../src/stack/state/s3-address';

function address(url: string, environment: NodeJS.ProcessEnv = {}, region = 'us-west-2'): string[] {
  const found = s3Address({ url, isLocal: false, isPulumiCloud: false }, region, environment);
  return [found.region, found.bucket.href, found.prefix];
}

it.each<[what: string, url: string, environment: NodeJS.ProcessEnv, expected: string[]]>([
  [
    'a bucket in the region of the inputs',
    's3://state',
    {},
    ['us-west-2', 'https://state.s3.us-west-2.amazonaws.com/', ''],
  ],
  [
    'in the region of the job, with a folder',
    's3://state/models/',
    { AWS_REGION: 'eu-west-1' },
    ['eu-west-1', 'https://state.s3.eu-west-1.amazonaws.com/', 'models/'],
  ],
  [
    'in the region of its own address',
    's3://state?region=cn-north-1',
    { AWS_REGION: 'eu-west-1' },
    ['cn-north-1', 'https://state.s3.cn-north-1.amazonaws.com.cn/', ''],
  ],
  [
    'a name with dots, for which no certificate is',
    's3://my.state',
    {},
    ['us-west-2', 'https://s3.us-west-2.amazonaws.com/my.state', ''],
  ],
  [
    'another endpoint',
    's3://state?endpoint=minio.acme.dev:9000&s3ForcePathStyle=true&disableSSL=true',
    {},
    ['us-west-2', 'http://minio.acme.dev:9000/state', ''],
  ],
  [
    'an endpoint of the environment, that of S3 first',
    's3://state',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:2/s3' },
    ['us-west-2', 'http://127.0.0.1:2/s3/state', ''],
  ],
  [
    'an isolated partition',
    's3://state?region=us-iso-east-1',
    {},
    ['us-iso-east-1', 'https://state.s3.us-iso-east-1.c2s.ic.gov/', ''],
  ],
  [
    'the first of an option that is there twice',
    's3://state?endpoint=minio.acme.dev&use_path_style=true&endpoint=evil.example&region=eu-west-1&region=eu-west-2',
    {},
    ['eu-west-1', 'https://minio.acme.dev/state', ''],
  ],
  [
    'options however they are written',
    's3://state?endpoint=minio.acme.dev&S3ForcePathStyle=true&awssdk=v2',
    {},
    ['us-west-2', 'https://minio.acme.dev/state', ''],
  ],
])('finds %s', (_, url, environment, expected) => {
  expect(address(url, environment)).toEqual(expected);
});

it('takes the profile that the address names', () => {
  const backend = { url: 's3://state?profile=state', isLocal: false, isPulumiCloud: false };
  expect(s3Address(backend, 'us-west-2', {}).profile).toBe('state');
});
