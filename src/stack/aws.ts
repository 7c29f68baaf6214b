import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { RunFailure } from '../failure';

export interface AwsSettings {
  readonly region: string;
  /** Another endpoint for IAM and STS. */
  readonly endpointUrl?: string;
}

/**
 * @returns the account that the credentials of this process belong to, twelve digits
 * @throws RunFailure `credentials`
 */
export async function accountOfCredentials(settings: AwsSettings): Promise<string> {
  const sts = new STSClient(clientConfig(settings));
  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand());
    return Account!;
  } catch (error) {
    const { name, message } = error as Error;
    throw new RunFailure('credentials', `AWS does not accept the credentials (${name}).`, {
      hint: 'Run aws-actions/configure-aws-credentials in a step before, with `permissions: id-token: write` in the job.',
      details: message,
    });
  } finally {
    sts.destroy();
  }
}

/** What every client of AWS is made with. */
export function clientConfig({ region, endpointUrl }: AwsSettings) {
  // The SDK does not look at the proxy variables by itself.
  const agents = { proxyEnv: process.env };
  return {
    region,
    endpoint: endpointUrl,
    requestHandler: { httpAgent: new HttpAgent(agents), httpsAgent: new HttpsAgent(agents) },
  };
}
