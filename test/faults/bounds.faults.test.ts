import { mkdtemp, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setUpStage } from './stage';
import type { ActionOptions, ActionRun } from '../../sandbox/action';
import { deployedInIam, NOTHING } from '../../sandbox/demo/deployed';
import { goTool } from '../../sandbox/go-tools';

const stage = setUpStage();

/** With waits that are seconds where they are minutes otherwise. */
function actWithin(deadlines: string, { environment, ...options }: ActionOptions): Promise<ActionRun> {
  return stage.actThroughProxy({
    ...options,
    environment: { MODEL_DEPLOYMENT_IAM_DEADLINES: deadlines, ...environment },
  });
}

it('STS that never answers is asked again, and then told as unreachable', async () => {
  stage.proxy.inject({ action: 'GetCallerIdentity', connection: 'hang' });
  const run = await actWithin('aws-request=1 aws-credentials=6', { inputs: { command: 'up' } });

  expect(run.outputs['failure-reason']).toBe('unreachable');
  expect(run.log).toMatch(/Still waiting after \d s for: AWS to tell whose credentials these are\./);
  expect(run.log).toContain('HTTPS_PROXY');
  expect(await deployedInIam(stage.sandbox)).toEqual(NOTHING);
});

it('a state that never answers ends the engine that is asked for it, and nothing is run on it', async () => {
  stage.proxy.inject({ action: /my-pulumi-state/, connection: 'hang' });
  const run = await actWithin('engine-silence=3 engine-stop=1 engine-kill=1', { inputs: { command: 'up' } });

  expect(run.outputs['failure-reason']).toBe('timed-out');
  expect(run.log).toMatch(/Still waiting after \d s for: the state \(s3:\/\/my-pulumi-state\)\./);
  expect(run.log).toContain('The engine did not come to read the state (s3://my-pulumi-state) within 3 s.');
  expect(run.log).not.toContain('pulumi up');
  expect(run.summary).toContain('something did not answer in time');
  expect(await deployedInIam(stage.sandbox)).toEqual(NOTHING);
});

it('IAM that never answers ends the engine as a cancel does: what was done is recorded, and no lock is left', async () => {
  stage.proxy.inject({ action: 'CreateRole', connection: 'hang' });
  const run = await actWithin('engine-silence=5 engine-stop=1', { inputs: { command: 'up' } });

  expect(run.outputs['failure-reason']).toBe('timed-out');
  expect(run.log).toContain('and was stopped: in flight: create modelDeploymentRole.');
  expect(await stage.lockFiles()).toEqual([]);
  await stage.expectStateToMatchIam();
});

it('an engine that does not even end when it is asked to is killed', async () => {
  const folder = await mkdtemp(join(stage.sandbox.folder, 'engine-'));
  const script = '#!/bin/sh\n[ "$1" = version ] && exec "$REAL_PULUMI" version\ntrap "" INT\nsleep 100\n';
  await writeFile(join(folder, 'pulumi'), script, { mode: 0o755 });
  const begun = Date.now();
  const run = await actWithin('engine-silence=1 engine-stop=1 engine-kill=1', {
    inputs: { command: 'preview' },
    environment: {
      PATH: [folder, stage.sandbox.environment.PATH].join(delimiter),
      REAL_PULUMI: join(await goTool('pulumi'), 'pulumi'),
    },
  });

  expect(run.outputs['failure-reason']).toBe('timed-out');
  expect(run.log).toContain('The engine did not end when it was asked to, and was killed.');
  expect(Date.now() - begun).toBeLessThan(30_000);
});
