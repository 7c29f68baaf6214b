import { randomUUID } from 'node:crypto';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What happens to a request instead of a plain answer. */
export interface AwsFault {
  /** The action of an IAM or STS request, such as `CreateRole`. */
  readonly action: string;
  /** Milliseconds before the request goes on. */
  readonly delay?: number;
  /** Answered instead of AWS, with this status and code. */
  readonly refusal?: { readonly status: number; readonly code: string; readonly message: string };
  /** How many requests it happens to; default: all. */
  readonly times?: number;
}

/** Of IAM; STS has another, which no SDK looks at. */
const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';

/** Stands before the local AWS and lets through what it is not told to hold up or refuse: AWS on a bad day. */
export interface FaultProxy {
  readonly url: string;
  /** The actions of the IAM and STS requests that came in. */
  readonly actions: readonly string[];
  inject(fault: AwsFault): void;
  stop(): Promise<void>;
}

export async function startFaultProxy(awsUrl: string): Promise<FaultProxy> {
  const { port: awsPort } = new URL(awsUrl);
  const faults: { fault: AwsFault; left: number }[] = [];
  const actions: string[] = [];

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: Error) => response.destroy(error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const action = new URLSearchParams(body.toString('latin1')).get('Action');
    if (action) actions.push(action);
    const fault = takeFault(action);
    if (fault?.delay) await sleep(fault.delay, undefined, { ref: false });
    if (fault?.refusal) return refuse(response, fault.refusal);

    const { method, url: path, headers } = request;
    // The headers go on as they are, the host among them: the request is signed for it.
    const upstream = forward({ host: '127.0.0.1', port: awsPort, method, path, headers }, (answered) => {
      response.writeHead(answered.statusCode!, answered.headers);
      answered.pipe(response);
    });
    upstream.on('error', (error) => response.destroy(error));
    upstream.end(body);
  }

  function takeFault(action: string | null): AwsFault | undefined {
    const entry = faults.find(({ fault, left }) => fault.action === action && left > 0);
    if (entry) entry.left--;
    return entry?.fault;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    actions,
    inject: (fault) => void faults.push({ fault, left: fault.times ?? Infinity }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * In the XML of IAM's and STS's protocol.
 *
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization
 */
function refuse(response: ServerResponse, { status, code, message }: NonNullable<AwsFault['refusal']>): void {
  const requestId = randomUUID();
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Type>${type}</Type><Code>${code}</Code><Message>${message}</Message>`;
  response.end(
    `<ErrorResponse xmlns="${NAMESPACE}"><Error>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}
