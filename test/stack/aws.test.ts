import dns from 'node:dns';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { accountOfCredentials } from '../../src/stack/aws';

const own = { ...process.env };
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret', AWS_MAX_ATTEMPTS: '1' };

let server: Server;
let url: string;
let requests: IncomingMessage[];
let tunnels: string[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  requests = [];
  tunnels = [];
  server = createServer((request, response) => {
    requests.push(request);
    answer(response);
  });
  server.on('connect', ({ url: host }, socket) => {
    tunnels.push(host!);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answer = (response) => response.end(identityOf('210987654321'));
  process.env = { ...CREDENTIALS };
});
afterEach(async () => {
  process.env = own;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function identityOf(account: string): string {
  const result = `<GetCallerIdentityResult><Account>${account}</Account></GetCallerIdentityResult>`;
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</GetCallerIdentityResponse>`;
}

it('asks STS in the region whose credentials these are', async () => {
  expect(await accountOfCredentials({ region: 'eu-west-1', endpointUrl: url })).toBe('210987654321');
  expect(requests).toHaveLength(1);
  expect(requests[0]!.headers.authorization).toMatch(/Credential=AKIATEST\/\d{8}\/eu-west-1\/sts\//);
});

it("tells of credentials that AWS does not take, in AWS's words", async () => {
  answer = (response) => {
    const error = '<Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>The token is expired</Message></Error>';
    response.writeHead(403).end(`<ErrorResponse>${error}</ErrorResponse>`);
  };
  await expect(accountOfCredentials({ region: 'us-west-2', endpointUrl: url })).rejects.toMatchObject({
    reason: 'credentials',
    message: expect.stringContaining('(ExpiredToken)'),
    hint: expect.stringContaining('id-token: write'),
    details: 'The token is expired',
  });
});

describe('what is no answer of STS', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['a page in HTML', (response) => response.end('<html><body>Sign in to the network</body></html>')],
    ['nothing', (response) => response.end()],
    ['an account that is none', (response) => response.end(identityOf('undefined'))],
    ['a refusal in HTML', (response) => response.writeHead(403).end('<html><body>Forbidden</body></html>')],
    ['an error of the server', (response) => response.writeHead(503).end('try later')],
    ['a connection that ends', (response) => response.destroy()],
  ])('is not taken for an account, nor for wrong credentials: %s', async (_, answered) => {
    answer = answered;
    await expect(accountOfCredentials({ region: 'us-west-2', endpointUrl: url })).rejects.toMatchObject({
      reason: 'unreachable',
      message: expect.stringMatching(/^AWS can't be asked whose credentials these are \(STS: \w+\)\.$/),
      hint: expect.stringContaining('HTTPS_PROXY'),
    });
  });

  it('is told as what it is where nobody listens', async () => {
    const settings = { region: 'us-west-2', endpointUrl: 'http://127.0.0.1:1' };
    await expect(accountOfCredentials(settings)).rejects.toMatchObject({
      reason: 'unreachable',
      details: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('is told as too many requests where AWS throttles them', async () => {
    answer = (response) =>
      response.writeHead(400).end('<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>');
    await expect(accountOfCredentials({ region: 'us-west-2', endpointUrl: url })).rejects.toMatchObject({
      reason: 'throttled',
    });
  });
});

it('is told of credentials that are not there', async () => {
  process.env = { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent' };
  await expect(accountOfCredentials({ region: 'us-west-2', endpointUrl: url })).rejects.toMatchObject({
    reason: 'credentials',
    message: expect.stringContaining('CredentialsProviderError'),
  });
});

it('is not waited for once nobody waits any more', async () => {
  const cancellation = new AbortController();
  answer = () => cancellation.abort(new Error('cancelled'));
  const asked = accountOfCredentials({ region: 'us-west-2', endpointUrl: url, signal: cancellation.signal });
  await expect(asked).rejects.toThrow('cancelled');
  expect(requests).toHaveLength(1);
});

describe('what takes too long', () => {
  beforeEach(() => {
    process.env.MODEL_DEPLOYMENT_IAM_DEADLINES = 'aws-request=0.2';
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['an answer that never comes', () => undefined],
    ['an answer that never ends', (response) => response.write('<GetCallerIdentityResponse>')],
  ])('is given up: %s', async (_, answered) => {
    answer = answered;
    await expect(accountOfCredentials({ region: 'us-west-2', endpointUrl: url })).rejects.toMatchObject({
      reason: 'unreachable',
    });
  });

  it('is given up: a proxy that takes the request and never answers', async () => {
    process.env.https_proxy = url;
    let tunnel: Duplex | undefined;
    server.removeAllListeners('connect').on('connect', ({ url: host }, socket) => {
      tunnels.push(host!);
      tunnel = socket;
    });
    const asked = accountOfCredentials({ region: 'us-west-2' }).finally(() => tunnel?.destroy());
    await expect(asked).rejects.toMatchObject({
      reason: 'unreachable',
      hint: expect.stringContaining('HTTPS_PROXY'),
    });
    expect(tunnels).toEqual(['sts.us-west-2.amazonaws.com:443']);
  });

  it('is given up: a name that nobody resolves', async () => {
    const lookups = jest.spyOn(dns, 'lookup').mockImplementation(() => undefined);
    await expect(accountOfCredentials({ region: 'us-west-2' })).rejects.toMatchObject({ reason: 'unreachable' });
    expect(lookups).toHaveBeenCalledWith('sts.us-west-2.amazonaws.com', expect.anything(), expect.anything());
    lookups.mockRestore();
  });
});

describe('the proxy of the environment', () => {
  it('is used', async () => {
    process.env.http_proxy = url;
    expect(await accountOfCredentials({ region: 'us-west-2', endpointUrl: 'http://sts.example' })).toBe('210987654321');
    expect(requests.map((request) => request.url)).toEqual(['http://sts.example/']);
  });

  it('is used for what is encrypted', async () => {
    process.env.https_proxy = url;
    await expect(accountOfCredentials({ region: 'us-west-2' })).rejects.toMatchObject({ reason: 'unreachable' });
    expect(tunnels).toEqual(['sts.us-west-2.amazonaws.com:443']);
  });

  it('is not used for what no_proxy names', async () => {
    Object.assign(process.env, { http_proxy: 'http://127.0.0.1:1', no_proxy: '127.0.0.1' });
    expect(await accountOfCredentials({ region: 'us-west-2', endpointUrl: url })).toBe('210987654321');
  });
});
