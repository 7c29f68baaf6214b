import { createServer, type Server } from 'node:http';
import { addressOf, stop, textOf } from '../../../sandbox/github/http';
import { s3Files } from '../../../src/stack/state/s3-files';

const PATH = '.pulumi/a/b.json';

let server: Server;
const asked: { method: string; path: string; body: string; authorization: string }[] = [];
/** What S3 answers next. */
let answer = { status: 200, body: '' };
/** What it answers before that. */
let next: (typeof answer)[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const { method = '', url = '', headers } = request;
      asked.push({ method, path: url, body, authorization: headers.authorization ?? '' });
      const { status, body: content } = next.shift() ?? answer;
      response.writeHead(status).end(content);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' });
});
beforeEach(() => {
  asked.length = 0;
  answer = { status: 200, body: '' };
});
afterAll(async () => {
  delete process.env.AWS_ACCESS_KEY_ID;
  delete process.env.AWS_SECRET_ACCESS_KEY;
  await stop(server);
});

function files({ url = 's3://state/models', signal }: { url?: string; signal?: AbortSignal } = {}) {
  const backend = { url, isLocal: false, isPulumiCloud: false };
  return s3Files(backend, { region: 'eu-west-1', environment: { AWS_ENDPOINT_URL: addressOf(server) }, signal });
}

function object(key: string) {
  return `<Contents><Key>${key}</Key><LastModified>2026-11-30T10:00:00.000Z</LastModified><Size>1</Size></Contents>`;
}

it('reads, writes and removes an object, in the folder of the state, with requests that are signed for S3', async () => {
  answer = { status: 200, body: 'text' };
  expect(String(await files().read(PATH))).toBe('text');
  await files().write(PATH, 'other');
  answer = { status: 204, body: '' };
  await files().remove(PATH);
  expect(asked.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['GET', `/state/models/${PATH}`, ''],
    ['PUT', `/state/models/${PATH}`, 'other'],
    ['DELETE', `/state/models/${PATH}`, ''],
  ]);
  for (const { authorization } of asked) {
    expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-west-1\/s3\/aws4_request/);
  }
});

it('has nothing where S3 has no such object, which is not so where it has no such bucket', async () => {
  answer = { status: 404, body: '<Error><Code>NoSuchKey</Code><Message>No.</Message></Error>' };
  expect(await files().read(PATH)).toBeUndefined();
  answer = { status: 404, body: '<Error><Code>NoSuchBucket</Code><Message>No.</Message></Error>' };
  await expect(files().read(PATH)).rejects.toThrow('S3 answers 404 (NoSuchBucket: No.).');
});

it.each<[status: number, body: string, words: string]>([
  [
    403,
    '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
    'S3 answers 403 (AccessDenied: Access Denied).',
  ],
  [503, '<html>', 'S3 answers 503.'],
  [301, '', 'S3 answers 301.'],
])('fails with what S3 says where that answers %i', async (status, body, words) => {
  answer = { status, body };
  await expect(files().write(PATH, 'text')).rejects.toThrow(words);
  await expect(files().remove(PATH)).rejects.toThrow(words);
});

it('lists all pages of what is below the folder of the state', async () => {
  const first = `<R>${object('R&amp;D/.pulumi/a')}<NextContinuationToken>more</NextContinuationToken></R>`;
  next = [{ status: 200, body: first }];
  answer = { status: 200, body: `<R>${object('R&amp;D/.pulumi/b')}</R>` };
  const modified = Date.UTC(2026, 10, 30, 10);
  expect(await files({ url: 's3://state/R&D' }).list('.pulumi/')).toEqual([
    { path: '.pulumi/a', modified },
    { path: '.pulumi/b', modified },
  ]);
  const queries = asked.map(({ path }) => Object.fromEntries(new URL(path, 'http://x').searchParams));
  expect(queries).toEqual([
    { 'list-type': '2', prefix: 'R&D/.pulumi/' },
    { 'list-type': '2', prefix: 'R&D/.pulumi/', 'continuation-token': 'more' },
  ]);
});

it('asks nothing any more once it is given up', async () => {
  await expect(files({ signal: AbortSignal.abort(new Error('given up')) }).read(PATH)).rejects.toThrow('given up');
  expect(asked).toEqual([]);
});

it('writes a key as S3 writes it where it checks the signature', async () => {
  await files({ url: "s3://state/it's (ours)" }).read(PATH);
  expect(asked[0]!.path).toBe(`/state/it%27s%20%28ours%29/${PATH}`);
});
