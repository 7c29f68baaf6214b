import { Readable } from 'node:stream';

/** An answer as it comes over the wire, which the AWS SDK shows only as it reads it. */
export interface RawAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
}

/** What a client of the AWS SDK takes to send its requests with. */
interface RequestHandler {
  handle(request: HttpRequest): Promise<{ response: object }>;
}

interface HttpRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/**
 * Has a client of the AWS SDK sign and send a request.
 *
 * @param send makes the client, with this request handler, and sends by it; what it throws is of no interest
 */
export async function rawAnswer(send: (requestHandler: RequestHandler) => Promise<unknown>): Promise<RawAnswer> {
  const answers: RawAnswer[] = [];
  await send({
    async handle({ method, protocol, hostname, port, path, headers, body }) {
      const response = await fetch(`${protocol}//${hostname}:${port}${path}`, { method, headers, body });
      const text = await response.text();
      answers.push({ status: response.status, contentType: response.headers.get('content-type'), body: text });
      return { response: { statusCode: response.status, headers: {}, body: Readable.from([text]) } };
    },
  }).catch(() => undefined);
  return answers.at(-1)!;
}
