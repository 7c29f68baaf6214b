import { setTimeout as sleep } from 'node:timers/promises';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { type AwsSettings, clientConfig } from './aws';
import { orNothing } from './role-in-iam';

/** How long a new role may take to show up everywhere in IAM, in milliseconds. */
const PROPAGATION = 120_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 5_000;

/**
 * Waits until a new role can be read back: until then AWS may say that it does not exist. The SDK's own waiter would ask on
 * where AWS denies the answer.
 *
 * @throws what AWS answers, if it can't be looked at; an error as well if the role is not there after two minutes
 */
export async function waitForRole(
  name: string,
  settings: AwsSettings,
  { propagation = PROPAGATION, pause = FIRST_PAUSE } = {},
): Promise<void> {
  const client = new IAMClient(clientConfig(settings));
  const end = Date.now() + propagation;
  try {
    while (!(await orNothing(client.send(new GetRoleCommand({ RoleName: name }))))) {
      if (Date.now() + pause > end) throw new Error(`IAM does not know it after ${propagation / 1000} s.`);
      await sleep(pause, undefined, { signal: settings.signal });
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  } finally {
    client.destroy();
  }
}
