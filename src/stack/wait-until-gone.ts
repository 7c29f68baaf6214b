import { setTimeout as sleep } from 'node:timers/promises';
import { GetPolicyCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { type AwsSettings, clientConfig } from './aws';
import { orNothing, type RoleName } from './role-in-iam';

/** How long IAM may still tell of what it has deleted, in milliseconds. */
const PROPAGATION = 15_000;
const FIRST_PAUSE = 1_000;

/** Which of the two IAM still has. */
export interface Left {
  readonly role: boolean;
  readonly policy: boolean;
}

/**
 * Looks whether a role and its policy are deleted. Of a deletion nothing comes back by which the provider could tell AWS's
 * answer from that of something in between.
 *
 * @throws what AWS answers, if it can't be looked at
 */
export async function waitUntilGone(
  { roleName, policyArn }: RoleName,
  settings: AwsSettings,
  { propagation = PROPAGATION, pause = FIRST_PAUSE } = {},
): Promise<Left> {
  const client = new IAMClient(clientConfig(settings));
  const end = Date.now() + propagation;
  try {
    for (; ; pause *= 2) {
      const [role, policy] = await Promise.all([
        orNothing(client.send(new GetRoleCommand({ RoleName: roleName }))),
        orNothing(client.send(new GetPolicyCommand({ PolicyArn: policyArn }))),
      ]);
      const left = { role: role !== undefined, policy: policy !== undefined };
      if ((!left.role && !left.policy) || Date.now() + pause > end) return left;
      await sleep(pause, undefined, { signal: settings.signal });
    }
  } finally {
    client.destroy();
  }
}
