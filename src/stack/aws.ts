import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { IAMClient, waitUntilRoleExists } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { StackFailure } from './failure';

export interface AwsSettings {
  readonly region: string;
  /** Another endpoint for IAM and STS. */
  readonly endpointUrl?: string;
}

/** How long a new role may take to show up everywhere in IAM. */
const PROPAGATION_SECONDS = 120;

/**
 * @returns the account that the credentials of this process belong to, twelve digits
 * @throws StackFailure `credentials`
 */
export async function accountOfCredentials(settings: AwsSettings): Promise<string> {
  const sts = new STSClient(clientConfig(settings));
  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand());
    return Account!;
  } catch (error) {
    const { name, message } = error as Error;
    throw new StackFailure('credentials', `AWS does not accept the credentials (${name}).`, {
      hint: 'Run aws-actions/configure-aws-credentials in a step before, with `permissions: id-token: write` in the job.',
      details: message,
    });
  } finally {
    sts.destroy();
  }
}

/** Waits until a new role can be read back: until then AWS may say that it does not exist. */
export async function waitForRole(name: string, settings: AwsSettings): Promise<void> {
  const client = new IAMClient(clientConfig(settings));
  try {
    await waitUntilRoleExists(
      { client, maxWaitTime: PROPAGATION_SECONDS, minDelay: 1, maxDelay: 5 },
      { RoleName: name },
    );
  } finally {
    client.destroy();
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
