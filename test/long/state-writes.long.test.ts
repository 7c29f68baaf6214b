import { DeletePolicyCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { deployedInIam } from '../../sandbox/demo/deployed';
import { setUpStage } from '../faults/stage';

const stage = setUpStage();

it('a state that can no longer be written is a failure that names what AWS has and the state does not', async () => {
  // The engine tries again for half a minute.
  const asked = setInterval(() => {
    if (!stage.proxy.actions.includes('CreatePolicy')) return;
    clearInterval(asked);
    const refusal = { status: 403, code: 'AccessDenied', message: 'Access Denied' };
    stage.proxy.inject({ action: /^PUT [^?]*\/stacks\/.*\.json\?/, refusal });
  }, 10);
  const failed = await stage.actThroughProxy({ inputs: { command: 'up' } });

  const made = await deployedInIam(stage.sandbox);
  if (made.policyArn) await stage.iam.send(new DeletePolicyCommand({ PolicyArn: made.policyArn }));
  if (made.roleArn) await stage.iam.send(new DeleteRoleCommand({ RoleName: 'churn-prod' }));

  expect([failed.exitCode, failed.outputs['failure-reason']]).toEqual([1, 'state-not-written']);
  expect(failed.log).toMatch(
    /The state could not be written\. Done in AWS, and not known to be recorded: create aws:iam/,
  );
  expect(failed.summary).toMatch(
    /Failed to apply: not all of it is recorded in the state \([01] of \d done; no access was granted\)/,
  );
});
