import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { setUpStage, STACK } from './stage';
import { credentialVariables } from '../../sandbox/aws/local-aws';

const stage = setUpStage();

/** As the runner does: SIGINT, SIGTERM after 7.5 seconds, and the end 2.5 seconds later. To the step's process alone. */
async function cancelAsTheRunnerDoes(kill: (signal: NodeJS.Signals) => void): Promise<void> {
  kill('SIGINT');
  await sleep(7_500);
  kill('SIGTERM');
  await sleep(2_500);
  kill('SIGKILL');
}

/** Waits until AWS is asked for something, and a moment more, in which the engine notes that it has begun it. */
async function untilAsked(action: string): Promise<void> {
  while (!stage.proxy.actions.includes(action)) await sleep(20);
  await sleep(300);
}

/** Types the command that a report names. */
function removeLock(log: string): void {
  const [, url, stack] = /PULUMI_BACKEND_URL=(\S+) pulumi cancel --yes --stack (\S+)/.exec(log)!;
  const { sandbox } = stage;
  execFileSync('pulumi', ['cancel', '--yes', '--stack', stack!], {
    cwd: sandbox.folder,
    env: {
      ...sandbox.environment,
      ...credentialVariables(sandbox.workflowUser),
      ...{ AWS_REGION: sandbox.aws.region, PULUMI_BACKEND_URL: url },
    },
  });
}

it('a step that is cancelled and killed has told at once, and what runs after the job tells what is left of it', async () => {
  const { github } = stage.sandbox;
  const number = github.addPullRequest();
  const pull_request = { number, head: { sha: 'c0ffee'.padEnd(40, '0') } };
  const event = { name: 'pull_request', payload: { pull_request } };
  expect((await stage.act({ inputs: {}, event })).outputs['failure-reason']).toBe('');
  stage.proxy.inject({ action: 'CreateRole', connection: 'hang', times: 1 });
  const killed = await stage.actThroughProxy({
    inputs: { command: 'up' },
    event,
    onStart: async (kill) => {
      await untilAsked('CreateRole');
      kill('SIGINT');
      await sleep(2_500);
      kill('SIGKILL');
    },
  });

  expect(killed.exitCode).not.toBe(0);
  expect(killed.outputs).toMatchObject({ 'failure-reason': 'cancelled', stack: STACK });
  expect(killed.summary).toMatch(/in flight: .*create aws:iam\/role:Role modelDeploymentRole/);
  const { exitCode, log, summary } = killed.post!;
  expect(exitCode).toBe(0);
  const { body } = github.comments(number)[0]!;
  for (const told of [log, summary, body]) {
    expect(told).toContain('The step was killed while it ran up, after the workflow was cancelled');
    expect(told).toContain('Begun, and not known how it ended: creating the Role');
    expect(told).toContain('The lock that this step took is left: ');
  }
  expect(body).not.toContain('to create');

  removeLock(log);
  expect(await stage.lockFiles()).toEqual([]);
  expect((await stage.act({ inputs: { command: 'up' } })).outputs['failure-reason']).toBe('');
  await stage.expectStateToMatchIam();
});

it('a step with a request that hangs ends by itself before the runner kills it, and leaves no lock', async () => {
  stage.proxy.inject({ action: 'CreateRole', connection: 'hang', times: 1 });
  const cancelled = await stage.actThroughProxy({
    inputs: { command: 'up' },
    onStart: async (kill) => {
      await untilAsked('CreateRole');
      await cancelAsTheRunnerDoes(kill);
    },
  });
  expect(cancelled.outputs['failure-reason']).toBe('cancelled');
  expect(cancelled.summary).toContain('What was in flight did not end in time, and was not waited for.');
  expect(cancelled.post).toBeUndefined();
  expect(await stage.lockFiles()).toEqual([]);

  expect((await stage.act({ inputs: { command: 'up' } })).outputs['failure-reason']).toBe('');
  await stage.expectStateToMatchIam();
});

it('a step that is cancelled in the wait after everything was applied says that it was applied', async () => {
  const attached = setInterval(() => {
    if (!stage.proxy.actions.includes('AttachRolePolicy')) return;
    clearInterval(attached);
    stage.proxy.inject({ action: 'GetRole', delay: 20_000 });
  }, 10);
  let isSent = false;
  const cancelled = await stage.actThroughProxy({
    inputs: { command: 'up' },
    onLog: (log, kill) => {
      if (isSent || !log.includes('Waiting until the new role')) return;
      isSent = true;
      kill('SIGINT');
    },
  });

  expect([cancelled.exitCode, cancelled.outputs['failure-reason']]).toEqual([0, '']);
  for (const told of [cancelled.log, cancelled.summary]) {
    expect(told).toMatch(/Applied: grants .*3 created/s);
    expect(told).toContain('Everything was applied before the workflow was cancelled.');
  }
  await stage.expectStateToMatchIam();
});
