import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { addAbortSignal, Readable } from 'node:stream';
import { GetCallerIdentityCommand, STSClient, STSServiceException } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { RunFailure } from '../failure';
import { deadline } from '../shared/deadlines';

export interface AwsSettings {
  readonly region: string;
  /** Another endpoint for IAM and STS. */
  readonly endpointUrl?: string;
  /** Aborted when nobody waits for an answer any more: requests in flight then fail with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * @returns the account that the credentials of this process belong to, twelve digits
 * @throws RunFailure `credentials`, `throttled`, or `unreachable` if it isn't STS that answers; the signal's reason
 */
export async function accountOfCredentials(settings: AwsSettings): Promise<string> {
  const sts = new STSClient(clientConfig(settings));
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand());
    if (!/^\d{12}$/.test(Account)) throw new Error('The answer names no account.');
    return Account;
  } catch (error) {
    settings.signal?.throwIfAborted();
    throw failureOf(error as Error);
  } finally {
    sts.destroy();
  }
}

function failureOf(error: Error): RunFailure {
  const { name, message: details } = error;
  const status = error instanceof STSServiceException ? error.$metadata.httpStatusCode : undefined;
  if (/Throttl|TooManyRequests|RequestLimitExceeded/.test(name) || status === 429) {
    return new RunFailure('throttled', `AWS throttled the question whose credentials these are (${name}).`, {
      hint: 'Run it again later. If many jobs run at once, limit them (`max-parallel` of the matrix).',
      details,
    });
  }
  const isRefused = status !== undefined && status < 500 && !/^Unknown/.test(name);
  if (isRefused || /CredentialsProviderError|TokenProviderError/.test(name)) {
    return new RunFailure('credentials', `AWS does not accept the credentials (${name}).`, {
      hint: 'Run aws-actions/configure-aws-credentials in a step before, with `permissions: id-token: write` in the job.',
      details,
    });
  }
  const code = (error as NodeJS.ErrnoException).code ?? name;
  return new RunFailure('unreachable', `AWS can't be asked whose credentials these are (STS: ${code}).`, {
    hint: 'Nothing was changed. Check the network of the runner, HTTPS_PROXY and NO_PROXY, and `aws-endpoint-url`; then run it again.',
    details,
  });
}

/** Milliseconds. The SDK tries three times by itself (AWS_MAX_ATTEMPTS). */
const CONNECTION_TIMEOUT = 5_000;

/** What every client of AWS is made with. */
export function clientConfig({ region, endpointUrl, signal }: AwsSettings) {
  // The SDK does not look at the proxy variables by itself.
  const agents = { proxyEnv: process.env };
  const requestHandler = new RequestHandler({
    httpAgent: new HttpAgent(agents),
    httpsAgent: new HttpsAgent(agents),
    connectionTimeout: CONNECTION_TIMEOUT,
    requestTimeout: deadline('aws-request'),
    throwOnRequestTimeout: true,
  });
  requestHandler.signal = signal;
  return { region, endpoint: endpointUrl, requestHandler };
}

/**
 * Gives up all requests of a client when its signal is aborted, and begins no others. And gives up an answer that has begun
 * and does not end, which the SDK would wait for.
 */
class RequestHandler extends NodeHttpHandler {
  signal?: AbortSignal;

  override async handle(...[request, options]: Parameters<NodeHttpHandler['handle']>) {
    const signals = [this.signal, options?.abortSignal as AbortSignal | undefined].filter((each) => each !== undefined);
    const handled = await super.handle(request, { ...options, abortSignal: AbortSignal.any(signals) });
    const { body } = handled.response as { body: unknown };
    if (body instanceof Readable) {
      addAbortSignal(AbortSignal.any([...signals, AbortSignal.timeout(deadline('aws-request'))]), body);
    }
    return handled;
  }
}
