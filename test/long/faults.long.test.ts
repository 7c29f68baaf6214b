import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { changePolicyByHand, deployedInIam } from '../../sandbox/demo/deployed';
import { startReleaseServer } from '../../sandbox/releases/release-server';
import { PULUMI_VERSION } from '../../src/contract';
import { releaseFor } from '../../src/stack/engine/release';
import { setUpStage } from '../faults/stage';

/** More of what `test/faults` has one of each kind of. */

const stage = setUpStage();

it.each([
  ['LimitExceeded', 409, 'Cannot exceed quota for PoliciesPerAccount: 1500', 'limit-exceeded'],
  ['EntityAlreadyExists', 409, 'A policy called churn-prod already exists.', 'name-taken'],
  ['InvalidClientTokenId', 403, 'The security token included in the request is invalid.', 'credentials'],
])('%s is told once, in a sentence, on its resource', async (code, status, message, reason) => {
  stage.proxy.inject({ action: 'CreatePolicy', refusal: { status, code, message } });
  const failed = await stage.actThroughProxy({ inputs: { command: 'up' }, environment: { SANDBOX_AWS_WAITS: '0.01' } });

  expect(failed.outputs['failure-reason']).toBe(reason);
  expect(failed.log + failed.summary).not.toMatch(/provider2\.go|sdk\.helper_schema|error occurred|provider=aws@/);
  const changes = JSON.parse(failed.outputs.changes!) as { type: string; status: string; error?: string }[];
  expect(changes.filter(({ error }) => error !== undefined)).toMatchObject([
    { type: 'aws:iam/policy:Policy', error: `creating IAM Policy (churn-prod): ${code}: ${message}` },
  ]);
});

it('a workflow that is told to terminate finishes what it began, says so, and leaves the state as it is in IAM', async () => {
  stage.proxy.inject({ action: 'CreatePolicy', delay: 1500 });
  let isSent = false;
  const cancelled = await stage.actThroughProxy({
    inputs: { command: 'up' },
    onLog: (log, kill) => {
      if (isSent || !/started: create .*modelDeploymentPolicy/.test(log)) return;
      isSent = true;
      kill('SIGTERM');
    },
  });
  expect(cancelled.outputs['failure-reason']).toBe('cancelled');
  await stage.expectStateToMatchIam();
});

it('AWS that throttles for ever is waited for only so long', async () => {
  await stage.act({ inputs: { command: 'up' } });
  stage.proxy.inject({
    action: 'UpdateRole',
    refusal: { status: 400, code: 'Throttling', message: 'Rate exceeded' },
    times: 20,
  });
  const failed = await stage.actThroughProxy({
    inputs: { command: 'up', 'max-session-duration': '7200' },
    environment: { SANDBOX_AWS_WAITS: '0.01' },
  });
  expect(failed.outputs['failure-reason']).toBe('throttled');
  expect(stage.proxy.actions.filter((action) => action === 'UpdateRole')).toHaveLength(8);
  await stage.expectStateToMatchIam();
});

it('drift is repaired by up with refresh', async () => {
  await stage.act({ inputs: { command: 'up' } });
  const { policy } = await deployedInIam(stage.sandbox);
  await changePolicyByHand(stage.sandbox, {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  });
  expect((await stage.act({ inputs: { command: 'up', refresh: 'true' } })).exitCode).toBe(0);
  expect((await deployedInIam(stage.sandbox)).policy).toBe(policy);
});

it('the download of the engine is tried again after a fault of the server', async () => {
  const { archive } = releaseFor(PULUMI_VERSION, process.platform, process.arch)!;
  const releases = await startReleaseServer();
  releases.answerWith({ status: 503 }, archive);
  const folders = stage.sandbox.environment
    .PATH!.split(delimiter)
    .filter((folder) => !existsSync(join(folder, 'pulumi')));
  const run = await stage.act({
    inputs: releases.inputs,
    environment: {
      PATH: folders.join(delimiter),
      RUNNER_TOOL_CACHE: await mkdtemp(join(stage.sandbox.folder, 'tool-cache-')),
      ...releases.trust,
    },
  });
  await releases.stop();
  expect(run.exitCode).toBe(0);
  expect(releases.requests).toEqual([`/${archive}`, `/${archive}`]);
});
