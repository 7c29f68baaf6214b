import { setTimeout as sleep } from 'node:timers/promises';
import { setUpStage } from './stage';
import { type ActionOptions } from '../../sandbox/action';
import { deployedInIam, NOTHING } from '../../sandbox/demo/deployed';

const stage = setUpStage();

describe('a workflow that is cancelled', () => {
  it('finishes what it began, says so, and leaves no lock', async () => {
    stage.proxy.inject({ action: 'CreatePolicy', delay: 1500 });
    let isSent = false;
    const cancelled = await stage.actThroughProxy({
      inputs: { command: 'up' },
      onLog: (log, kill) => {
        if (isSent || !/started: create .*modelDeploymentPolicy/.test(log)) return;
        isSent = true;
        kill('SIGINT');
      },
    });

    expect(cancelled.exitCode).toBe(1);
    expect(cancelled.outputs['failure-reason']).toBe('cancelled');
    expect(cancelled.log).toMatch(/Cancelling; in flight: .*create aws:iam\/policy:Policy modelDeploymentPolicy/);
    expect(cancelled.summary).toContain('cancelled');
    expect(cancelled.summary).not.toContain('in flight');
    expect(await stage.lockFiles()).toEqual([]);
    await stage.expectStateToMatchIam();

    expect((await stage.act({ inputs: { command: 'up' } })).exitCode).toBe(0);
    await stage.expectStateToMatchIam();
  });
});

describe('a runner that is gone', () => {
  it('is no reason to go on, nor to drop what was begun', async () => {
    stage.proxy.inject({ action: 'CreatePolicy', delay: 1500 });
    const { exitCode, summary } = await stage.actThroughProxy({
      inputs: { command: 'up' },
      onLog: (log, _, hangUp) => {
        if (/started: create .*modelDeploymentPolicy/.test(log)) hangUp();
      },
    });
    expect(exitCode).toBe(1);
    expect(summary).toContain('cancelled');
    expect(await stage.lockFiles()).toEqual([]);
    await stage.expectStateToMatchIam();
  });
});

describe('a workflow that is cancelled while no engine runs', () => {
  it.each<[when: string, action: string, delayed: number, inputs: ActionOptions['inputs']]>([
    ['STS is slow', 'GetCallerIdentity', 1, {}],
    ['IAM is slow, before the gates', 'ListRolePolicies', 1, { 'require-approval': 'broadening' }],
  ])('applies nothing: %s', async (_, action, times, inputs) => {
    stage.proxy.inject({ action, delay: 20_000, times });
    const begun = Date.now();
    let isAsked = false;
    const asked = setInterval(() => (isAsked ||= stage.proxy.actions.includes(action)), 20);
    const cancelled = await stage.actThroughProxy({
      inputs: { command: 'up', ...inputs },
      onStart: async (kill) => {
        while (!isAsked) await sleep(20);
        kill('SIGINT');
      },
    });
    clearInterval(asked);

    expect(cancelled.outputs['failure-reason']).toBe('cancelled');
    expect(cancelled.summary).toContain('Cancelled');
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(stage.proxy.actions).not.toContain('CreatePolicy');
    expect(await deployedInIam(stage.sandbox)).toEqual(NOTHING);
  });
});
