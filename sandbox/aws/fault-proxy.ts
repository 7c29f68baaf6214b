import { randomUUID } from 'node:crypto';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What happens to a request instead of a plain answer. */
export interface AwsFault {
  /** The action of an IAM or STS request, such as `CreateRole`; of requests to S3 the method and path, such as `PUT /bucket/key`. */
  readonly action: string | RegExp;
  /** How many such requests go by before it happens; default: none. */
  readonly after?: number;
  /** How many requests it happens to; default: all. */
  readonly times?: number;
  /** Milliseconds before the request goes on. */
  readonly delay?: number;
  /** Answered instead of AWS, with this status and code. */
  readonly refusal?: { readonly status: number; readonly code: string; readonly message: string };
  /** Answered instead of AWS, as a page that has nothing to do with it; the status is 200 unless it is given. */
  readonly garbage?: { readonly status?: number; readonly body: string };
  /** `hang`: no answer ever comes, and AWS never sees the request. `lose-answer`: AWS does it, and the connection breaks. */
  readonly connection?: 'hang' | 'lose-answer';
}

/** Of IAM; STS has another, which no SDK looks at. */
const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';

/** Stands before the local AWS and lets through what it is not told to hold up or refuse: AWS on a bad day. */
export interface FaultProxy {
  readonly url: string;
  /** The requests that came in, as a fault names them. */
  readonly actions: readonly string[];
  inject(fault: AwsFault): void;
  stop(): Promise<void>;
}

export async function startFaultProxy(awsUrl: string): Promise<FaultProxy> {
  const { port: awsPort } = new URL(awsUrl);
  const faults: { fault: AwsFault; before: number; left: number }[] = [];
  const actions: string[] = [];

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: Error) => response.destroy(error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { method, url: path, headers } = request;
    const action = new URLSearchParams(body.toString('latin1')).get('Action') ?? `${method} ${path}`;
    actions.push(action);
    const fault = takeFault(action);
    if (fault?.delay) await sleep(fault.delay, undefined, { ref: false });
    if (fault?.refusal) return refuse(response, fault.refusal, { isS3: action.includes(' ') });
    if (fault?.garbage) return void response.writeHead(fault.garbage.status ?? 200).end(fault.garbage.body);
    if (fault?.connection === 'hang') return;

    // The headers go on as they are, the host among them: the request is signed for it.
    const upstream = forward({ host: '127.0.0.1', port: awsPort, method, path, headers }, (answered) => {
      if (fault?.connection === 'lose-answer') return void answered.resume().on('end', () => response.destroy());
      response.writeHead(answered.statusCode!, answered.headers);
      answered.pipe(response);
    });
    upstream.on('error', (error) => response.destroy(error));
    upstream.end(body);
  }

  function takeFault(action: string): AwsFault | undefined {
    const meant = faults.filter(({ fault, left }) => left > 0 && isMeant(fault, action));
    const entry = meant.find(({ before }) => before === 0);
    for (const each of meant) if (each.before > 0) each.before--;
    if (entry) entry.left--;
    return entry?.fault;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    actions,
    inject: (fault) => void faults.push({ fault, before: fault.after ?? 0, left: fault.times ?? Infinity }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function isMeant({ action: meant }: AwsFault, action: string): boolean {
  return typeof meant === 'string' ? meant === action : meant.test(action);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * In the XML of IAM's and STS's protocol, or of S3's.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization
 */
function refuse(
  response: ServerResponse,
  { status, code, message }: NonNullable<AwsFault['refusal']>,
  { isS3 }: { readonly isS3: boolean },
): void {
  const requestId = randomUUID();
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
  if (isS3) {
    const parts = `<Code>${code}</Code><Message>${message}</Message><RequestId>${requestId}</RequestId>`;
    return void response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${parts}</Error>`);
  }
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Type>${type}</Type><Code>${code}</Code><Message>${message}</Message>`;
  response.end(
    `<ErrorResponse xmlns="${NAMESPACE}"><Error>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}
