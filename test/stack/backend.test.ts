import { type Backend, displayedBackend, parseBackend, stateInS3 } from '../../src/stack/backend';

const FOLDER = '/ws/churn';
const TOKEN = 'pul-1';

it.each<[string, string | undefined, Backend]>([
  ['', TOKEN, { url: 'https://api.pulumi.com', isPulumiCloud: true, isLocal: false }],
  ['https://api.pulumi.com/', TOKEN, { url: 'https://api.pulumi.com', isPulumiCloud: true, isLocal: false }],
  ['https://pulumi.acme.dev/api', TOKEN, { url: 'https://pulumi.acme.dev/api', isPulumiCloud: true, isLocal: false }],
  ['http://localhost:8080', TOKEN, { url: 'http://localhost:8080', isPulumiCloud: true, isLocal: false }],
  ['s3://state', undefined, { url: 's3://state', isPulumiCloud: false, isLocal: false }],
  [
    's3://state/team?region=us-west-2',
    TOKEN,
    { url: 's3://state/team?region=us-west-2', isPulumiCloud: false, isLocal: false },
  ],
  ['gs://my_state', undefined, { url: 'gs://my_state', isPulumiCloud: false, isLocal: false }],
  ['azblob://state', undefined, { url: 'azblob://state', isPulumiCloud: false, isLocal: false }],
  ['file:///var/state', undefined, { url: 'file:///var/state', isPulumiCloud: false, isLocal: true }],
  ['file://state', undefined, { url: 'file:///ws/churn/state', isPulumiCloud: false, isLocal: true }],
  ['file://./state', undefined, { url: 'file:///ws/churn/state', isPulumiCloud: false, isLocal: true }],
  ['file://', undefined, { url: 'file:///ws/churn', isPulumiCloud: false, isLocal: true }],
  ['file://~/state', undefined, { url: 'file://~/state', isPulumiCloud: false, isLocal: true }],
])('reads %j', (text, accessToken, backend) => {
  expect(parseBackend(text, { accessToken, folder: FOLDER })).toEqual({ ok: true, value: backend });
});

it.each([
  ['file://C:/state', 'file://C:/state'],
  ['file:///C:/state', 'file://C:/state'],
  ['file://C:\\state', 'file://C:/state'],
  ['file://state', 'file://D:/a/churn/state'],
  ['file://~/state', 'file://~/state'],
])('reads %j on Windows as %j', (text, url) => {
  const parsed = parseBackend(text, { folder: 'D:\\a\\churn', platform: 'win32' });
  expect(parsed).toEqual({ ok: true, value: { url, isPulumiCloud: false, isLocal: true } });
});

it('keeps what means something in an address where it is in the name of the workspace', () => {
  const parsed = parseBackend('file://state', { folder: '/ws/50% #1?' });
  expect(parsed).toMatchObject({ value: { url: 'file:///ws/50%25 %231%3F/state' } });
});

it.each([
  ['', /^a place for the state: set it to a backend such as s3:\/\/my-pulumi-state, or .* to use Pulumi Cloud$/],
  ['https://pulumi.acme.dev', /^an access token for this backend in the environment variable PULUMI_ACCESS_TOKEN$/],
  ['state', /^s3:\/\/BUCKET, gs:\/\/BUCKET/],
  ['s3:state', /^s3:\/\/BUCKET/],
  ['s3:///state', /^s3:\/\/BUCKET/],
  ['mongodb://state', /^s3:\/\/BUCKET/],
  ['file:///srv/50%/state', /^an address where a % that is part of a name is written as %25$/],
  ['s3://state/50%/models', /written as %25$/],
])('refuses %j without a token', (text, expected) => {
  const parsed = parseBackend(text, { folder: FOLDER });
  expect(parsed.ok ? 'no problem' : parsed.expected + (parsed.remedy ?? '')).toMatch(expected);
});

it.each([
  ['s3://state/team?region=us-west-2&awssecret=x', 's3://state/team'],
  ['https://me:hunter2@pulumi.acme.dev/api', 'https://pulumi.acme.dev/api'],
  ['https://me@pulumi.acme.dev#x', 'https://pulumi.acme.dev'],
  ['file:///ws/@home', 'file:///ws/@home'],
  ['s3://state', 's3://state'],
])('shows %j as %j', (url, shown) => {
  expect(displayedBackend({ url, isPulumiCloud: false, isLocal: false })).toBe(shown);
});

it.each([
  ['s3://state', ''],
  ['s3://state/', ''],
  ['s3://state/prod/churn?region=us-west-2', 'prod/churn/'],
  ['s3://state//prod/', 'prod/'],
  ['s3://state/prod//', 'prod//'],
  ['s3://state/a/../b', 'a/../b/'],
  ['s3://state/my%20models', 'my models/'],
  ['s3://state?prefix=prod/', 'prod/'],
  ['s3://state/churn?prefix=prod/', 'prod/churn/'],
  ['s3://state/churn?prefix=prod-', 'prod-churn/'],
])('finds the objects of %j where the engine has them, below %j', (url, prefix) => {
  expect(stateInS3({ url, isPulumiCloud: false, isLocal: false })).toEqual({ bucket: 'state', prefix });
});

it.each(['gs://state/prod', 'file:///ws/state', 'https://api.pulumi.com'])('finds nothing of %j in S3', (url) => {
  expect(stateInS3({ url, isPulumiCloud: false, isLocal: false })).toBeUndefined();
});
