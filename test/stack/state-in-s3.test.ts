import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { filesInS3 } from '../../src/stack/state-in-s3';

const OWN = { ...process.env };
const seen: { url: string; authorization: string }[] = [];
let server: Server;
let endpoint: string;
let answer: (url: URL) => { status?: number; body: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push({ url: request.url!, authorization: request.headers.authorization! });
    const { status = 200, body } = answer(new URL(request.url!, 'http://x'));
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  seen.length = 0;
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: endpoint,
  });
});
afterEach(() => {
  process.env = { ...OWN };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function files(url: string, signal = new AbortController().signal) {
  return filesInS3({ url, isPulumiCloud: false, isLocal: false }, { region: 'us-west-2', signal });
}

const object = (key: string) =>
  `<Contents><Key>${key}</Key><LastModified>2026-11-30T10:00:00.000Z</LastModified><Size>1</Size></Contents>`;

it('lists all pages below the folder of the backend, signed for S3', async () => {
  answer = ({ searchParams }) => ({
    body: searchParams.has('continuation-token')
      ? `<R>${object('R&amp;D/.pulumi/b')}</R>`
      : `<R>${object('R&amp;D/.pulumi/a')}<NextContinuationToken>more</NextContinuationToken></R>`,
  });
  expect(await files('s3://state/R&D')!.list('.pulumi/')).toEqual([
    { key: '.pulumi/a', modified: Date.UTC(2026, 10, 30, 10) },
    { key: '.pulumi/b', modified: Date.UTC(2026, 10, 30, 10) },
  ]);
  expect(seen.map(({ url }) => new URL(url, 'http://x').searchParams.get('prefix'))).toEqual([
    'R&D/.pulumi/',
    'R&D/.pulumi/',
  ]);
  expect(seen[0]!.authorization).toMatch(/Credential=AKIA\/\d+\/us-west-2\/s3\/aws4_request/);
});

it('reads an object, in the region and at the endpoint that the address names', async () => {
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
  answer = () => ({ body: '{"version":3}' });
  const { host } = new URL(endpoint);
  const read = files(`s3://state?region=eu-west-1&endpoint=${host}&disableSSL=true&s3ForcePathStyle=true`)!.read(
    'a.json',
  );
  expect((await read).toString()).toBe('{"version":3}');
  expect(seen).toEqual([{ url: '/state/a.json', authorization: expect.stringContaining('/eu-west-1/s3/') }]);
});

it('rejects with what S3 answers', async () => {
  answer = () => ({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
  await expect(files('s3://state')!.read('a')).rejects.toThrow('S3 answers 403 (AccessDenied).');
});

it('asks nothing any more once it is given up', async () => {
  const controller = new AbortController();
  controller.abort(new Error('given up'));
  await expect(files('s3://state', controller.signal)!.read('a')).rejects.toThrow();
  expect(seen).toEqual([]);
});

it.each(['s3://state?profile=other', 's3://state?accelerate=true'])('does not guess what %s means', (url) => {
  expect(files(url)).toBeUndefined();
});

it('does not guess where buckets are in partitions whose domain it does not know', () => {
  delete process.env.AWS_ENDPOINT_URL;
  expect(files('s3://state?region=us-iso-east-1')).toBeUndefined();
  expect(files('s3://state?region=cn-north-1')).toBeDefined();
});
