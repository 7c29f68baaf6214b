import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { type ActionOptions, type ActionRun, runAction } from '../../sandbox/action';
import { type FaultProxy, startFaultProxy } from '../../sandbox/aws/fault-proxy';
import { changePolicyByHand, deployedInIam, deployedInState, NOTHING } from '../../sandbox/demo/deployed';
import { startReleaseServer } from '../../sandbox/releases/release-server';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { PULUMI_VERSION } from '../../src/contract';
import { releaseFor } from '../../src/stack/engine/release';

/** More of what `test/e2e/faults.e2e.test.ts` has one of each kind of. */

const STACK = 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012';

let sandbox: Sandbox;
let proxy: FaultProxy;

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(async () => {
  proxy = await startFaultProxy(sandbox.aws.url);
});
// Every test starts with nothing there, and ends so.
afterEach(async () => {
  await proxy.stop();
  if (await deployedInState(sandbox, STACK)) {
    expect((await act({ inputs: { command: 'destroy' } })).exitCode).toBe(0);
  }
  expect(await deployedInIam(sandbox)).toEqual(NOTHING);
});
afterAll(() => sandbox.stop());

function act(options: ActionOptions): Promise<ActionRun> {
  return runAction(sandbox, options);
}

/** With the proxy between the Action and AWS. */
function actThroughProxy(options: ActionOptions): Promise<ActionRun> {
  return act({ ...options, environment: { AWS_ENDPOINT_URL: proxy.url, ...options.environment } });
}

it.each([
  ['LimitExceeded', 409, 'Cannot exceed quota for PoliciesPerAccount: 1500', 'limit-exceeded'],
  ['EntityAlreadyExists', 409, 'A policy called churn-prod already exists.', 'name-taken'],
  ['InvalidClientTokenId', 403, 'The security token included in the request is invalid.', 'credentials'],
])('%s is told once, in a sentence, on its resource', async (code, status, message, reason) => {
  proxy.inject({ action: 'CreatePolicy', refusal: { status, code, message } });
  const failed = await actThroughProxy({ inputs: { command: 'up' }, environment: { SANDBOX_AWS_WAITS: '0.01' } });

  expect(failed.outputs['failure-reason']).toBe(reason);
  expect(failed.log + failed.summary).not.toMatch(/provider2\.go|sdk\.helper_schema|error occurred|provider=aws@/);
  const changes = JSON.parse(failed.outputs.changes!) as { type: string; status: string; error?: string }[];
  expect(changes.filter(({ error }) => error !== undefined)).toMatchObject([
    { type: 'aws:iam/policy:Policy', error: `creating IAM Policy (churn-prod): ${code}: ${message}` },
  ]);
});

it('a workflow that is told to terminate finishes what it began, says so, and leaves the state as it is in IAM', async () => {
  proxy.inject({ action: 'CreatePolicy', delay: 1500 });
  let isSent = false;
  const cancelled = await actThroughProxy({
    inputs: { command: 'up' },
    onLog: (log, kill) => {
      if (isSent || !/started: create .*modelDeploymentPolicy/.test(log)) return;
      isSent = true;
      kill('SIGTERM');
    },
  });
  expect(cancelled.outputs['failure-reason']).toBe('cancelled');
  expect(await deployedInState(sandbox, STACK)).toEqual(await deployedInIam(sandbox));
});

it('AWS that throttles for ever is waited for only so long', async () => {
  await act({ inputs: { command: 'up' } });
  proxy.inject({
    action: 'UpdateRole',
    refusal: { status: 400, code: 'Throttling', message: 'Rate exceeded' },
    times: 20,
  });
  const failed = await actThroughProxy({
    inputs: { command: 'up', 'max-session-duration': '7200' },
    environment: { SANDBOX_AWS_WAITS: '0.01' },
  });
  expect(failed.outputs['failure-reason']).toBe('throttled');
  expect(proxy.actions.filter((action) => action === 'UpdateRole')).toHaveLength(8);
  expect(await deployedInState(sandbox, STACK)).toEqual(await deployedInIam(sandbox));
});

it('drift is repaired by up with refresh', async () => {
  await act({ inputs: { command: 'up' } });
  const { policy } = await deployedInIam(sandbox);
  await changePolicyByHand(sandbox, {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  });
  expect((await act({ inputs: { command: 'up', refresh: 'true' } })).exitCode).toBe(0);
  expect((await deployedInIam(sandbox)).policy).toBe(policy);
});

it('the download of the engine is tried again after a fault of the server', async () => {
  const { archive, checksumsUrl } = releaseFor(PULUMI_VERSION, process.platform, process.arch)!;
  const releases = await startReleaseServer();
  releases.answerWith({ status: 503 }, archive);
  const folders = sandbox.environment.PATH!.split(delimiter).filter((folder) => !existsSync(join(folder, 'pulumi')));
  const run = await act({
    inputs: {},
    environment: {
      PATH: folders.join(delimiter),
      RUNNER_TOOL_CACHE: await mkdtemp(join(sandbox.folder, 'tool-cache-')),
      PULUMI_RELEASES_URL: releases.url,
    },
  });
  await releases.stop();
  expect(run.exitCode).toBe(0);
  expect(releases.requests).toEqual([`/${basename(checksumsUrl)}`, `/${archive}`, `/${archive}`]);
});
