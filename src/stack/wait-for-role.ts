import { IAMClient, waitUntilRoleExists } from '@aws-sdk/client-iam';
import { type AwsSettings, clientConfig } from './aws';

/** How long a new role may take to show up everywhere in IAM. */
const PROPAGATION_SECONDS = 120;

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
