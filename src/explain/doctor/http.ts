import { Agent as HttpAgent, request as requestByHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestByHttps } from 'node:https';
import { text } from 'node:stream/consumers';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

interface HttpQuestion {
  readonly method?: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for all of it. */
  readonly limit: number;
}

/** By the proxy of the environment, which `fetch` does not look at. */
export function answerTo({ method = 'GET', url, headers, body, limit }: HttpQuestion): Promise<HttpAnswer> {
  const isHttp = url.protocol === 'http:';
  const agents = { proxyEnv: process.env };
  const options = {
    method,
    headers,
    agent: isHttp ? new HttpAgent(agents) : new HttpsAgent(agents),
    signal: AbortSignal.timeout(limit),
  };
  return new Promise((resolve, reject) => {
    const request = (isHttp ? requestByHttp : requestByHttps)(url, options, (response) => {
      const { statusCode: status = 0, headers: answered } = response;
      text(response).then((content) => resolve({ status, headers: answered, body: content }), reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
